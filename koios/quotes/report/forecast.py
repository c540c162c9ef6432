"""What the open quotes may bring, by what came of those before them.

The chance of a quote is the share approved among those that were sent in the last twelve months
and are decided: of its seller and service together where there are at least `ENOUGH` of them, else
of its seller, else of the whole company. Wilson's interval says how sure a share is.

The interval of a sum of quotes brings together, at 95 %, how sure each share is (all quotes that
rest on the same share err together) and that each quote is taken or not (they do that one by one):
the square root of the sum of the squares of both, each side by itself (Zou and Donner's MOVER on
Wilson's limits). It never leaves what is possible: nothing, or all of it.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from koios.quotes.pricing import whole

Z = Decimal("1.959964")  # 95 % of a normal distribution lie within
ENOUGH = 10  # decided quotes on which a share may rest
ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Rate:
    """A share of approved quotes among decided ones; `key` says whose, for two may be alike."""

    approved: int
    decided: int
    key: tuple = ()

    @cached_property
    def value(self) -> Decimal:
        return Decimal(self.approved) / self.decided

    @cached_property
    def interval(self) -> tuple:
        """Wilson's limits of the share, at 95 %."""
        n, square = self.decided, Z * Z
        middle = self.value + square / (2 * n)
        reach = Z * (self.value * (ONE - self.value) / n + square / (4 * n * n)).sqrt()
        low, high = ((middle + side * reach) / (ONE + square / n) for side in (-1, 1))
        return (ZERO if self.approved == 0 else low), (ONE if self.approved == n else high)


@dataclass(frozen=True)
class Open:
    """An open quote, as far as a forecast goes."""

    key: int
    seller: object
    service: object
    value: int
    customer: object = None
    sent_on: object = None


@dataclass(frozen=True)
class Forecast:
    """What some open quotes may bring, in whole pesos."""

    n: int
    value: int
    expected: Decimal
    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, chances) -> "Forecast":
        """`chances` are pairs of a value and the `Rate` that it rests on."""
        chances = list(chances)
        together, alone = defaultdict(int), ZERO
        for value, rate in chances:
            together[rate] += value
            alone += Decimal(value) ** 2 * rate.value * (ONE - rate.value)
        alone *= Z * Z
        expected, under, over = ZERO, alone, alone
        for rate, value in together.items():
            low, high = rate.interval
            expected += value * rate.value
            under += (value * (rate.value - low)) ** 2
            over += (value * (high - rate.value)) ** 2
        total = sum(together.values())
        return cls(
            n=len(chances),
            value=total,
            expected=whole(expected),
            low=whole(max(ZERO, expected - under.sqrt())),
            high=whole(min(Decimal(total), expected + over.sqrt())),
        )


class Rates:
    """The shares of a company: `decided` are rows of a seller, a service, how many of theirs were
    approved and how many decided."""

    def __init__(self, decided):
        self._of = defaultdict(lambda: (0, 0))
        for seller, service, approved, n in decided:
            for key in (("pair", seller, service), ("seller", seller), ("service", service), ()):
                before = self._of[key]
                self._of[key] = (before[0] + approved, before[1] + n)
        self._kept = {}

    def of(self, *key) -> Rate | None:
        """`of("seller", 7)`, `of()` of all; None where nothing is decided."""
        approved, n = self._of.get(key, (0, 0))
        if not n:
            return None
        return self._kept.setdefault(key, Rate(approved, n, key))

    def chance(self, quote: Open) -> Rate | None:
        for key in (("pair", quote.seller, quote.service), ("seller", quote.seller)):
            rate = self.of(*key)
            if rate and rate.decided >= ENOUGH:
                return rate
        return self.of()


class Pipeline:
    """The open quotes of a day and what they may bring."""

    def __init__(self, quotes: list, rates: Rates):
        self.quotes, self.rates = quotes, rates

    def forecast(self, quotes=None) -> Forecast | None:
        """Of all, or of some of them; None where nothing was ever decided."""
        quotes = self.quotes if quotes is None else quotes
        if self.rates.of() is None:
            return None
        return Forecast.of((quote.value, self.rates.chance(quote)) for quote in quotes)

    def by(self, name: str) -> dict:
        """{key: its quotes} by `seller`, `service` or `customer`."""
        found = defaultdict(list)
        for quote in self.quotes:
            found[getattr(quote, name)].append(quote)
        return found
