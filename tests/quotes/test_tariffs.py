"""Which tariff is in force on a day, and where it came from."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koios.core import audit
from koios.core.refusals import Refusal
from koios.quotes.models import Tariff, TariffList
from koios.quotes.raising import raised
from koios.quotes.tariffs import price_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 22)
BY = audit.SYSTEM


@pytest.fixture
def service(make_service):
    return make_service()


def a_list(name="General 2026", valid_from=date(2026, 1, 1), customer=None):
    """A list in preparation."""
    return TariffList(name=name, valid_from=valid_from, customer=customer).begin(by=BY)


def test_a_customers_own_price_comes_before_the_general_one(service, school, clinic):
    general, own = a_list(), a_list("La Arboleda 2026", customer=school)
    general.price(service, Decimal(100), by=BY)
    own.price(service, Decimal(90), by=BY)
    general.publish(by=BY)
    own.publish(by=BY)

    assert price_of(service, on=DAY, customer=school).amount == 90
    assert price_of(service, on=DAY, customer=clinic).amount == 100
    assert "La Arboleda 2026" in price_of(service, on=DAY, customer=school).source


def test_the_price_of_a_route_and_class_comes_before_the_one_for_any(service):
    tariffs = a_list()
    tariffs.price(service, Decimal(100), by=BY)
    tariffs.price(service, Decimal(120), by=BY, vehicle_class="Buseta")
    tariffs.price(service, Decimal(140), by=BY, vehicle_class="Buseta", route="Armenia – Pereira")
    tariffs.publish(by=BY)

    def asked(**told):
        return price_of(service, on=DAY, **told).amount

    assert asked() == 100
    assert asked(vehicle_class="Bus") == 100
    assert asked(vehicle_class="BUSETA ") == 120
    assert asked(vehicle_class="buseta", route="armenia – pereira") == 140


def test_a_list_in_preparation_or_withdrawn_says_no_price(service):
    tariffs = a_list()
    tariffs.price(service, Decimal(100), by=BY)
    assert price_of(service, on=DAY) is None

    tariffs.publish(by=BY)
    tariffs.withdraw(by=BY, reason="Estaba mal")
    assert price_of(service, on=DAY) is None


def test_a_new_list_ends_the_one_before_and_every_day_keeps_its_price(service):
    first = a_list()
    first.price(service, Decimal(100_050), by=BY)
    first.publish(by=BY)

    second = first.successor(
        by=BY,
        name="General 2027",
        valid_from=date(2027, 1, 1),
        percent=Decimal(5),
        step=Decimal(100),
    )
    second.publish(by=BY)

    assert price_of(service, on=date(2026, 12, 31)).amount == 100_050
    assert price_of(service, on=date(2027, 1, 1)).amount == 105_100
    assert TariffList.objects.get(pk=first.pk).valid_until == date(2026, 12, 31)


def test_a_published_list_is_not_rewritten(service):
    tariffs = a_list()
    tariffs.price(service, Decimal(100), by=BY)
    tariffs.publish(by=BY)

    with pytest.raises(Refusal, match="no se reescribe"):
        tariffs.price(service, Decimal(1), by=BY)
    with pytest.raises(Refusal, match="no se reescribe"):
        tariffs.drop(Tariff.objects.get(), by=BY)


def test_two_general_lists_do_not_begin_on_the_same_day(service):
    for name in ("Una", "Otra"):
        tariffs = a_list(name)
        tariffs.price(service, Decimal(100), by=BY)
        if name == "Una":
            tariffs.publish(by=BY)

    with pytest.raises(Refusal, match="mismo día"):
        tariffs.publish(by=BY)


def test_a_list_that_begins_before_the_next_one_ends_where_that_begins(service):
    """Published later, though it begins earlier: both hold, and no day has two prices."""
    late, early = a_list("2027", date(2027, 1, 1)), a_list("2026", date(2026, 1, 1))
    late.price(service, Decimal(200), by=BY)
    early.price(service, Decimal(100), by=BY)
    late.publish(by=BY)
    early.publish(by=BY)

    assert price_of(service, on=date(2026, 6, 1)).amount == 100
    assert price_of(service, on=date(2027, 6, 1)).amount == 200
    assert TariffList.objects.get(name="2026").valid_until == date(2026, 12, 31)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=5, unique=True),
    st.integers(0, 500),
)
def test_the_price_of_a_day_is_that_of_the_last_list_begun_by_then(make_service, begins, asked):
    Tariff.objects.all().delete()
    TariffList.objects.all().delete()
    service = make_service(f"S{audit.Entry.objects.count()}")
    start = date(2026, 1, 1)
    for offset in begins:
        tariffs = a_list(f"Desde {offset}", start + timedelta(days=offset))
        tariffs.price(service, Decimal(offset + 1), by=BY)
        tariffs.publish(by=BY)

    found = price_of(service, on=start + timedelta(days=asked))

    begun = [offset for offset in begins if offset <= asked]
    assert (found.amount if found else None) == (max(begun) + 1 if begun else None)


@given(st.decimals("0", "99999999", places=2), st.decimals("-50", "100", places=2))
def test_a_raise_is_to_the_nearest_step(price, percent):
    raised_price = raised(price, percent, Decimal(50))

    exact = price * (100 + percent) / 100
    assert raised_price % 50 == 0
    assert abs(raised_price - exact) <= 25
