"""The sums of the report (domain 1.5): counts, percentages, and the days that answers took.

Percentages and days have two decimals, half up; what rests on nothing is None, never zero.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Substr

from koios.cases.models import Answer, Kind, Rating
from koios.cases.report.standing import (
    ANSWERED,
    Standing,
    end_of,
    in_force,
    receipts,
    standing_on,
)
from koios.core import calendar
from koios.office.reporting.sums import Spread, percent, ratio

# What the cases are told apart by, and where each stands on a case
DIMENSIONS = {
    "kind": "kind",
    "channel": "channel",
    "month": "month",
    "cause": "cause_id",
    "process": "process_id",
    "customer": "customer_id",
    "owner": "owner_id",
}
_FACTS = (
    "standing",
    "again",
    "first_answer__business_days",
    "first_answer__calendar_days",
    "received",
    "answered",
)
_ATTENTION = ("receipt",)  # dearer: asked for only where it is told


@dataclass(frozen=True)
class Line:
    """The cases of one type, channel, month, … `key` is what the database knows it by."""

    key: object
    received: int
    standings: dict  # how many stood in each
    business_days: int  # of all its answers together

    @property
    def answered(self):
        return self.on_time + self.late

    @property
    def on_time(self):
        return self.standings.get(Standing.ON_TIME, 0)

    @property
    def late(self):
        return self.standings.get(Standing.LATE, 0)

    @property
    def overdue(self):
        return self.standings.get(Standing.OVERDUE, 0)

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


class Lines:
    """The lines of each dimension, the most received first; worked out when they are asked for,
    because there may be as many customers as cases, and a page shows ten of them."""

    def __init__(self, keys: dict, standings, business):
        self._keys, self._standings, self._business = keys, standings, business
        self._kept = {}

    def __getitem__(self, dimension) -> list:
        return self.first(dimension, None)

    def number(self, dimension) -> int:
        return len(set(self._keys[dimension]))

    def first(self, dimension: str, most: int | None) -> list:
        """So many of them; all without a number."""
        if (dimension, most) not in self._kept:
            self._kept[dimension, most] = self._counted(dimension, most)
        return self._kept[dimension, most]

    def _counted(self, dimension, most):
        keys = self._keys[dimension]
        facts = zip(keys, self._standings, self._business, strict=True)
        if most is not None and self.number(dimension) > most:
            wanted = {key for key, _n in Counter(keys).most_common(most)}
            facts = [fact for fact in facts if fact[0] in wanted]
        counts, days = defaultdict(dict), defaultdict(int)
        for (key, standing, gone), n in Counter(facts).items():
            of_key = counts[key]
            of_key[standing] = of_key.get(standing, 0) + n
            if gone and standing in ANSWERED:
                days[key] += n * gone
        lines = [
            Line(key, sum(of_key.values()), of_key, days[key]) for key, of_key in counts.items()
        ]
        return sorted(lines, key=lambda line: -line.received)


@dataclass(frozen=True)
class Figures(Line):
    """All cases of a period, as they stood on a day."""

    reopened: int
    acknowledged: int  # had their receipt
    business: list = field(repr=False)  # the days of each answer
    calendar: list = field(repr=False)
    scores: list = field(repr=False)  # what petitioners said of answers, 1 to 5
    lines: Lines | None = field(repr=False)

    @property
    def open(self):
        return self.standings.get(Standing.OPEN, 0) + self.overdue

    @property
    def reopened_percent(self):
        return percent(self.reopened, self.answered)

    @cached_property
    def response_business_days(self):
        return Spread.of(self.business)

    @cached_property
    def response_calendar_days(self):
        return Spread.of(self.calendar)


def figures_of(cases, day: date, *, by=(), attention=False) -> Figures:
    """The sums over cases as they stood at the end of a day, told apart `by` dimensions; with
    `attention` also who had their receipt and rated the answer."""
    facts = [*_FACTS, *(_ATTENTION if attention else ())]
    stood = _facts(cases, day)
    between = _between()
    groups, lines = _told_apart(stood, facts, by, between) if by else (_alike(stood, facts), None)
    scores = scores_of(cases, day) if attention else []
    return _summed(groups, lines, scores, between)


def _alike(stood, facts):
    """{facts: how many}, counted by the database."""
    rows = stood.values_list(*facts).annotate(n=Count("pk"))
    return {tuple(told): n for *told, n in rows}


def _told_apart(stood, facts, by, between):
    """The same, and the lines of each dimension.

    One query gives a narrow row for each case, and the rest is counting: quicker than to have
    the database sort them once for each dimension.
    """
    names = [*facts, *(DIMENSIONS[name] for name in by)]
    columns = list(zip(*stood.values_list(*names), strict=True)) or [()] * len(names)
    facts, keys = columns[: len(facts)], columns[len(facts) :]
    standings, _again, business, _apart, received, answered, *_attention = facts
    business = [
        days if days is not None or end is None else between(start, end)[0]
        for days, start, end in zip(business, received, answered, strict=True)
    ]
    lines = Lines(dict(zip(by, keys, strict=True)), standings, business)
    return Counter(zip(*facts, strict=True)), lines


def scores_of(cases, day) -> list:
    """What petitioners had said of the answers in force, 1 to 5. The few marks look for their
    cases, and not the many cases for theirs."""
    answers = Answer.objects.filter(in_force(day), pk=OuterRef("answer"))
    of_these = cases.counted().exclude(kind=Kind.PRAISE).filter(received_on__lte=day)
    rated = Rating.objects.filter(
        Exists(answers), Exists(of_these.filter(pk=OuterRef("case"))), at__lte=end_of(day)
    )
    return list(rated.values_list("score", flat=True))


def _facts(cases, day):
    """What is counted of each case. Dates pass as text, and only those that are needed: a date
    made of each, or a truth value, would cost more than all the counting."""
    counted = Q(first_answer__business_days__isnull=False)
    return (
        standing_on(cases, day, today=calendar.today())
        .order_by()
        .annotate(
            again=_unless(Q(was_reopened=False), Value("again")),
            received=_unless(counted, Cast("received_on", CharField())),
            answered=_unless(counted, Cast("first_answered_on", CharField())),
            receipt=Case(When(Exists(receipts(day)), then=Value("receipt"))),
            month=Substr(Cast("received_on", CharField()), 1, 7),
        )
    )


def _unless(condition, value):
    return Case(When(condition, then=Value(None)), default=value, output_field=CharField())


def _between():
    """Business and calendar days between two days written as text, each pair worked out once:
    for the answers of the past that brought dates and no sums."""
    current = calendar.current()

    @cache
    def between(received, answered):
        start, end = date.fromisoformat(received), date.fromisoformat(answered)
        return current.between(start, end), (end - start).days

    return between


def _summed(groups, lines, scores, between):
    """The figures over groups of cases that are alike."""
    standings, reopened, acknowledged = Counter(), 0, 0
    business, elapsed = [], []
    for (standing, again, days, apart, received, answered, *receipt), n in groups.items():
        standings[standing] += n
        acknowledged += n if any(receipt) else 0
        if standing in ANSWERED:
            if days is None:
                days, apart = between(received, answered)
            reopened += n if again else 0
            business += [days] * n
            elapsed += [apart] * n
    return Figures(
        key=None,
        received=sum(standings.values()),
        standings=dict(standings),
        business_days=sum(business),
        reopened=reopened,
        acknowledged=acknowledged,
        business=business,
        calendar=elapsed,
        scores=scores,
        lines=lines,
    )
