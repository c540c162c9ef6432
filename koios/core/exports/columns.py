"""What a list shows of each record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import models
from django.utils.translation import gettext as _

from koios.core import clock

TEXT, NUMBER, MONEY, PERCENT, DATE, MOMENT, YES_NO = KINDS = (
    *("text", "number", "money", "percent", "date", "moment", "yes_no"),
)


@dataclass(frozen=True)
class Column:
    """A column: its label, where the value comes from, and what kind of value it is.

    `source` is a path of attributes (`customer.name`; whatever is missing on the way leaves the
    cell empty) or a function of the record. `percent` counts from 0 to 100.
    """

    label: str
    source: str | Callable
    kind: str = TEXT

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is no kind of column: {', '.join(KINDS)}")

    def value(self, record):
        """None, or a value of the column's kind; an instant is Bogotá's and naive."""
        found = self.source(record) if callable(self.source) else _along(record, self.source)
        if found is None or found == "":
            return None
        return _VALUES[self.kind](found)


def _along(record, path):
    for name in path.split("."):
        record = record.get(name) if isinstance(record, dict) else getattr(record, name, None)
        if record is None:
            return None
        if callable(record) and not isinstance(record, models.Choices):
            record = record()
    return record


def _number(found):
    if isinstance(found, bool):
        return int(found)
    if isinstance(found, int | Decimal):
        return found
    try:
        return Decimal(str(found))
    except InvalidOperation:
        raise TypeError(f"{found!r} is no number") from None


def _date(found):
    return clock.local(found).date() if isinstance(found, datetime) else found


def _moment(found):
    if isinstance(found, datetime):
        return clock.local(found).replace(tzinfo=None, microsecond=0)
    if isinstance(found, date):
        return datetime(found.year, found.month, found.day)  # noqa: DTZ001
    raise TypeError(f"{found!r} is no instant")


_VALUES = {
    TEXT: str,
    NUMBER: _number,
    MONEY: _number,
    PERCENT: _number,
    DATE: _date,
    MOMENT: _moment,
    YES_NO: lambda found: _("Sí") if found else _("No"),
}
