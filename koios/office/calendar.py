"""The company's calendar, a year at a time, and what a change of it would move.

A capability with deadlines says which of its own a change moves, in its `apps.py`:

    calendar.affected.add("cases", moved)    # moved(then, since) -> iterable of `Moved`

`then` is the calendar as it would be (`koios.core.calendar.Calendar`) and `since` the first day
that changes, or None when all of it does.
"""

import calendar as months
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from koios.core import calendar, settings
from koios.core.acts import act
from koios.core.calendar import NonWorkingDay
from koios.core.registry import Registry
from koios.ui import formats

affected = Registry()


@dataclass(frozen=True)
class Moved:
    """An open deadline that would fall on another day."""

    number: str
    title: str
    url: str
    before: date
    after: date
    who: str = ""


@dataclass(frozen=True)
class Proposal:
    """A change of the calendar that has not been made: what would move, and how to make it."""

    off: dict = field(default_factory=dict)  # {day: name} that would not count any more
    on: tuple = ()  # rows of days that would count again
    saturdays: bool | None = None

    def moved(self) -> list:
        """The open deadlines that would fall on another day, the next one first."""
        then = self.calendar()
        found = [one for moved in affected for one in moved(then, self.since)]
        return sorted(found, key=lambda one: (one.before, one.number))

    def calendar(self) -> calendar.Calendar:
        """The calendar as it would be."""
        now = calendar.current()
        off = now.off | {day: (name, "company") for day, name in self.off.items()}
        for row in self.on:
            off.pop(row.day, None)
        saturdays = 5 not in now.rest if self.saturdays is None else self.saturdays
        return calendar.Calendar(off, saturdays)

    @property
    def since(self):
        days = [*self.off, *(row.day for row in self.on)]
        return min(days) if days and self.saturdays is None else None

    @act
    def make(self, *, by, reason) -> None:
        """Change the calendar; open deadlines are worked out again in the same act."""
        for day, name in self.off.items():
            NonWorkingDay.declare(day, name, by=by, reason=reason)
        for row in self.on:
            row.withdraw(by=by, reason=reason)
        if self.saturdays is not None:
            settings.put("calendar.saturdays", self.saturdays, by=by, reason=reason)


def business_days_between(first: date, last: date) -> list:
    """The days of a stretch that count today: those that a closure would take away."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if calendar.is_business_day(day)]


# A year on the page


@dataclass(frozen=True)
class Cell:
    """A day of the year: its number, how it looks, what is said of it aloud."""

    day: date
    css: str
    spoken: str = ""


@dataclass(frozen=True)
class Month:
    name: str
    weeks: list  # of seven cells or None each


@dataclass(frozen=True)
class Year:
    """The non-working days of a year."""

    year: int

    @property
    def months(self):
        return [self._month(number) for number in range(1, 13)]

    @property
    def rows(self):
        """Those that stand as rows and can be withdrawn."""
        return NonWorkingDay.objects.filter(day__year=self.year, withdrawn=False).order_by("day")

    @property
    def business_days(self):
        before = date(self.year - 1, 12, 31)
        return calendar.current().elapsed(before, date(self.year, 12, 31))

    @property
    def previous(self):
        return self.year - 1 if self.year > calendar.FIRST.year + 1 else None

    @property
    def next(self):
        return self.year + 1 if self.year < calendar.LAST.year - 1 else None

    def _month(self, number):
        weeks = months.Calendar().monthdatescalendar(self.year, number)
        name = formats.month_name(date(self.year, number, 1))
        return Month(
            name[:1].upper() + name[1:],
            [[_cell(day) if day.month == number else None for day in week] for week in weeks],
        )


def _cell(day):
    now = calendar.current()
    today = " day-today" if day == calendar.today() else ""
    if day in now.off:
        reason, kind = now.off[day]
        return Cell(day, f"off off-{kind}{today}", str(reason))
    if day.weekday() in now.rest:
        return Cell(day, f"rest{today}")
    return Cell(day, today.strip(), _("hoy") if today else "")
