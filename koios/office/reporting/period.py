"""The days that a report is about, and those before them."""

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.refusals import Refusal
from koios.ui import formats

ONE_DAY = timedelta(days=1)
YOUNG = timedelta(days=10)  # while a month is so old, people ask for the one before


@dataclass(frozen=True)
class Period:
    """The first and the last of its days included."""

    start: date
    end: date

    def __post_init__(self):
        if self.start > self.end:
            raise Refusal(
                _("El período termina el %(end)s, antes de empezar el %(start)s.")
                % {"end": formats.day(self.end), "start": formats.day(self.start)}
            )

    @classmethod
    def of_month(cls, day: date) -> "Period":
        return cls(day.replace(day=1), last_of_month(day))

    @property
    def is_whole_months(self) -> bool:
        return self.start.day == 1 and self.end == last_of_month(self.end)

    @property
    def months(self) -> list:
        """The first days of the months that it touches."""
        first = _number(self.start)
        return [_first_of(number) for number in range(first, _number(self.end) + 1)]

    def before(self) -> "Period":
        """As many months before it when it is made of whole ones; else as many days."""
        if self.is_whole_months:
            first = _first_of(_number(self.start) - len(self.months))
            return Period(first, self.start - ONE_DAY)
        return Period(self.start - (self.end - self.start) - ONE_DAY, self.start - ONE_DAY)

    def year_before(self) -> "Period":
        """The same days a year earlier; a month that ends, ends there too."""
        start, end = self.one_year_before(self.start), self.one_year_before(self.end)
        return Period(start, last_of_month(end) if self.end == last_of_month(self.end) else end)

    @staticmethod
    def one_year_before(day: date) -> date:
        """29 February becomes the 28th."""
        return day.replace(year=day.year - 1, day=min(day.day, _days_of(day.year - 1, day.month)))

    def within(self, month: str) -> "Period":
        """The part of it that lies in a month, written 2026-07."""
        whole = Period.of_month(date.fromisoformat(f"{month}-01"))
        return Period(max(self.start, whole.start), min(self.end, whole.end))

    def __str__(self):
        """julio de 2026; enero a junio de 2026; 2026; 1 a 15 jul 2026."""
        if self.start == self.end:
            return formats.day(self.start)
        if not self.is_whole_months:
            return _("%(start)s a %(end)s") % {
                "start": formats.day(self.start),
                "end": formats.day(self.end),
            }
        if len(self.months) == 1:
            return formats.month(self.start)
        if self.start.year != self.end.year:
            return _("%(start)s a %(end)s") % {
                "start": formats.month(self.start),
                "end": formats.month(self.end),
            }
        if len(self.months) == 12:
            return str(self.start.year)
        return _("%(start)s a %(end)s") % {
            "start": formats.month(self.start).split()[0],
            "end": formats.month(self.end),
        }


def opening(today: date) -> Period:
    """What a report is about with nothing said: this month, or while it is young the last one."""
    return Period.of_month(today - YOUNG)


def usual(today: date) -> list:
    """The periods that people ask for most, each with its name."""
    month = Period.of_month(today)
    quarter = _first_of(_number(today) - (today.month - 1) % 3)
    year = today.replace(month=1, day=1)
    return [
        (gettext_lazy("Este mes"), month),
        (gettext_lazy("Mes pasado"), month.before()),
        (gettext_lazy("Este trimestre"), Period(quarter, _end_of(quarter, 3))),
        (gettext_lazy("Este año"), Period(year, _end_of(year, 12))),
        (
            gettext_lazy("Últimos 12 meses"),
            Period(_first_of(_number(today) - 11), month.end),
        ),
    ]


def year_up_to(day: date) -> Period:
    """The twelve months of which the last is that of a day."""
    return Period(_first_of(_number(day) - 11), last_of_month(day))


def short_month(month: str) -> str:
    """jul, of 2026-07"""
    return formats.day(_first(month)).split(formats.NBSP)[1]


def month_name(month: str) -> str:
    return formats.month(_first(month))


def span(months: list) -> str:
    """agosto de 2025 a julio de 2026"""
    if len(months) == 1:
        return month_name(months[0])
    return _("%(start)s a %(end)s") % {
        "start": month_name(months[0]),
        "end": month_name(months[-1]),
    }


def last_of_month(day: date) -> date:
    return day.replace(day=_days_of(day.year, day.month))


def _days_of(year, month):
    return months.monthrange(year, month)[1]


def _number(day):
    return day.year * 12 + day.month - 1


def _first_of(number):
    year, month = divmod(number, 12)
    return date(year, month + 1, 1)


def _end_of(start, count):
    return _first_of(_number(start) + count) - ONE_DAY


def _first(month):
    return date.fromisoformat(f"{month}-01")
