"""Business days in Colombia, and why a date is the date it is.

Day 1 is the next business day, and a term of n days ends at 23:59:59 of day n (domain 1.3). Days
are dates in America/Bogota. Holidays (Ley 51 de 1983, Ley 2578 de 2026) are rows that the company
may edit, seeded for 2015-2040; years outside the seed are worked out by the same library.
"""

import calendar as months
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import audit, clock, events, settings, stamps
from koios.core.acts import act
from koios.core.states import Recorded

FIRST, LAST = date(1995, 1, 1), date(2065, 12, 31)
SEEDED = range(2015, 2041)
UNSEEDED = tuple(year for year in range(FIRST.year, LAST.year + 1) if year not in SEEDED)


class NonWorkingDay(Recorded):
    """A day that no term counts: a holiday of the law, or one of the company's own."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", gettext_lazy("Festivo")
        COMPANY = "company", gettext_lazy("Día no hábil de la empresa")

    day = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMPANY)
    withdrawn = models.BooleanField(default=False)

    LEGAL_FIELDS = ("day", "name", "kind", "withdrawn")

    class Meta:
        app_label = "core"
        ordering = ["day"]

    def __str__(self):
        return f"{self.day} {self.name}"

    @classmethod
    @act
    def declare(cls, day, name, *, by, reason="", kind=Kind.COMPANY):
        """Add a day that no term counts; every open deadline is worked out again."""
        row = cls.objects.filter(day=day).first()
        if row is None:
            row = cls(day=day, name=name, kind=kind)
            row.begin(by=by, verb="declared", reason=reason)
        else:
            row.amend(by=by, verb="declared", reason=reason, name=name, kind=kind, withdrawn=False)
        return row._announced(by, reason)

    @act
    def withdraw(self, *, by, reason):
        """Count this day again; the row stays, so that its story does."""
        self.amend(by=by, verb="withdrawn", reason=reason, withdrawn=True)
        return self._announced(by, reason)

    def _announced(self, by, reason):
        stamps.bump("calendar")
        events.calendar_changed.send(
            NonWorkingDay, days=[self.day], by=by, reason=reason or self.name
        )
        return self


@cache
def official_holidays(years) -> dict:
    """The holidays of the law in those years: {day: name in Spanish}."""
    import holidays  # 8 MB, for once

    told = holidays.country_holidays("CO", years=years, language="es")
    return {day: name.removesuffix(" (observado)") for day, name in told.items()}


settings.define_group("calendar", gettext_lazy("Calendario"), order=30)
settings.define(
    "calendar.saturdays",
    forms.BooleanField(required=False),
    default=False,
    group="calendar",
    label=gettext_lazy("Los sábados son hábiles"),
    help=gettext_lazy("Actívelo solo si la empresa atiende los sábados. Mueve los vencimientos."),
)


@dataclass(frozen=True)
class Day:
    """A day of a term: its ordinal if it counts, else the reason why it does not."""

    day: date
    ordinal: int | None
    reason: str = ""
    kind: str = ""  # weekend, holiday, company, paused


@dataclass(frozen=True)
class Count:
    """The sums of a term: each day from the first after receipt to the due date."""

    received_on: date
    term: int
    days: list = field(repr=False)

    @property
    def due_on(self) -> date:
        return self.days[-1].day if self.days else self.received_on

    @property
    def counted(self):
        return [day for day in self.days if day.ordinal is not None]

    @property
    def skipped(self):
        return [day for day in self.days if day.ordinal is None]


class Calendar:
    """The business days as they stand now, ready to count in constant time."""

    def __init__(self, off: dict, saturdays: bool):
        self.off = off
        self.rest = {6} if saturdays else {5, 6}
        self.business = []  # ordinals of the business days, ascending
        self.before = []  # how many business days lie before each day since FIRST
        for ordinal in range(FIRST.toordinal(), LAST.toordinal() + 2):
            self.before.append(len(self.business))
            day = date.fromordinal(ordinal)
            if day.weekday() not in self.rest and day not in off:
                self.business.append(ordinal)

    def is_business_day(self, day: date) -> bool:
        return self.elapsed(day - timedelta(days=1), day) == 1

    def elapsed(self, start: date, end: date) -> int:
        """Business days after `start` up to and including `end`; 0 if `end` is not later."""
        return max(self._upto(end) - self._upto(start), 0)

    def add(self, day: date, n: int) -> date:
        """Day n of a term whose day 1 is the next business day. For n = 0, the day itself."""
        return date.fromordinal(self.business[self._upto(day) + n - 1]) if n else day

    def back(self, day: date, n: int) -> date:
        """The last business day that leaves n business days after it, up to that day."""
        return date.fromordinal(self.business[self._upto(day) - n - 1])

    def between(self, start: date, end: date, pauses=()) -> int:
        """Business days after `start` up to `end`, those of the pauses taken out.

        A pause is (from, to): its days are those after `from` up to and including `to`.
        """
        paused = sum(
            self.elapsed(max(since, start), min(until, end))
            for since, until in pauses
            if since < end and until > start
        )
        return self.elapsed(start, end) - paused

    def due_on(self, received_on: date, term: int, pauses=()) -> date:
        """The last day of a term; the days of its pauses (which do not overlap) do not count."""
        left, since = term, received_on
        for pause_from, pause_to in sorted(pauses):
            run = self.elapsed(since, max(pause_from, since))
            if run >= left:
                break
            left, since = left - run, max(pause_to, since)
        return self.add(since, left)

    def count(self, received_on: date, term: int, pauses=()) -> Count:
        """The same term told day by day, with the reason of each day that does not count."""
        days, ordinal, day = [], 0, received_on
        while ordinal < term:
            day += timedelta(days=1)
            if not self.is_business_day(day):
                days.append(Day(day, None, *self.why_off(day)))
            elif any(since < day <= until for since, until in pauses):
                days.append(Day(day, None, _("Término suspendido"), "paused"))
            else:
                ordinal += 1
                days.append(Day(day, ordinal))
        return Count(received_on, term, days)

    def roll(self, day: date) -> date:
        """That day if it is a business day, else the next one (Ley 4 de 1913, art. 62)."""
        return day if self.is_business_day(day) else self.add(day, 1)

    def why_off(self, day: date) -> tuple:
        """Why a day does not count, and its kind; the weekend is told first."""
        if day.weekday() in self.rest:
            return _("Fin de semana"), "weekend"
        return self.off[day]

    def _upto(self, day: date) -> int:
        index = day.toordinal() - FIRST.toordinal() + 1
        if not 0 < index < len(self.before):
            raise ValueError(f"{day} is outside of the calendar, {FIRST} to {LAST}")
        return self.before[index]


def current() -> Calendar:
    """The calendar in force; kept in memory until a day or the setting changes."""
    global _memory
    mark = (stamps.stamp("calendar"), stamps.stamp("settings"))
    if _memory[0] != mark:
        _memory = (mark, Calendar(_off_days(), settings.get("calendar.saturdays")))
    return _memory[1]


_memory: tuple = (None, None)


def _off_days():
    off = {day: (name, "holiday") for day, name in official_holidays(UNSEEDED).items()}
    for row in NonWorkingDay.objects.all():
        off.pop(row.day, None)
        if not row.withdrawn:
            off[row.day] = (row.name, row.kind)
    return off


def today() -> date:
    """Today in Bogotá."""
    return day_of(clock.now())


def day_of(instant) -> date:
    """The date of an instant in Bogotá."""
    return clock.local(instant).date()


def is_business_day(day: date) -> bool:
    return current().is_business_day(day)


def add_business_days(day: date, n: int) -> date:
    return current().add(day, n)


def business_day_before(day: date, n: int = 0) -> date:
    """The last business day that leaves n business days after it, up to that day; for n = 0, that
    day itself or the one before it."""
    return current().back(day, n)


def business_days_between(start: date, end: date, pauses=()) -> int:
    """Business days after `start` up to `end`, those of the pauses taken out."""
    return current().between(start, end, pauses)


def due_on(received_on: date, term: int, pauses=()) -> date:
    """The last day of a term that may have been stopped."""
    return current().due_on(received_on, term, pauses)


def count(received_on: date, term: int, pauses=()) -> Count:
    """A term told day by day."""
    return current().count(received_on, term, pauses)


def add_months(day: date, n: int) -> date:
    """The same day n months on, by the calendar; a last day that is no business day rolls on.

    2026-01-30 and one month: 28 February is a Saturday, so 2026-03-02.
    """
    return current().roll(months_on(day, n))


def months_on(day: date, n: int) -> date:
    """The same day n months on, or before; the last of a shorter month. It rolls nowhere."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def week_of(day: date) -> tuple:
    """Monday and Sunday of its week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


@act
def seed():
    """The holidays of the law for 2015-2040, where they are missing."""
    known = set(NonWorkingDay.objects.values_list("day", flat=True))
    for day, name in sorted(official_holidays(SEEDED).items()):
        if day not in known:
            row = NonWorkingDay(day=day, name=name, kind=NonWorkingDay.Kind.HOLIDAY)
            row.begin(by=audit.SYSTEM, verb="seeded")
    stamps.bump("calendar")
