"""The names of what the cases are told apart by, and the order in which they are shown."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.cases.models import Case, Cause, Kind, Process
from koios.cases.report.figures import Line
from koios.customers.models import Customer
from koios.ui import formats

NONE = "none"  # as an address asks for the cases that have none


@dataclass(frozen=True)
class Dimension:
    """One way to tell cases apart: its name, what a case without one is said to have."""

    key: str
    title: str
    one: str
    nothing: str = ""
    model: type | None = None
    choices: type | None = None


DIMENSIONS = {
    one.key: one
    for one in (
        Dimension("kind", gettext_lazy("Por tipo"), gettext_lazy("Tipo"), choices=Kind),
        Dimension(
            "channel", gettext_lazy("Por canal"), gettext_lazy("Canal"), choices=Case.Channel
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
        ),
        Dimension(
            "owner",
            gettext_lazy("Por responsable"),
            gettext_lazy("Responsable"),
            gettext_lazy("Sin asignar"),
            model=User,
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


def named(dimension: str, lines: list, *, most: int | None = None) -> list:
    """The lines with their names, in their order: as a list of choices has them, by month, or
    the most received first; only so many of them if `most` says so."""
    of = DIMENSIONS[dimension]
    if of.choices:
        order = list(of.choices.values)
        told = [Named(str(of.choices(one.key).label), one, one.key) for one in lines]
        return sorted(told, key=lambda named: order.index(named.key))[:most]
    if dimension == "month":
        told = [Named(month_name(one.key), one, one.key) for one in lines]
        return sorted(told, key=lambda named: named.key)[:most]
    lines = lines[:most]
    names = of.model.objects.in_bulk([one.key for one in lines if one.key is not None])
    told = [
        Named(str(of.nothing), one, None)
        if one.key is None
        else Named(str(names[one.key]), one, str(names[one.key]))
        for one in lines
    ]
    # Those with none say nothing about anyone, so they stand below.
    return sorted(told, key=lambda named: (named.key is None, -named.received, named.name))


def short_month(month: str) -> str:
    """jul; in January with the year below, so that a row of months can be read."""
    _day, told, year = formats.day(_first(month)).split(formats.NBSP)
    return f"{told}\n{year}" if month.endswith("-01") else told


def month_name(month: str) -> str:
    return formats.month(_first(month))


def _first(month):
    return date.fromisoformat(f"{month}-01")
