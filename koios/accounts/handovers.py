"""What someone leaves open when they go, and how another person takes it over.

Each capability adds its own in `apps.py`:

    handovers.add("cases", Handover("cases", _("PQRS abiertas"), count_open, hand_over_open))
"""

from collections.abc import Callable
from dataclasses import dataclass

from koios.core.registry import Registry


@dataclass(frozen=True)
class Handover:
    """A kind of open work: `count(user)`, a number or the records to be counted;
    `hand_over(from_user, to_user, by)`."""

    key: str
    label: str
    count: Callable
    hand_over: Callable
    module: str = ""  # whoever takes it over must be able to edit there


handovers = Registry()
