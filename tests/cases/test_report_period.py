"""The days that a report is about, and those that it is compared with."""

from datetime import date

import pytest

from koios.cases.report.asked import Asked, AskedForm
from koios.core.refusals import Refusal
from koios.office.reporting.period import Period, usual


def period(start, end):
    return Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        ("2026-07-01", "2026-07-31", ("2026-06-01", "2026-06-30")),
        ("2026-01-01", "2026-03-31", ("2025-10-01", "2025-12-31")),
        ("2026-01-01", "2026-12-31", ("2025-01-01", "2025-12-31")),
        ("2024-02-01", "2024-02-29", ("2024-01-01", "2024-01-31")),
        ("2026-07-01", "2026-07-15", ("2026-06-16", "2026-06-30")),
        ("2026-07-22", "2026-07-22", ("2026-07-21", "2026-07-21")),
    ],
)
def test_the_period_before_has_as_many_months_or_days(start, end, before):
    assert period(start, end).before() == period(*before)


def test_the_one_before_is_seen_from_the_same_distance():
    asked = Asked(period("2026-07-01", "2026-07-31"), as_of=date(2026, 7, 22))

    assert asked.before().as_of == date(2026, 6, 21)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2026-07-01", "2026-07-31", "julio de 2026"),
        ("2026-01-01", "2026-06-30", "enero a junio de 2026"),
        ("2025-08-01", "2026-07-31", "agosto de 2025 a julio de 2026"),
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-07-01", "2026-07-15", "1 jul 2026 a 15 jul 2026"),
        ("2026-07-22", "2026-07-22", "22 jul 2026"),
    ],
)
def test_a_period_is_told_as_people_say_it(start, end, told):
    assert str(period(start, end)).replace("\u00a0", " ") == told


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(Refusal, match="antes de empezar"):
        period("2026-07-02", "2026-07-01")


def test_the_usual_periods_hold_today():
    told = [(str(name), one.start, one.end) for name, one in usual(date(2026, 2, 10))]

    assert told == [
        ("Este mes", date(2026, 2, 1), date(2026, 2, 28)),
        ("Mes pasado", date(2026, 1, 1), date(2026, 1, 31)),
        ("Este trimestre", date(2026, 1, 1), date(2026, 3, 31)),
        ("Este año", date(2026, 1, 1), date(2026, 12, 31)),
        ("Últimos 12 meses", date(2025, 3, 1), date(2026, 2, 28)),
    ]


@pytest.mark.parametrize(
    ("today", "opened"),
    [("2026-07-10", "2026-06-01"), ("2026-07-11", "2026-07-01"), ("2026-01-02", "2025-12-01")],
)
def test_while_a_month_is_young_the_report_opens_on_the_one_before(at, db, today, opened):
    at(f"{today}T10:00")
    form = AskedForm({})
    form.is_valid()

    assert form.asked().period.start == date.fromisoformat(opened)
