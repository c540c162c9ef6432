"""The names of what quotes are told apart by, and the order in which they are shown."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.customers.models import Customer
from koios.office.reporting.period import month_name
from koios.quotes.models import LossReason, Service
from koios.quotes.report.figures import Line

MANY = 1_000  # records from which all of a table are read


@dataclass(frozen=True)
class Dimension:
    """One way to tell quotes apart: its name, what a quote without one is said to have."""

    key: str
    title: str
    one: str
    nothing: str = ""
    model: type | None = None
    name: object = "name"  # of a record of the model
    apart: str = "pk"  # what tells two records of one name apart
    segment: object = Value("")


DIMENSIONS = {
    one.key: one
    for one in (
        Dimension(
            "seller",
            gettext_lazy("Por vendedor"),
            gettext_lazy("Vendedor"),
            gettext_lazy("Sin vendedor"),
            model=User,
            apart="email",
        ),
        Dimension(
            "service",
            gettext_lazy("Por servicio"),
            gettext_lazy("Servicio"),
            gettext_lazy("Sin servicio"),
            model=Service,
            apart="code",
        ),
        Dimension(
            "customer",
            gettext_lazy("Por cliente"),
            gettext_lazy("Cliente"),
            model=Customer,
            name=Case(When(trade_name="", then=F("legal_name")), default=F("trade_name")),
            apart="document_number",
            segment=F("segment"),
        ),
        Dimension(
            "segment",
            gettext_lazy("Por segmento"),
            gettext_lazy("Segmento"),
            gettext_lazy("Sin segmento"),
        ),
        Dimension(
            "reason",
            gettext_lazy("Por qué se perdieron"),
            gettext_lazy("Razón"),
            gettext_lazy("Sin razón registrada"),
            model=LossReason,
        ),
    )
}


@dataclass(frozen=True)
class Named:
    """A line of figures under the name that people know; no two of a dimension share it."""

    name: str
    line: Line

    def __getattr__(self, name):
        return getattr(self.line, name)


class Names:
    """The names of the records that lines are about, and the segments of their customers."""

    def __init__(self, keys: dict):
        """`keys`: {dimension: the keys to be named}, read in one query."""
        self._names, self.segments, marks = {}, {}, {}
        asked = [
            _rows(DIMENSIONS[dimension], [key for key in some if isinstance(key, int)])
            for dimension, some in keys.items()
        ]
        for dimension, key, name, apart, segment in asked[0].union(*asked[1:], all=True):
            self._names.setdefault(dimension, {})[key] = name
            marks.setdefault(dimension, {})[key] = apart
            if dimension == "customer":
                self.segments[key] = segment
        for dimension, some in keys.items():
            names = self._names.setdefault(dimension, {})
            names |= {key: key for key in some if isinstance(key, str)}
            _tell_apart(names, marks.get(dimension, {}))

    def of(self, dimension, key) -> str:
        if key is None or key == "":
            return str(DIMENSIONS[dimension].nothing)
        return self._names[dimension][key] if DIMENSIONS[dimension].model else key


def _rows(dimension, keys):
    rows = dimension.model.objects.order_by()
    if len(keys) < MANY:
        rows = rows.filter(pk__in=keys)
    return rows.values_list(
        Value(dimension.key),
        "pk",
        dimension.name,
        Cast(dimension.apart, CharField()),
        dimension.segment,
    )


def _tell_apart(names, marks):
    """«Colegio San José (890204771)»: where two are called alike, what tells them apart."""
    times = Counter(names.values())
    for key, name in names.items():
        if times[name] > 1:
            names[key] = f"{name} ({marks.get(key) or (_('del pasado') if key == name else key)})"


def named(dimension: str, lines: list, names: Names) -> list:
    """The lines under their names: months in order, else the most sent first."""
    if dimension == "month":
        return [Named(month_name(one.key), one) for one in sorted(lines, key=lambda one: one.key)]
    told = [Named(names.of(dimension, one.key), one) for one in lines]
    # Those with none say nothing about anyone, so they stand below.
    return sorted(told, key=lambda one: (one.key in (None, ""), -one.sent, one.name))
