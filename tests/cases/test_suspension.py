"""Asking for what is missing stops the clock, and the law says for how long."""

from datetime import date

import pytest

from koios.cases import sweeps
from koios.cases.models import Kind, Status
from koios.core.refusals import Refusal


@pytest.fixture
def waiting(at, make_case, andrea):
    """Received on 2 July, required on 10 July: 6 days of 15 are used."""
    at("2026-07-02T10:00")
    case = make_case().assign(andrea, by=andrea).start(by=andrea)
    at("2026-07-10T10:00")
    case.require_information("El recibo del taxi", by=andrea)
    return case


def test_the_clock_goes_on_the_day_after_with_the_days_left(at, waiting, andrea):
    at("2026-07-22T15:00")

    waiting.resume(by=andrea)

    assert waiting.status == Status.IN_PROGRESS
    assert waiting.due_on == date(2026, 8, 4)
    assert waiting.days_left(date(2026, 7, 22)) == 9


def test_what_the_petitioner_sends_resumes_it(at, waiting):
    at("2026-07-22T20:00")

    waiting.hear("Aquí está el recibo")

    assert (waiting.status, waiting.due_on) == (Status.IN_PROGRESS, date(2026, 8, 4))


def test_it_goes_back_to_the_state_that_it_came_from(at, make_case, andrea):
    at("2026-07-02T10:00")
    case = make_case().triage(by=andrea)

    case.require_information("La placa", by=andrea)
    case.resume(by=andrea)

    assert case.status == Status.IN_TRIAGE


def test_while_it_waits_nobody_takes_it_up_again(waiting, andrea):
    with pytest.raises(Refusal):
        waiting.start(by=andrea)
    with pytest.raises(Refusal):
        waiting.triage(by=andrea)

    assert waiting.status == Status.AWAITING_PETITIONER


def test_after_ten_business_days_the_company_may_no_longer_stop_the_clock(at, make_case, andrea):
    at("2026-07-02T10:00")
    case = make_case().assign(andrea, by=andrea)
    at("2026-07-17T23:00")  # day 10
    case.require_information("La placa", by=andrea)
    late = make_case().assign(andrea, by=andrea)
    at("2026-08-10T10:00")

    with pytest.raises(Refusal, match="10 días hábiles"):
        late.require_information("La placa", by=andrea)

    assert late.status == Status.ASSIGNED


def test_personal_data_must_be_completed_within_five_days_and_wait_two_months(
    at, make_case, andrea
):
    at("2026-07-02T10:00")
    case = make_case(Kind.HD_CLAIM).assign(andrea, by=andrea)

    pause = case.require_information("El número que quiere retirar", by=andrea)

    assert case.last_day_to_ask == date(2026, 7, 9)
    assert pause.answer_by == date(2026, 9, 2)


def test_without_an_answer_in_a_month_it_counts_as_withdrawn_by_an_act(at, waiting):
    at("2026-08-10T23:59")
    sweeps.lapse_the_uncompleted()
    waiting.refresh_from_db()
    assert waiting.status == Status.AWAITING_PETITIONER

    at("2026-08-11T00:05")
    sweeps.lapse_the_uncompleted()
    sweeps.lapse_the_uncompleted()

    waiting.refresh_from_db()
    assert waiting.status == Status.TACITLY_WITHDRAWN
    assert waiting.letters.filter(kind="lapse").count() == 1


def test_more_time_is_given_once_and_only_before_the_end(at, waiting, andrea):
    at("2026-08-10T10:00")
    waiting.give_more_time(by=andrea)

    assert waiting.suspension.answer_by == date(2026, 9, 10)
    with pytest.raises(Refusal, match="una vez"):
        waiting.give_more_time(by=andrea)


def test_it_is_never_overdue_while_it_waits(at, waiting):
    assert waiting not in type(waiting).objects.overdue(date(2026, 8, 10))
