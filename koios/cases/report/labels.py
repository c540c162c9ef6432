"""The names of what the cases are told apart by, and the order in which they are shown."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.cases.models import Case as PQRS
from koios.cases.models import Cause, Kind, Process
from koios.cases.report.figures import Line
from koios.customers.models import Customer
from koios.office.reporting.period import month_name

MANY = 1_000  # records from which all of a table are read


@dataclass(frozen=True)
class Dimension:
    """One way to tell cases apart: its name, what a case without one is said to have."""

    key: str
    title: str
    one: str
    nothing: str = ""
    model: type | None = None
    name: object = "name"  # of a record of the model
    apart: str = "pk"  # what tells two records of one name apart
    choices: type | None = None


DIMENSIONS = {
    one.key: one
    for one in (
        Dimension("kind", gettext_lazy("Por tipo"), gettext_lazy("Tipo"), choices=Kind),
        Dimension(
            "channel", gettext_lazy("Por canal"), gettext_lazy("Canal"), choices=PQRS.Channel
        ),
        Dimension("month", gettext_lazy("Por mes de recibo"), gettext_lazy("Mes")),
        Dimension(
            "cause",
            gettext_lazy("Por causa"),
            gettext_lazy("Causa"),
            gettext_lazy("Sin causa"),
            model=Cause,
        ),
        Dimension(
            "process",
            gettext_lazy("Por proceso"),
            gettext_lazy("Proceso"),
            gettext_lazy("Sin proceso"),
            model=Process,
        ),
        Dimension(
            "customer",
            gettext_lazy("Por cliente"),
            gettext_lazy("Cliente"),
            gettext_lazy("Sin cliente"),
            model=Customer,
            name=Case(When(trade_name="", then=F("legal_name")), default=F("trade_name")),
            apart="document_number",
        ),
        Dimension(
            "owner",
            gettext_lazy("Por responsable"),
            gettext_lazy("Responsable"),
            gettext_lazy("Sin asignar"),
            model=User,
            apart="email",
        ),
    )
}


@dataclass(frozen=True)
class Named:
    """A line of figures under the name that people know."""

    name: str
    line: Line
    key: object  # as JSON tells it: a code, a month, a name; None for those that have none

    def __getattr__(self, name):
        return getattr(self.line, name)


def names_of(lines: dict) -> dict:
    """{dimension: {key: name}} of the records that lines are about, in one query; those of one
    name are told apart, at one more for each dimension that has such."""
    asked = [
        _named_rows(dimension, {line.key for line in lines[dimension.key]} - {None})
        for dimension in DIMENSIONS.values()
        if dimension.model and lines[dimension.key]
    ]
    found = {}
    if asked:
        for dimension, key, name in asked[0].union(*asked[1:], all=True):
            found.setdefault(dimension, {})[key] = name
    return {
        dimension: _told_apart(DIMENSIONS[dimension], names) for dimension, names in found.items()
    }


def _told_apart(dimension, names):
    times = Counter(names.values())
    shared = [key for key, name in names.items() if times[name] > 1]
    if not shared:
        return names
    apart = dimension.model.objects.filter(pk__in=shared).values_list("pk", dimension.apart)
    return names | {key: f"{names[key]} ({mark})" for key, mark in apart}


def _named_rows(dimension, keys):
    rows = dimension.model.objects.order_by()
    if len(keys) < MANY:
        rows = rows.filter(pk__in=keys)
    return rows.values_list(Value(dimension.key), "pk", dimension.name)


def named(dimension: str, lines: list, names: dict) -> list:
    """The lines with their names, in their order: as a list of choices has them, by month, or
    the most received first."""
    of = DIMENSIONS[dimension]
    if of.choices:
        order = list(of.choices.values)
        told = [Named(str(of.choices(one.key).label), one, one.key) for one in lines]
        return sorted(told, key=lambda named: order.index(named.key))
    if dimension == "month":
        told = [Named(month_name(one.key), one, one.key) for one in lines]
        return sorted(told, key=lambda named: named.key)
    told = [
        Named(str(of.nothing), one, None)
        if one.key is None
        else Named(names[one.key], one, names[one.key])
        for one in lines
    ]
    # Those with none say nothing about anyone, so they stand below.
    return sorted(told, key=lambda named: (named.key is None, -named.received, named.name))
