"""What customers ask for, and what becomes of it."""

import pytest

from koios.core import audit
from koios.core.refusals import Refusal
from koios.quotes.models import LossReason, Need, Quote
from tests.quotes.conftest import send

pytestmark = pytest.mark.django_db


def test_a_request_has_its_number_and_a_next_step_with_a_day(make_need, at):
    at("2026-07-24T16:00")  # a Friday

    need = make_need()

    assert need.number == "SOL-2026-0001"
    assert need.next_step and need.next_step_on.isoformat() == "2026-07-27"


def test_the_same_request_sent_twice_is_one(make_need):
    assert make_need(submission="a") == make_need(submission="a")
    assert Need.objects.count() == 1


def test_a_quote_answers_it_and_its_capability_check_holds_for_the_quote(
    make_need, make_quote, ana
):
    need = make_need()
    need.check_capability(
        verdict="conditions", means="Dos buses", conditions="Desde febrero", by=ana
    )

    quote = make_quote(need=need, checked=False)
    send(quote, by=ana)

    assert Need.objects.get().status == Need.Status.QUOTED
    assert quote.capability.conditions == "Desde febrero"


def test_when_its_only_draft_is_thrown_away_it_waits_again(make_need, make_quote, ana):
    quote = make_quote(need=make_need())

    quote.discard(by=ana)

    assert Need.objects.get().status == Need.Status.OPEN


def test_a_request_that_ends_without_a_quote_says_why(make_need, ana):
    need = make_need()
    reason = LossReason.objects.get(name="Sin presupuesto")

    need.close(by=ana, reason=reason, comment="Será el otro año")

    need = Need.objects.get()
    assert (need.status, need.reason) == (Need.Status.CLOSED, reason)
    with pytest.raises(Refusal):
        need.plan(by=ana, step="Llamar", on=need.received_at.date())


def test_a_request_with_a_quote_is_not_closed_without_one(make_need, make_quote, ana):
    need = make_need()
    make_quote(need=need)

    with pytest.raises(Refusal, match="Ya tiene una cotización"):
        Need.objects.get().close(by=ana, reason=LossReason.objects.first())
    assert Quote.objects.get().need == need


def test_of_an_unknown_company_the_request_takes_the_customer_of_its_quote(make_need, make_quote):
    need = make_need(customer=None, company="Colegio nuevo", by=audit.PUBLIC)

    quote = make_quote(need=need)

    assert Need.objects.get().customer == quote.customer
