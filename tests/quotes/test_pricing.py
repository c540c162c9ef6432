"""The sums of a quote: the oracles of domain 4, and a slow plain count beside the quick one."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koios.quotes import pricing
from koios.quotes.models import QuoteLine, TaxCategory

RATES = {"excluded": 0, "exempt": 0, "reduced": 5, "general": 19}


def line(quantity, price, category, discount="0"):
    quantity, price, discount = Decimal(quantity), Decimal(price), Decimal(discount)
    return QuoteLine(
        quantity=quantity,
        price=price,
        discount=discount,
        tax_category=category,
        tax_rate=Decimal(RATES[category]),
        net=pricing.net_of(quantity, price, discount),
    )


ORACLES = {
    "twelve trips, excluded": ([line(12, 350_000, "excluded")], 4_200_000, [], 4_200_000),
    "a discount and two rates": (
        [line(3, 125_333, "general", "7.5"), line(1, 99_999, "reduced")],
        447_798,
        [66_082, 5_000],
        518_880,
    ),
    "excluded, general and exempt": (
        [
            line(22, 180_500, "excluded", "5"),
            line(2, 250_000, "general"),
            line(1, 80_000, "exempt"),
        ],
        4_352_450,
        [95_000],
        4_447_450,
    ),
}


@pytest.mark.parametrize("name", ORACLES)
def test_the_sums_are_those_of_the_oracle(name):
    lines, net, taxes, total = ORACLES[name]

    sums = pricing.totals(lines)

    assert sums.net == net
    assert [tax.amount for tax in sums.taxes if tax.amount] == taxes
    assert sums.total == total


@pytest.mark.parametrize(
    "amount, whole", [("17850.5", 17_851), ("2.5", 3), ("3.5", 4), ("2.4999", 2)]
)
def test_half_a_peso_goes_up(amount, whole):
    assert pricing.whole(Decimal(amount)) == whole


def test_exempt_and_excluded_stand_apart_though_both_come_to_nothing():
    sums = pricing.totals([line(1, 1000, "excluded"), line(1, 500, "exempt")])

    assert {tax.category: tax.base for tax in sums.taxes} == {"excluded": 1000, "exempt": 500}


def plain_round(value: Fraction) -> int:
    """Half up, the way it is done on paper."""
    return int((value * 2 + 1) // 2)


some_lines = st.lists(
    st.builds(
        line,
        st.decimals("0.001", "9999", places=3),
        st.decimals("0", "99999999", places=2),
        st.sampled_from(list(RATES)),
        st.decimals("0", "100", places=2),
    ),
    max_size=12,
)


@given(some_lines)
def test_the_sums_are_those_of_plain_fractions(lines):
    nets, bases = [], {}
    for one in lines:
        exact = Fraction(one.quantity) * Fraction(one.price) * (100 - Fraction(one.discount)) / 100
        nets.append(plain_round(exact))
        bases[one.tax_category] = bases.get(one.tax_category, 0) + nets[-1]
    tax = sum(plain_round(Fraction(base * RATES[key], 100)) for key, base in bases.items())

    sums = pricing.totals(lines)

    assert (sums.net, sums.tax, sums.total) == (sum(nets), tax, sum(nets) + tax)


def test_the_rate_of_a_category_is_that_of_the_settings(db, nora):
    from koios.core import settings

    settings.put("quotes.vat_general", "16", by=nora, reason="Cambió la ley")

    assert TaxCategory.GENERAL.rate == 16
    assert TaxCategory.EXCLUDED.rate == 0
