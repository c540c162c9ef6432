"""The owner is told at half of the term, two days before, on the day and when it is overdue."""

from datetime import date

import pytest

from koios.cases import sweeps
from koios.cases.alerts import moment_of
from koios.cases.models import Kind
from koios.core.calendar import NonWorkingDay


@pytest.fixture
def mine(at, make_case, andrea):
    at("2026-07-02T10:00")
    return make_case(Kind.CLAIM).assign(andrea, by=andrea)


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        ("2026-07-14", None),  # 8 of 15 days are left
        ("2026-07-15", "half"),
        ("2026-07-22", "half"),
        ("2026-07-23", "soon"),
        ("2026-07-27", "today"),
        ("2026-07-28", "overdue"),
    ],
)
def test_each_day_has_its_alert(mine, day, moment):
    assert moment_of(mine, date.fromisoformat(day)) == moment


def test_terms_of_personal_data_are_alerted_a_day_earlier(at, make_case):
    at("2026-07-02T10:00")
    case = make_case(Kind.HD_CLAIM)

    assert moment_of(case, date(2026, 7, 22)) == "soon"


def test_an_alert_is_given_once_and_the_head_hears_when_it_is_overdue(at, mine, andrea, beto):
    for day in ("2026-07-27T06:00", "2026-07-27T06:01", "2026-07-28T06:00"):
        at(day)
        sweeps.alert_owners()

    told = [notice.text for notice in andrea.notices.filter(key__startswith="case.alert")]
    assert len(told) == 2
    assert beto.notices.filter(key__contains="overdue").count() == 1
    assert not beto.notices.filter(key__contains="today").exists()


def test_a_stopped_clock_alerts_nobody(at, mine, andrea):
    at("2026-07-10T10:00")
    mine.require_information("La placa", by=andrea)

    at("2026-07-28T06:00")
    sweeps.alert_owners()

    assert not andrea.notices.filter(key__startswith="case.alert").exists()


def test_a_hint_of_danger_is_told_at_once_to_owner_and_head(make_case, beto):
    make_case(facts="Hubo un accidente")

    sweeps.alert_critical()
    sweeps.alert_critical()

    assert beto.notices.filter(key__contains="critical").count() == 1


def test_the_digest_is_mailed_once_on_business_days_only(at, mine, post, smtp):
    at("2026-07-25T06:30")  # a Saturday
    sweeps.mail_digests()
    at("2026-07-27T06:30")
    sweeps.mail_digests()
    sweeps.mail_digests()
    post()

    [digest] = smtp.to("andrea@koios.example")
    assert mine.number in digest.text
    assert "Vencen hoy" in digest.text


def test_a_day_added_to_the_calendar_moves_open_deadlines_and_tells_their_owners(mine, andrea):
    NonWorkingDay.declare(date(2026, 7, 24), "Cierre", by=andrea, reason="Día de la empresa")

    mine.refresh_from_db()
    assert mine.due_on == date(2026, 7, 28)
    assert andrea.notices.filter(key__startswith="case.moved").exists()


def test_the_old_date_and_the_reason_stay_on_the_trail(mine, andrea):
    from koios.core.audit import trail

    NonWorkingDay.declare(date(2026, 7, 24), "Cierre", by=andrea, reason="Día de la empresa")

    entry = trail(mine).last()
    assert entry.changes["due_on"] == ["2026-07-27", "2026-07-28"]
    assert entry.reason == "Día de la empresa"
