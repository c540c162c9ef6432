"""What an approved quote led to: a service order, a contract. Each capability above tells its own.

outcomes.register("scheduling.order", lambda quote: Outcome(…) or None)
"""

from dataclasses import dataclass

from koios.core.registry import Registry


@dataclass(frozen=True)
class Outcome:
    """A record that came of a quote: what it is, its number if it has one yet, and what the
    customer may expect."""

    label: str
    number: str
    next: str


_tellers = Registry()
register = _tellers.add


def of(quote) -> list:
    """What came of it so far, in the order in which the capabilities were registered."""
    return [told for tell in _tellers if (told := tell(quote)) is not None]
