"""A quote is counted under the service that most of its value is of."""

from decimal import Decimal

import pytest

from koios.core.checks import checks
from koios.quotes.models import Quote
from tests.quotes.conftest import LINE, OPTIONAL, accept

pytestmark = pytest.mark.django_db


def test_it_is_the_one_whose_lines_come_to_most(make_quote, make_service):
    routes, tours = make_service(), make_service("TUR-01", "Turismo")
    lines = [
        LINE | {"service": tours, "price": Decimal(5_000_000)},
        LINE | {"service": routes, "price": Decimal(3_000_000)},
        LINE | {"service": routes, "price": Decimal(3_000_000)},
        LINE | {"price": Decimal(90_000_000)},
    ]

    assert make_quote(lines=lines).main_service == routes


def test_without_a_service_there_is_none(make_quote):
    assert make_quote().main_service is None


def test_it_follows_the_lines_and_what_the_customer_ticks(make_quote, make_service, ana):
    routes, guards = make_service(), make_service("MON-01", "Monitora")
    quote = make_quote()
    extra = OPTIONAL | {"service": guards, "price": Decimal(200_000)}

    quote.revise(by=ana, lines=[LINE | {"service": routes}, extra])
    assert Quote.objects.get().main_service == routes

    sent = make_quote(
        lines=[LINE | {"service": routes, "price": Decimal(100_000)}, extra], status="sent"
    )
    accept(sent, chosen=[line.pk for line in sent.optional_lines])
    assert Quote.objects.get(pk=sent.pk).main_service == guards
    assert not list(checks["quotes"]())


def test_check_sees_another_one(make_quote, make_service):
    quote = make_quote(lines=[LINE | {"service": make_service()}])

    Quote.objects.filter(pk=quote.pk).update(main_service=None)

    assert "main_service" in "".join(checks["quotes"]())
