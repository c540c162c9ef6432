"""The figures of the report, against sums done slowly and plainly over the stories of quotes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from koios.core import audit, clock
from koios.office.reporting.period import Period
from koios.quotes.models import LossReason, Quote, Status
from koios.quotes.report.asked import Asked
from koios.quotes.report.made import QuoteReport

FIRST = date(2024, 5, 20)
PERIOD = Period(date(2025, 6, 10), date(2026, 7, 15))
DAYS = st.integers(0, 60)


@dataclass
class Version:
    """One version of a quote: when it was sent and how it ended; None for what never did."""

    sent: date
    valid_until: date
    value: int
    answer: str | None = None
    answered: date | None = None
    voided: bool = False


@dataclass
class Story:
    """All that happened to one number."""

    customer: int
    seller: int
    service: int
    reason: int
    versions: list

    def on(self, day):
        """The version that counts at the end of a day and what had become of it."""
        sent = [one for one in self.versions if one.sent <= day]
        if not sent or sent[-1].voided:
            return None
        last = sent[-1]
        if last.answered and last.answered <= day:
            return last, last.answer
        return last, "expired" if last.valid_until < day else "open"


@st.composite
def stories(draw):
    pick = st.integers(0, 3)
    now = FIRST + timedelta(draw(st.integers(0, 800)))
    versions = []
    while True:
        value = draw(st.integers(0, 9_000_000_000))
        version = Version(now, now + timedelta(draw(st.integers(1, 40))), value)
        versions.append(version)
        ends = ["approved", "rejected", "silence", "voided", "rejected again", "silence again"]
        end = draw(st.sampled_from(ends if len(versions) < 3 else ends[:4]))
        version.voided = end == "voided"
        if end.split()[0] in ("approved", "rejected"):
            most = (version.valid_until - version.sent).days
            version.answer = end.split()[0]
            version.answered = now = now + timedelta(draw(st.integers(0, most)))
        if not end.endswith("again"):
            return Story(draw(pick), draw(pick), draw(pick), draw(pick), versions)
        now += timedelta(draw(DAYS))


@pytest.fixture
def world(db, ana, gloria, make_customer, make_service):
    """Two customers of the same name among those that there are, and a seller of the past."""
    reasons = [LossReason(name=f"Razón {n}").begin(by=audit.SYSTEM) for n in range(3)]
    return {
        "customers": [
            make_customer("Colegio San José", "900153453", segment="Educación"),
            make_customer("Colegio San José", "890204771", segment="Salud"),
            make_customer("Hotel El Samán", "811036370"),
            make_customer("Sin Números", "860034313", segment="Salud"),
        ],
        "sellers": [(ana, ""), (gloria, ""), (None, "Moses Frase"), (None, "")],
        "services": [make_service(), make_service("TUR-01", "Turismo"), None, None],
        "reasons": [*reasons, None],
    }


NAMES = {
    "seller": ["Ana Restrepo", "Gloria Patiño", "Moses Frase", None],
    "customer": [
        "Colegio San José (900153453)",
        "Colegio San José (890204771)",
        "Hotel El Samán",
        "Sin Números",
    ],
    "service": ["Ruta escolar", "Turismo", None, None],
    "segment": ["Educación", "Salud", None, "Salud"],
    "reason": ["Razón 0", "Razón 1", "Razón 2", None],
}


def write(stories, world, today):
    """The rows that those stories leave in the database by that day."""
    Quote.objects.update(previous=None)
    Quote.objects.all().delete()
    for number, story in enumerate(stories, start=1):
        owner, name = world["sellers"][story.seller]
        previous = None
        known = [one for one in story.versions if one.sent <= today]
        for version, one in enumerate(known, start=1):
            answered = one.answered if one.answered and one.answered <= today else None
            status = _status(one, answered, version < len(known), today)
            previous = Quote.objects.create(
                key=f"k{number}v{version}",
                number=f"T-{number}",
                year=2026,
                sequence=number,
                version=version,
                previous=previous,
                status=status,
                customer=world["customers"][story.customer],
                owner=owner,
                seller_name=name,
                main_service=world["services"][story.service],
                reason=world["reasons"][story.reason] if status == Status.REJECTED else None,
                title="x",
                net=one.value,
                total=one.value,
                created_at=clock.now(),
                changed_at=clock.now(),
                sent_at=clock.read(f"{one.sent}T10:00"),
                sent_on=one.sent,
                valid_until=one.valid_until,
                answered_on=answered,
            )
        Quote.objects.create(  # a draft, which never counts
            key=f"d{number}",
            previous=previous,
            version=len(known) + 1,
            customer=world["customers"][story.customer],
            title="x",
            created_at=clock.now(),
            changed_at=clock.now(),
        )


def _status(version, answered, is_replaced, today):
    if answered:
        return Status(version.answer)
    if is_replaced and version.valid_until >= today:
        return Status.SUPERSEDED
    if version.voided:
        return Status.VOIDED
    if version.valid_until < today:
        return Status.EXPIRED
    return Status.SENT


def rounded(value):
    cents = Decimal(value.numerator) / value.denominator
    return float(cents.quantize(Decimal("0.01"), ROUND_HALF_UP))


def share(part, whole):
    return rounded(Fraction(100 * part, whole)) if whole else None


def spread(days):
    days = sorted(days)
    if not days:
        return {"mean": None, "median": None, "p90": None}

    def at(hundredth):
        place = Fraction((len(days) - 1) * hundredth, 100)
        low = int(place)
        high = min(low + 1, len(days) - 1)
        return rounded(days[low] + (place - low) * (days[high] - days[low]))

    return {"mean": rounded(Fraction(sum(days), len(days))), "median": at(50), "p90": at(90)}


def plainly(seen):
    """The sums over (story, version, standing)."""
    n = dict.fromkeys(("approved", "rejected", "expired", "open"), 0)
    value = dict(n)
    for _story, version, standing in seen:
        n[standing] += 1
        value[standing] += version.value
    sent, quoted = sum(n.values()), sum(value.values())
    decided = sent - n["open"]
    return {
        "sent": sent,
        **n,
        "value_sent": quoted,
        "value_approved": value["approved"],
        "conversion_percent": share(n["approved"], sent),
        "conversion_value_percent": share(value["approved"], quoted),
        "conversion_of_decided_percent": share(n["approved"], decided),
    }


def told_apart(seen, name):
    groups = defaultdict(list)
    for one in seen:
        groups[name(one)].append(one)
    return {key: plainly(some) for key, some in groups.items()}


def within(stories, period, day):
    for story in stories:
        stood = story.on(day)
        if stood and period.start <= stood[0].sent <= period.end:
            yield story, *stood


def a_year_before(day):
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def by_key(lines):
    found = {
        line["key"]: {k: v for k, v in line.items() if k not in ("key", "id")} for line in lines
    }
    assert len(found) == len(lines)  # no two share a key
    return found


examples = rules(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@examples
@given(st.lists(stories(), max_size=10), st.integers(300, 900), st.integers(0, 400))
def test_the_figures_are_those_of_a_clerk(world, at, stories, days, pick):
    today = FIRST + timedelta(days)
    day = some_day(stories, today, pick)
    at(f"{today}T10:00")
    write(stories, world, today)

    told = QuoteReport(Asked(PERIOD, day)).told()

    seen = list(within(stories, PERIOD, day))
    expected = plainly(seen)
    assert {key: told[key] for key in expected} == expected
    assert told["days_to_answer"] == spread(
        [
            (version.answered - version.sent).days
            for _s, version, stood in seen
            if version.answered and stood in ("approved", "rejected")
        ]
    )
    for name in ("seller", "customer", "service", "segment"):
        key = "customer" if name == "segment" else name
        expected = told_apart(seen, lambda one: NAMES[name][getattr(one[0], key)])  # noqa: B023
        told_names = by_key(told[f"by_{name}"])
        if name == "customer":  # told apart only where both are in it
            told_names = {_bare(k, told_names): v for k, v in told_names.items()}
            expected = {_bare(k, expected): v for k, v in expected.items()}
        assert told_names == expected
    lost = [one for one in seen if one[2] == "rejected"]
    assert {
        line["key"]: (line["rejected"], line["value_rejected"]) for line in told["by_reason"]
    } == {
        key: (some["rejected"], some["value_sent"])
        for key, some in told_apart(lost, lambda one: NAMES["reason"][one[0].reason]).items()
    }
    before = Period(a_year_before(PERIOD.start), a_year_before(PERIOD.end))
    earlier = list(within(stories, before, a_year_before(day)))
    months = told_apart(earlier, lambda one: f"{one[1].sent:%Y-%m}")
    assert told["year_before"] == (plainly(earlier) if earlier else None)
    for line in told["by_month"]:
        year, month = line["key"].split("-")
        assert line["year_before"] == months.get(f"{int(year) - 1}-{month}")
    assert {line["key"] for line in told["by_month"]} == {f"{one[1].sent:%Y-%m}" for one in seen}


def _bare(name, among):
    """The name without what tells it apart, where nothing of the same name is among them."""
    plain = name.split(" (")[0]
    return plain if sum(one.split(" (")[0] == plain for one in among) == 1 else name


def some_day(stories, today, pick):
    """A day until today, most often one on which something happens or ends."""
    versions = [version for story in stories for version in story.versions]
    days = [day for one in versions for day in (one.sent, one.valid_until, one.answered) if day]
    days += [day + timedelta(1) for day in days]
    days = sorted({today, *(day for day in days if day <= today)})
    return days[pick % len(days)]


@examples
@given(st.lists(stories(), max_size=12), st.integers(300, 900))
def test_what_is_open_and_what_may_come_are_those_of_a_clerk(world, at, stories, days):
    today = FIRST + timedelta(days)
    at(f"{today}T10:00")
    write(stories, world, today)

    told = QuoteReport(Asked(PERIOD, today)).told()

    always = Period(FIRST, today)
    open_ones = [one for one in within(stories, always, today) if one[2] == "open"]
    last_year = Period(a_year_before(today) + timedelta(1), today)
    decided = [one for one in within(stories, last_year, today) if one[2] != "open"]
    pipeline = told["pipeline"]
    assert pipeline["open"] == len(open_ones)
    assert pipeline["value_open"] == sum(version.value for _s, version, _o in open_ones)
    ages = {"0-7": 0, "8-15": 0, "16-30": 0, "31-60": 0, "61+": 0}
    for _story, version, _standing in open_ones:
        age = (today - version.sent).days
        ages[
            next(k for k, last in zip(ages, (7, 15, 30, 60, 10**9), strict=True) if age <= last)
        ] += 1
    assert {line["key"]: line["open"] for line in told["ageing"]} == ages
    for line in pipeline["by_seller"]:
        of = [one for one in decided if NAMES["seller"][one[0].seller] == line["key"]]
        won = sum(standing == "approved" for _s, _v, standing in of)
        if not of:
            assert line["conversion"] is None
        else:
            low, high = wilson(won, len(of))
            assert line["conversion"]["percent"] == share(won, len(of))
            assert line["conversion"]["low_percent"] == pytest.approx(100 * low, abs=0.006)
            assert line["conversion"]["high_percent"] == pytest.approx(100 * high, abs=0.006)
    assert_forecast(pipeline["forecast"], open_ones, decided)


def wilson(won, n):
    z, p = 1.959964, won / n
    middle, reach = p + z * z / 2 / n, z * sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    low, high = ((middle + side * reach) / (1 + z * z / n) for side in (-1, 1))
    return (0.0 if won == 0 else low), (1.0 if won == n else high)


def assert_forecast(told, open_ones, decided):
    """Every open quote by the share of its seller and service, of its seller, or of all."""
    if not decided:
        assert told is None
        return
    groups = defaultdict(list)
    for story, version, _open in open_ones:
        own = [one for one in decided if seller_of(one[0]) == seller_of(story)]
        pair = [one for one in own if service_of(one[0]) == service_of(story)]
        key = ("all",)
        if len(own) >= 10:
            key = ("own", story.seller)
        if len(pair) >= 10:
            key = ("pair", story.seller, service_of(story))
        base = {"all": decided, "own": own, "pair": pair}[key[0]]
        won = sum(standing == "approved" for _s, _v, standing in base)
        groups[key, won, len(base)].append(version.value)
    expected = alone = under = over = 0.0
    for (_key, won, n), values in groups.items():
        p, (low, high), total = won / n, wilson(won, n), sum(values)
        expected += total * p
        alone += 1.959964**2 * sum(value**2 for value in values) * p * (1 - p)
        under += (total * (p - low)) ** 2
        over += (total * (high - p)) ** 2
    value = sum(version.value for _s, version, _o in open_ones)
    assert told["expected"] == pytest.approx(expected, rel=1e-9, abs=1)
    assert told["low"] == pytest.approx(max(0, expected - sqrt(alone + under)), rel=1e-6, abs=1)
    assert told["high"] == pytest.approx(min(value, expected + sqrt(alone + over)), rel=1e-6, abs=1)
    assert 0 <= told["low"] <= told["expected"] <= told["high"] <= value


def seller_of(story):
    return story.seller


def service_of(story):
    return NAMES["service"][story.service]
