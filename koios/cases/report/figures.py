"""The sums of the report (domain 1.5): counts, percentages, and the days that answers took.

Percentages and days have two decimals, half up; what rests on nothing is None, never zero.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from django.db.models import CharField
from django.db.models.functions import Cast

from koios.cases.report.standing import ANSWERED, Standing, standing_on
from koios.core import calendar

# What the cases are told apart by, and where each stands on a case
DIMENSIONS = {
    "kind": "kind",
    "channel": "channel",
    "month": "received",
    "cause": "cause_id",
    "process": "process_id",
    "customer": "customer_id",
    "owner": "owner_id",
}
_FACTS = (
    "standing",
    "was_reopened",
    "received",
    "answered",
    "first_answer__business_days",
    "first_answer__calendar_days",
)


@dataclass(frozen=True)
class Line:
    """The cases of one type, channel, month, … `key` is what the database knows it by."""

    key: object
    received: int
    standings: Counter
    business_days: int  # of all its answers together

    @property
    def answered(self):
        return sum(self.standings[one] for one in ANSWERED)

    @property
    def on_time(self):
        return self.standings[Standing.ON_TIME]

    @property
    def late(self):
        return self.standings[Standing.LATE]

    @property
    def overdue(self):
        return self.standings[Standing.OVERDUE]

    @property
    def due(self):
        """Those whose time has come: answered, or overdue without an answer."""
        return self.answered + self.overdue

    @property
    def on_time_percent(self):
        return percent(self.on_time, self.due)

    @property
    def mean_business_days(self):
        return ratio(self.business_days, self.answered)


@dataclass(frozen=True)
class Spread:
    """How long answers took: mean, median, and the time within which nine of ten came."""

    mean: Decimal | None
    median: Decimal | None
    p90: Decimal | None

    @classmethod
    def of(cls, days):
        days = sorted(days)
        return cls(ratio(sum(days), len(days)), quantile(days, 50), quantile(days, 90))

    def told(self):
        return {name: number(getattr(self, name)) for name in ("mean", "median", "p90")}


@dataclass(frozen=True)
class Figures(Line):
    """All cases of a period, as they stood on a day."""

    reopened: int
    business: list = field(repr=False)  # the days of each answer
    calendar: list = field(repr=False)
    lines: dict = field(repr=False)  # {dimension: [Line]}

    @property
    def open(self):
        return self.standings[Standing.OPEN] + self.overdue

    @property
    def reopened_percent(self):
        return percent(self.reopened, self.answered)

    @property
    def response_business_days(self):
        return Spread.of(self.business)

    @property
    def response_calendar_days(self):
        return Spread.of(self.calendar)


def figures_of(cases, day: date, *, by=()) -> Figures:
    """The sums over cases as they stood at the end of a day, told apart `by` dimensions.

    One query gives a narrow row for each case; the rest is counting.
    """
    rows = standing_on(cases, day, today=calendar.today()).annotate(
        # As text they pass as they are: a date of each row would be made only to be counted.
        received=Cast("received_on", CharField()),
        answered=Cast("first_answered_on", CharField()),
    )
    columns = [DIMENSIONS[name] for name in by]
    facts = list(zip(*rows.order_by().values_list(*_FACTS, *columns), strict=True))
    if not facts:
        facts = [()] * (len(_FACTS) + len(columns))
    standings, reopened, received, answered, business, elapsed, *keys = facts
    business, elapsed = _days(standings, received, answered, business, elapsed)
    if "month" in by:
        keys[by.index("month")] = [day[:7] for day in received]
    return Figures(
        key=None,
        received=len(standings),
        standings=Counter(standings),
        business_days=sum(filter(None, business)),
        reopened=sum(
            bool(again) and standing in ANSWERED
            for again, standing in zip(reopened, standings, strict=True)
        ),
        business=[days for days in business if days is not None],
        calendar=[days for days in elapsed if days is not None],
        lines={
            name: _lines(column, standings, business) for name, column in zip(by, keys, strict=True)
        },
    )


def _days(standings, received, answered, business, elapsed):
    """The days of each answer that counts; those of the past without one of their own are
    counted here, from the dates that they came with."""
    between = _counter()
    both = [
        (None, None)
        if standing not in ANSWERED
        else (gone, apart)
        if gone is not None
        else between(start, end)
        for standing, start, end, gone, apart in zip(
            standings, received, answered, business, elapsed, strict=True
        )
    ]
    return [days for days, _apart in both], [apart for _days, apart in both]


def _counter():
    """Business and calendar days between two days written as text, each pair worked out once."""
    current = calendar.current()

    @cache
    def between(received, answered):
        start, end = date.fromisoformat(received), date.fromisoformat(answered)
        return current.between(start, end), (end - start).days

    return between


def _lines(keys, standings, business):
    """A line for each key, the most received first."""
    groups = {}
    for (key, standing, days), n in Counter(zip(keys, standings, business, strict=True)).items():
        counts, total = groups.setdefault(key, (Counter(), [0]))
        counts[standing] += n
        total[0] += n * (days or 0)
    lines = [
        Line(key, sum(counts.values()), counts, total) for key, (counts, [total]) in groups.items()
    ]
    return sorted(lines, key=lambda line: -line.received)


def quantile(ordered: list, share: int) -> Decimal | None:
    """The value below which so many percent lie, straight between the two nearest ones."""
    if not ordered:
        return None
    whole, rest = divmod((len(ordered) - 1) * share, 100)
    low, high = ordered[whole], ordered[min(whole + 1, len(ordered) - 1)]
    return rounded(Decimal(low) + Decimal(high - low) * rest / 100)


def percent(part: int, whole: int) -> Decimal | None:
    return ratio(100 * part, whole)


def ratio(total: int, n: int) -> Decimal | None:
    return rounded(Decimal(total) / n) if n else None


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def number(value: Decimal | None) -> float | None:
    """As JSON knows numbers."""
    return None if value is None else float(value)
