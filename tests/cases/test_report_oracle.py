"""The figures of the report, against sums done slowly and plainly over the lives of cases."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from koios.cases.models import Answer, Case, Kind, Status, Suspension, Term, TermExtension
from koios.cases.report.asked import Asked
from koios.cases.report.made import CaseReport
from koios.cases.report.standing import in_state
from koios.core import calendar, clock
from koios.office.reporting.period import Period

FIRST = date(2026, 6, 1)
PERIOD = Period(FIRST, date(2026, 7, 31))
KINDS = [Kind.COMPLAINT, Kind.CLAIM, Kind.INFO_REQUEST, Kind.PRAISE]


def after(day, days):
    return None if days is None else day + timedelta(days)


@dataclass
class Life:
    """What happened to one case, each with its day; None for what never did."""

    kind: str
    received: date
    paused: date | None
    resumed: date | None
    extended: date | None
    extra: int
    answered: date | None
    returned: date | None
    again: date | None  # answered once more after the first one came back
    left: date | None
    reopened: date | None
    is_imported: bool

    def term(self):
        return Term.objects.in_force(self.kind, self.received)

    def due_on(self, known_by):
        """The date to meet as it stood at the end of a day."""
        days = self.term().business_days
        days += self.extra if self.extended and self.extended <= known_by else 0
        ended = self.resumed and self.resumed <= known_by
        return calendar.due_on(self.received, days, [(self.paused, self.resumed)] if ended else [])


@st.composite
def lives(draw):
    """A life as the rules let it go: each thing after the one before."""
    gap = st.integers(0, 30)
    received = FIRST + timedelta(draw(st.integers(0, 50)))
    life = Life(draw(st.sampled_from(KINDS)), received, *[None] * 3, 0, *[None] * 5, False)
    now = received
    if draw(st.booleans()):
        life.paused = now = after(now, draw(st.integers(0, 8)))
        life.resumed = now = after(now, draw(gap))
    elif life.kind == Kind.COMPLAINT and draw(st.booleans()):
        latest = (calendar.due_on(received, 15) - received).days
        life.extended = now = after(received, draw(st.integers(0, latest)))
        life.extra = draw(st.integers(1, 15))
    end = draw(st.sampled_from(["open", "left", "answered", "returned", "again", "reopened"]))
    if end == "left":
        life.left = after(now, draw(gap))
    elif end != "open":
        life.answered = now = after(now, draw(gap))
        if end in ("returned", "again"):
            life.returned = now = after(now, draw(gap))
        if end == "again":
            life.again = after(now, draw(gap))
        if end == "reopened":
            life.reopened = after(now, draw(gap))
        if end == "answered" and not life.paused and not life.extended:
            life.is_imported = draw(st.booleans())
    return life


def write(lives, by):
    """The rows that those lives leave in the database."""
    for number, life in enumerate(lives, start=1):
        held = life.again or (None if life.returned else life.answered)
        status = Status.IN_PROGRESS
        if life.left:
            status = Status.WITHDRAWN
        elif held:
            status = Status.REOPENED if life.reopened else Status.ANSWERED
        case = Case.objects.create(
            number=f"T-{number}",
            year=2026,
            sequence=number,
            kind=life.kind,
            channel="web",
            status=status,
            identity="anonymous",
            subject="x",
            facts="x",
            received_at=clock.read(f"{life.received}T10:00"),
            received_on=life.received,
            term=life.term(),
            term_from=life.reopened or life.received,
            due_on=calendar.due_on(life.reopened, 15)
            if life.reopened
            else life.due_on(date(2030, 1, 1)),
            answered_on=held,
            ended_on=life.left,
            round=2 if life.reopened else 1,
            imported=life.is_imported,
        )
        if life.paused:
            Suspension.objects.create(
                case=case,
                round=1,
                item="x",
                came_from=Status.ASSIGNED,
                required_on=life.paused,
                answer_by=life.paused,
                resumed_on=life.resumed,
            )
        if life.extended:
            TermExtension.objects.create(
                case=case,
                round=1,
                total_business_days=15 + life.extra,
                previous_due_on=life.due_on(life.extended - timedelta(1)),
                due_on=life.due_on(life.extended),
                reason="x",
                granted_on=life.extended,
                granted_by=by,
            )
        for on, undelivered in [(life.answered, life.returned), (life.again, None)]:
            if on and not life.is_imported:
                Answer.objects.create(
                    case=case,
                    round=1,
                    status="undelivered" if undelivered else "delivered",
                    text="x",
                    author=by,
                    saved_at=clock.now(),
                    due_on=life.due_on(on),
                    answered_on=on,
                    undelivered_on=undelivered,
                    business_days=counted(life, on),
                    calendar_days=(on - life.received).days,
                )


def days_between(start, end):
    """Each day after the first, up to and including the last."""
    return [start + timedelta(n) for n in range(1, (end - start).days + 1)]


def counted(life, until):
    """The business days up to a day on which the clock ran, one by one."""
    return sum(
        calendar.is_business_day(day)
        and not (life.paused and life.resumed and life.paused < day <= life.resumed)
        for day in days_between(life.received, until)
    )


def stood(life, on):
    """Where a life stood at the end of a day, and the day of the answer it had then."""
    if life.kind == Kind.PRAISE:
        return "praise", None
    for answered, returned in [(life.answered, life.returned), (life.again, None)]:
        if answered and answered <= on and not (returned and returned <= on):
            return ("ontime" if answered <= life.due_on(answered) else "late"), answered
    if life.left and life.left <= on:
        return "left", None
    if life.paused and life.paused <= on < life.resumed:
        return "running", None
    return ("overdue" if life.due_on(on) < on else "running"), None


def half_up(value):
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def quantile(values, share):
    """Between order statistics: place h of n - 1, the part beyond it in proportion."""
    values, h = sorted(values), Fraction(len(values) - 1) * share
    low = values[int(h)]
    high = values[min(int(h) + 1, len(values) - 1)]
    return half_up(low + (h - int(h)) * (high - low))


def spread(values):
    if not values:
        return {"mean": None, "median": None, "p90": None}
    return {
        "mean": half_up(Fraction(sum(values), len(values))),
        "median": quantile(values, Fraction(1, 2)),
        "p90": quantile(values, Fraction(9, 10)),
    }


def share(part, whole):
    return half_up(Fraction(100 * part, whole)) if whole else None


def plainly(lives, on):
    """The headline figures of the report, as a clerk would work them out."""
    seen = [(life, *stood(life, on)) for life in lives if life.received <= on]
    counts = Counter(standing for _life, standing, _day in seen)
    answers = [(life, day) for life, _standing, day in seen if day]
    reopened = sum(bool(life.reopened and life.reopened <= on) for life, _day in answers)
    return {
        "received": len(seen),
        "answered": len(answers),
        "open": counts["running"] + counts["overdue"],
        "open_overdue": counts["overdue"],
        "answered_late": counts["late"],
        "on_time_percent": share(counts["ontime"], len(answers) + counts["overdue"]),
        "response_business_days": spread([counted(life, day) for life, day in answers]),
        "response_calendar_days": spread([(day - life.received).days for life, day in answers]),
        "reopened_percent": share(reopened, len(answers)),
    }


def by_kind(lives, on):
    """The same for each type, as the report lists it."""
    for kind in Kind.values:
        told = plainly([life for life in lives if life.kind == kind], on)
        if told["received"]:
            yield {
                "key": kind,
                "received": told["received"],
                "answered": told["answered"],
                "on_time_percent": told["on_time_percent"],
                "mean_business_days": told["response_business_days"]["mean"],
            }


@pytest.fixture
def cleared(db, beto, at):
    """Nothing but what an example writes, and a day later than anything that happens in it."""
    at("2027-06-01T10:00")

    def clear():
        for model in (Answer, Suspension, TermExtension, Case):
            model.objects.all().delete()

    return clear


@rules(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(lives(), max_size=8), st.integers(0, 120))
def test_the_figures_are_those_of_a_clerk(cleared, beto, lives, days):
    cleared()
    write(lives, beto)
    on = FIRST + timedelta(days)

    report = CaseReport(Asked(PERIOD, on))
    told = report.told()

    expected = plainly(lives, on)
    assert {key: told[key] for key in expected} == expected
    assert told["by_kind"] == list(by_kind(lives, on))
    for figure, state in [
        ("answered", "answered"),
        ("answered_late", "late"),
        ("open", "open"),
        ("open_overdue", "overdue"),
    ]:
        assert report.cases.filter(in_state(state, on)).count() == told[figure]
    listed = told["follow_up"]
    assert len(listed) == told["received"]
    assert (
        spread([row["business_days"] for row in listed if row["business_days"] is not None])
        == (told["response_business_days"])
    )
    assert sum(row["on_time"] is False for row in listed) == told["answered_late"]
