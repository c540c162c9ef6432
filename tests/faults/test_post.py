"""A mail server that is not well, seen from the case: what is owed, to whom, and since when."""

from datetime import date

import pytest

from koios.cases.models import Answer, Case, Status
from koios.core.audit import trail

pytestmark = pytest.mark.fault


@pytest.fixture
def answered(at, make_case, andrea, beto, post):
    """`answered()`: received on 2 July, acknowledged, and its answer approved on the 24th."""

    def answer():
        at("2026-07-02T10:00")
        case = make_case("CLAIM").assign(andrea, by=andrea)
        post()
        at("2026-07-24T16:00")
        case.draft_answer(
            "Su reclamo procede.", by=andrea, version=0, attended=range(len(case.asks))
        )
        case.submit_answer(by=andrea)
        case.approve_answer(by=beto)
        return case

    return answer


def test_with_the_server_down_nothing_is_answered_until_it_comes_back(at, answered, post, smtp):
    case = answered()
    smtp.goes_down()
    for hour in ("17:00", "20:00", "23:00"):
        at(f"2026-07-24T{hour}")
        post()
    case.refresh_from_db()
    assert (case.status, case.answered_on) == (Status.ANSWER_DRAFT, None)

    smtp.comes_back()
    at("2026-07-27T08:00")
    post()

    case.refresh_from_db()
    assert (case.status, case.answered_on) == (Status.ANSWERED, date(2026, 7, 27))
    assert len([got for got in smtp.messages if "Respuesta" in got.subject]) == 1


def test_a_server_that_is_busy_and_then_takes_it_leaves_one_answer(at, answered, post, smtp):
    case = answered()
    smtp.is_busy(2)

    for hour in ("16:00", "16:30", "18:00", "21:00"):
        at(f"2026-07-24T{hour}")
        post()

    case.refresh_from_db()
    assert case.answer.status == Answer.State.DELIVERED
    assert case.answered_on == date(2026, 7, 24)
    assert [entry.verb for entry in trail(case)].count("answered") == 1
    assert len({got.message["Message-ID"] for got in smtp.messages}) == len(smtp.messages)


def test_of_two_cases_one_refused_address_holds_up_only_its_own(at, answered, post, smtp, andrea):
    refused, fine = answered(), answered()
    refused.correct_petitioner(by=andrea, email="nadie@correo.example", reason="La dictó mal")
    smtp.refuses("sandra@correo.example")
    post()
    both = Case.objects.in_bulk([refused.pk, fine.pk])

    assert both[fine.pk].status == Status.IN_PROGRESS
    assert both[fine.pk].answer.status == Answer.State.UNDELIVERED
    assert both[refused.pk].status == Status.ANSWERED


def test_a_slow_server_keeps_nobody_waiting_at_the_form(live, smtp, page, area):
    smtp.is_slow(4)

    page.goto("/pqrs/")
    page.locator("[name=kind][value=CLAIM]").check(force=True)
    page.locator("[name=identity][value=named]").check(force=True)
    for name, told in (
        ("name", "Sandra Arango"),
        ("document", "41935118"),
        ("email", "sandra@correo.example"),
        ("facts", "La ruta 7 no pasó"),
    ):
        page.locator(f"[name={name}]").fill(told)
    page.wait_for_timeout(3_500)  # as long as the form thinks that a person needs at least
    page.get_by_role("button", name="Radicar").click(timeout=3_000)
    page.wait_for_url("**/recibo/", timeout=3_000)

    assert not smtp.messages
    assert smtp.wait_for(1, to="sandra@correo.example", seconds=30)
