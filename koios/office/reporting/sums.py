"""The sums that reports are made of, with two decimals, half up; what rests on nothing is None."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Spread:
    """How long answers took: mean, median, and the time within which nine of ten came."""

    mean: Decimal | None
    median: Decimal | None
    p90: Decimal | None

    @classmethod
    def of(cls, days):
        days = sorted(days)
        return cls(ratio(sum(days), len(days)), quantile(days, 50), quantile(days, 90))

    def told(self):
        return {name: number(getattr(self, name)) for name in ("mean", "median", "p90")}


def quantile(ordered: list, share: int) -> Decimal | None:
    """The value below which so many percent lie, straight between the two nearest ones."""
    if not ordered:
        return None
    whole, rest = divmod((len(ordered) - 1) * share, 100)
    low, high = ordered[whole], ordered[min(whole + 1, len(ordered) - 1)]
    return rounded(Decimal(low) + Decimal(high - low) * rest / 100)


def percent(part: int, whole: int) -> Decimal | None:
    return ratio(100 * part, whole)


def ratio(total: int, n: int) -> Decimal | None:
    return rounded(Decimal(total) / n) if n else None


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def number(value: Decimal | None) -> float | None:
    """As JSON knows numbers."""
    return None if value is None else float(value)
