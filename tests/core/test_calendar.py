"""Business days and terms, against the oracles of the domain and a slow plain count."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koios.core import calendar
from koios.core.audit import SYSTEM, trail
from koios.core.calendar import Calendar, NonWorkingDay, official_holidays

D = date.fromisoformat
ORACLES = Path(__file__).parent.parent / "oracles"

HOLIDAYS = {
    2025: "01-01 01-06 03-24 04-17 04-18 05-01 06-02 06-23 06-30 07-20 08-07 08-18 10-13 11-03 "
    "11-17 12-08 12-25",
    2026: "01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-13 07-20 08-07 08-17 "
    "10-12 11-02 11-16 12-08 12-25",
    2027: "01-01 01-11 03-22 03-25 03-26 05-01 05-10 05-31 06-07 07-05 07-12 07-20 08-07 08-16 "
    "10-18 11-01 11-15 12-08 12-25",
}
DUE = """2025-04-11,15,2025-05-07 2025-06-20,10,2025-07-08 2025-12-23,10,2026-01-08
2026-01-09,10,2026-01-26 2026-03-27,15,2026-04-21 2026-06-26,10,2026-07-14
2026-07-02,15,2026-07-27 2026-07-18,15,2026-08-11 2026-11-24,15,2026-12-16
2026-11-24,30,2027-01-08 2026-11-24,10,2026-12-09 2026-11-24,23,2026-12-29
2026-12-18,15,2027-01-13 2027-03-19,15,2027-04-14 2027-04-30,10,2027-05-17"""


@pytest.fixture
def seeded(db):
    calendar.seed()


@pytest.mark.parametrize(("year", "told"), HOLIDAYS.items())
def test_the_seed_holds_the_holidays_of_the_law(seeded, year, told):
    expected = {D(f"{year}-{day}") for day in told.split()}

    rows = NonWorkingDay.objects.filter(day__year=year, withdrawn=False)

    assert set(rows.values_list("day", flat=True)) == expected


@pytest.mark.parametrize(("year", "days"), [(2025, 245), (2026, 242), (2027, 245)])
def test_a_year_has_so_many_business_days(seeded, year, days):
    assert calendar.business_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == days


@pytest.mark.parametrize("row", DUE.split())
def test_a_term_ends_on_its_last_business_day(seeded, row):
    received, term, due = row.split(",")

    assert calendar.add_business_days(D(received), int(term)) == D(due)
    assert calendar.count(D(received), int(term)).due_on == D(due)


def test_the_deadlines_of_the_oracle_are_reproduced(seeded):
    with (ORACLES / "deadlines.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            received_on = datetime.fromisoformat(row["received_at"]).date()
            due_on = calendar.add_business_days(received_on, int(row["term_business_days"]))
            assert due_on == D(row["due_on"]), row


def test_a_stopped_clock_goes_on_the_day_after_with_the_days_that_were_left(seeded):
    pauses = [(D("2026-07-10"), D("2026-07-22"))]

    assert calendar.due_on(D("2026-07-02"), 15, pauses) == D("2026-08-04")
    assert calendar.count(D("2026-07-02"), 15, pauses).due_on == D("2026-08-04")
    assert calendar.business_days_between(D("2026-07-02"), D("2026-08-04"), pauses) == 15


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2026-01-30", "2026-03-02"),
        ("2026-06-12", "2026-07-14"),
        ("2026-11-24", "2026-12-24"),
    ],
)
def test_a_month_runs_by_the_calendar_and_rolls_to_a_business_day(seeded, day, later):
    assert calendar.add_months(D(day), 1) == D(later)


@pytest.mark.parametrize(
    ("received", "answered", "business"),
    [
        ("2026-07-02", "2026-07-02", 0),
        ("2026-07-11", "2026-07-12", 0),
        ("2026-07-10", "2026-07-14", 1),
        ("2026-07-02", "2026-07-27", 15),
    ],
)
def test_response_days_begin_with_the_next_business_day(seeded, received, answered, business):
    assert calendar.business_days_between(D(received), D(answered)) == business


def test_each_day_that_does_not_count_says_why(seeded):
    count = calendar.count(D("2026-07-02"), 15)

    assert [day.day for day in count.skipped if day.kind == "holiday"] == [
        D("2026-07-13"),
        D("2026-07-20"),
    ]
    assert "Chiquinquirá" in next(d for d in count.skipped if d.day == D("2026-07-13")).reason
    assert len([day for day in count.skipped if day.kind == "weekend"]) == 8


def test_a_day_of_the_companys_own_moves_a_term_and_stays_on_the_trail(seeded, ana):
    before = calendar.add_business_days(D("2024-03-20"), 5)

    day = NonWorkingDay.declare(D("2024-03-26"), "Semana Santa", by=ana, reason="Cierre anual")

    assert calendar.add_business_days(D("2024-03-20"), 5) > before
    assert trail(day).last().reason == "Cierre anual"
    day.withdraw(by=SYSTEM, reason="Se trabajó")
    assert calendar.add_business_days(D("2024-03-20"), 5) == before


def test_a_holiday_that_was_withdrawn_is_not_seeded_again(seeded, ana):
    NonWorkingDay.objects.get(day="2026-07-13").withdraw(by=ana, reason="Prueba")

    calendar.seed()

    assert calendar.is_business_day(D("2026-07-13"))


days = st.dates(date(2015, 1, 1), date(2039, 12, 31))
KNOWN = Calendar(
    dict.fromkeys(official_holidays(range(1995, 2066)), ("", "holiday")), saturdays=False
)


def plain_is_business(day):
    return day.weekday() < 5 and day not in KNOWN.off


def plain_add(day, n):
    while n:
        day += timedelta(days=1)
        n -= plain_is_business(day)
    return day


@given(days, st.integers(0, 70))
def test_adding_agrees_with_counting_one_by_one(day, n):
    assert KNOWN.add(day, n) == plain_add(day, n)


@given(days, days)
def test_elapsed_agrees_with_counting_one_by_one(start, end):
    start, end = min(start, end), max(start, end)
    end = min(end, start + timedelta(days=400))
    span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))

    assert KNOWN.elapsed(start, end) == sum(plain_is_business(day) for day in span)


@given(
    days,
    st.integers(1, 60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3),
)
def test_a_term_with_pauses_agrees_with_counting_one_by_one(day, term, gaps):
    pauses, at = [], day
    for wait, length in gaps:
        since = at + timedelta(days=wait)
        at = since + timedelta(days=length)
        pauses.append((since, at))
    due, counted = day, 0
    while counted < term:
        due += timedelta(days=1)
        counted += plain_is_business(due) and not any(a < due <= b for a, b in pauses)

    assert KNOWN.due_on(day, term, pauses) == due
    assert KNOWN.count(day, term, pauses).due_on == due
    assert KNOWN.between(day, due, pauses) == term
