"""The sums of the report: numbers, values, conversion, and the days that answers took.

A value is the total of a quote, with its taxes, in whole pesos: what the customer was asked for.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from django.db.models import BigIntegerField, CharField, Count, Sum
from django.db.models.functions import Cast, Substr

from koios.office.reporting.sums import Spread, percent
from koios.quotes.report.forecast import Rate
from koios.quotes.report.standing import DECIDED, Standing, standing_on

DIMENSIONS = ("seller", "customer", "service", "reason")


@dataclass
class Line:
    """The quotes of one seller, customer, service, … `key` is what the database knows it by."""

    key: object = None
    counts: dict = field(default_factory=lambda: defaultdict(int))
    values: dict = field(default_factory=lambda: defaultdict(int))

    def add(self, standing, value, n=1):
        self.counts[standing] += n
        self.values[standing] += value

    def take_in(self, other):
        for standing, n in other.counts.items():
            self.add(standing, other.values[standing], n)

    @property
    def sent(self):
        return sum(self.counts.values())

    @property
    def value_sent(self):
        return sum(self.values.values())

    @property
    def approved(self):
        return self.counts[Standing.APPROVED]

    @property
    def value_approved(self):
        return self.values[Standing.APPROVED]

    @property
    def rejected(self):
        return self.counts[Standing.REJECTED]

    @property
    def value_rejected(self):
        return self.values[Standing.REJECTED]

    @property
    def expired(self):
        return self.counts[Standing.EXPIRED]

    @property
    def value_expired(self):
        return self.values[Standing.EXPIRED]

    @property
    def open(self):
        return self.counts[Standing.OPEN]

    @property
    def value_open(self):
        return self.values[Standing.OPEN]

    @property
    def decided(self):
        return sum(self.counts[one] for one in DECIDED)

    @property
    def value_decided(self):
        return sum(self.values[one] for one in DECIDED)

    @property
    def conversion_percent(self):
        """Of those sent, how many were approved."""
        return percent(self.approved, self.sent)

    @property
    def conversion_value_percent(self):
        return percent(self.value_approved, self.value_sent)

    @property
    def decided_percent(self):
        """The same of those that are decided: approved, rejected or expired."""
        return percent(self.approved, self.decided)

    @property
    def decided_value_percent(self):
        return percent(self.value_approved, self.value_decided)

    @property
    def rate(self) -> Rate:
        return Rate(self.approved, self.decided)


@dataclass
class Figures(Line):
    """All quotes of a period, as they stood on a day."""

    net_sent: int = 0  # without taxes
    net_approved: int = 0
    days: list = field(default_factory=list)  # from sending to answer, of each that was answered
    lines: dict = field(default_factory=dict)  # {dimension: {key: Line}}

    @cached_property
    def days_to_answer(self):
        return Spread.of(self.days)


def figures_of(quotes, day: date) -> Figures:
    """The sums over quotes as they stood at the end of a day, told apart by each dimension."""
    figures = Figures(lines={dimension: {} for dimension in (*DIMENSIONS, "month")})
    lines, apart = figures.lines, _apart()
    for fact in _facts(quotes, day):
        standing, month, owner, seller, customer, service, reason, value, net, sent, answered = fact
        figures.add(standing, value)
        figures.net_sent += net
        keys = {
            "month": month,
            "seller": owner or seller or None,
            "customer": customer,
            "service": service,
        }
        if standing == Standing.REJECTED:
            keys["reason"] = reason
        if standing in ANSWERED:
            figures.days.append(apart(sent, answered))
            figures.net_approved += net if standing == Standing.APPROVED else 0
        for dimension, key in keys.items():
            of = lines[dimension]
            line = of.get(key)
            if line is None:
                line = of[key] = Line(key)
            line.counts[standing] += 1
            line.values[standing] += value
    return figures


ANSWERED = (Standing.APPROVED, Standing.REJECTED)


def months_of(quotes, day: date) -> dict:
    """{month: line} of quotes as they stood, added up by the database."""
    found = {}
    rows = (
        standing_on(quotes, day)
        .order_by()
        .annotate(month=_month())
        .values_list("month", "standing")
        .annotate(n=Count("pk"), value=Sum(_whole("total")))
    )
    for month, standing, n, value in rows:
        found.setdefault(month, Line(month)).add(standing, value, n)
    return found


def _facts(quotes, day):
    """What is counted of each quote. Days pass as text and values as whole numbers: a date or a
    decimal made of each would cost more than all the counting."""
    return (
        standing_on(quotes, day)
        .order_by()
        .annotate(
            month=_month(),
            value=_whole("total"),
            before_tax=_whole("net"),
            sent=Cast("sent_on", CharField()),
            answered=Cast("answered_on", CharField()),
        )
        .values_list(
            *("standing", "month", "owner_id", "seller_name", "customer_id", "main_service_id"),
            *("reason_id", "value", "before_tax", "sent", "answered"),
        )
    )


def _month():
    return Substr(Cast("sent_on", CharField()), 1, 7)


def _whole(name):
    return Cast(name, BigIntegerField())


def _apart():
    """Days between two days written as text, each pair worked out once."""

    @cache
    def apart(sent, answered):
        return (date.fromisoformat(answered) - date.fromisoformat(sent)).days

    return apart
