"""How much of what was verified complies: 100·(C + 0,5·P)/(C + P + NC), None if nothing counts.

Each item weighs one unless the checklist says otherwise; what does not apply counts for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.office.reporting.sums import percent


class Verdict(models.TextChoices):
    COMPLIES = "complies", _("Cumple")
    PARTLY = "partly", _("Cumple en parte")
    DOES_NOT = "does_not", _("No cumple")
    NOT_APPLICABLE = "not_applicable", _("No aplica")


LACKING = (Verdict.PARTLY, Verdict.DOES_NOT)


@dataclass
class Tally:
    """How many items have each verdict, and what they weigh together."""

    complies: int = 0
    partly: int = 0
    does_not: int = 0
    not_applicable: int = 0
    halves: int = 0  # twice the weight of what complies, once that of what complies in part
    weight: int = 0  # of all that counts

    @classmethod
    def of(cls, told: Iterable) -> "Tally":
        """Of pairs of a verdict and a weight; what has no verdict is left out."""
        tally = cls()
        for verdict, weight in told:
            if verdict:
                tally.add(verdict, weight)
        return tally

    def add(self, verdict, weight=1, n=1):
        setattr(self, str(verdict), getattr(self, str(verdict)) + n)
        if verdict != Verdict.NOT_APPLICABLE:
            self.weight += weight * n
            self.halves += {Verdict.COMPLIES: 2, Verdict.PARTLY: 1}.get(verdict, 0) * weight * n

    @property
    def counting(self) -> int:
        return self.complies + self.partly + self.does_not

    @property
    def percent(self) -> Decimal | None:
        """With two decimals, half up."""
        return percent(self.halves, 2 * self.weight)
