"""The sums of a quote, in whole Colombian pesos, half up (domain 4).

A line's net is quantity × price less its discount, rounded; the tax is worked out once for each
rate on the sum of the lines that carry it, and rounded. Everything is `Decimal`; floats are refused
by the types that come in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

WHOLE = Decimal(1)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Tax:
    """What one category and rate of IVA comes to: `base` and `amount` in pesos."""

    category: str
    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Totals:
    """`net + tax = total`; `taxes` has a row for each category and rate that lines carry."""

    net: Decimal
    tax: Decimal
    total: Decimal
    discount: Decimal
    taxes: tuple


def whole(amount: Decimal) -> Decimal:
    """To whole pesos, half up: 2.5 is 3."""
    return amount.quantize(WHOLE, ROUND_HALF_UP)


def gross_of(quantity: Decimal, price: Decimal) -> Decimal:
    return whole(quantity * price)


def net_of(quantity: Decimal, price: Decimal, discount: Decimal = Decimal(0)) -> Decimal:
    """The net of a line; `discount` in percent."""
    return whole(quantity * price * (HUNDRED - discount) / HUNDRED)


def totals(lines: Iterable) -> Totals:
    """Of lines that have `net`, `gross`, `tax_category` and `tax_rate` (percent)."""
    lines = list(lines)
    bases = {}
    for line in lines:
        key = (line.tax_category, line.tax_rate)
        bases[key] = bases.get(key, Decimal(0)) + line.net
    taxes = tuple(
        Tax(category, rate, base, whole(base * rate / HUNDRED))
        for (category, rate), base in sorted(bases.items(), key=lambda item: (-item[0][1], item[0]))
    )
    net = sum(bases.values(), Decimal(0))
    tax = sum((one.amount for one in taxes), Decimal(0))
    gross = sum((line.gross for line in lines), Decimal(0))
    return Totals(net=net, tax=tax, total=net + tax, discount=gross - net, taxes=taxes)
