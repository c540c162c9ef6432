"""A contract near its end goes on by a quote, and the one that follows names it."""

from datetime import date
from decimal import Decimal

import pytest

from koios.contracts.models import Contract, Status
from koios.core import jobs
from koios.core.checks import check_trail
from koios.core.refusals import Refusal
from tests.contracts.conftest import TARIFF, basket_with, sign
from tests.quotes.conftest import send, with_paper


@pytest.fixture(autouse=True)
def today(at, smtp):
    at("2026-10-15T10:00")


@pytest.fixture
def near(make_contract, ana):
    """In force until 30 November, with its clauses and its people."""
    return make_contract("active", signed_on=date(2026, 1, 15))


def leave(quote, by):
    quote.check_capability(verdict="yes", means="Buses propios", by=by)
    send(quote, by=by)


def approve(quote, by):
    """The customer says yes on paper, whatever version it is."""
    leave(quote, by)
    jobs.run_due()
    quote = with_paper(quote)
    quote.register_acceptance(
        by=by, name="Carla Ocampo", basket=basket_with("orden.txt"), on=date(2026, 10, 15)
    )
    return quote


def test_the_quote_offers_the_prices_of_the_contract_for_the_next_term(near, ana):
    quote = near.quote_renewal(by=ana)

    (line,) = quote.all_lines
    assert (line.description, line.price) == (TARIFF["description"], TARIFF["price"])
    assert (quote.service_from, quote.service_until) == (date(2026, 12, 1), date(2027, 11, 30))
    assert quote.contract_wanted and near.number in quote.introduction


def test_two_who_press_get_the_same_quote(near, ana, gloria):
    assert near.quote_renewal(by=ana) == Contract.objects.get(pk=near.pk).quote_renewal(by=gloria)


def test_one_that_is_far_from_its_end_is_not_offered_for_renewal(near, ana, at):
    at("2026-05-04T10:00")

    assert not near.may_be_renewed
    with pytest.raises(Refusal):
        near.quote_renewal(by=ana)


def test_one_that_expired_is_still_renewed(near, ana, at):
    at("2026-12-03T10:00")
    near.pass_end()

    quote = Contract.objects.get(pk=near.pk).quote_renewal(by=ana)

    assert "terminó" in quote.introduction


def test_after_a_quote_that_was_refused_another_one_is_prepared(near, ana):
    first = near.quote_renewal(by=ana)
    leave(first, ana)
    first.void(by=ana, reason="Faltó una ruta")

    second = Contract.objects.get(pk=near.pk).quote_renewal(by=ana)

    assert second != first


def test_the_contract_of_the_approved_quote_names_the_one_that_it_renews(near, ana):
    quote = approve(near.quote_renewal(by=ana), ana)

    following = quote.contract
    assert following.renews == near and following.status == Status.DRAFT
    assert following.object == near.object and following.start_on == date(2026, 12, 1)
    assert following.own_tariffs[0].price == Decimal(4_200_000)
    assert [one.title for one in following.clauses.all()] == [
        one.title for one in near.clauses.all()
    ]
    assert [one.role for one in following.contacts.all()] == [
        one.role for one in near.contacts.all()
    ]
    assert near.successor == following and not near.may_be_renewed
    assert list(check_trail()) == []


def test_a_later_version_of_the_quote_renews_it_too(near, ana):
    first = near.quote_renewal(by=ana)
    leave(first, ana)
    second = first.new_version(by=ana)

    assert Contract.objects.get(pk=near.pk).renewing_quote == second
    assert approve(second, ana).contract.renews == near


def test_the_page_offers_it_and_both_name_each_other(client, near, ana):
    client.force_login(ana)
    address = near.get_absolute_url()
    assert "Preparar la renovación" in client.get(address).content.decode()

    there = client.post(f"{address}renewal-quote/")

    quote = Contract.objects.get(pk=near.pk).renewal_quote
    assert there.url == quote.get_absolute_url()
    assert quote.get_absolute_url() in client.get(address).content.decode()
    assert address in client.get(there.url).content.decode()


def test_a_contract_signed_after_it_was_renewed_is_like_any_other(near, ana):
    following = approve(near.quote_renewal(by=ana), ana).contract

    sign(following, by=ana)

    assert Contract.objects.get(pk=following.pk).status == Status.SIGNED
