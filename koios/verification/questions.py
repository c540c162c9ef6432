"""What a checklist asks, item by item, as it stands in its row and in each verification."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.refusals import Refusal
from koios.verification.compliance import Verdict


class Kind(models.TextChoices):
    """How an item is answered."""

    COMPLIANCE = "compliance", gettext_lazy("Cumple, en parte, no cumple")
    MEASURE = "measure", gettext_lazy("Una medida, con su meta")
    CHOICE = "choice", gettext_lazy("Una decisión entre varias")


class Better(models.TextChoices):
    HIGHER = "higher", gettext_lazy("Por lo menos la meta")
    LOWER = "lower", gettext_lazy("A lo sumo la meta")


@dataclass(frozen=True)
class Question:
    """One item. `code` stays the same from version to version, so that years can be compared; a
    measure has a `target` and may have `partly_from`, up to where it still complies in part."""

    code: str
    statement: str
    section: str = ""
    kind: str = Kind.COMPLIANCE
    weight: int = 1
    evidence: str = ""  # what is looked at
    needs_file: bool = False
    proves: str = ""  # the requirement or the clause
    unit: str = ""
    better: str = Better.HIGHER
    target: Decimal | None = None
    partly_from: Decimal | None = None
    options: tuple[str, ...] = ()

    def __post_init__(self):
        if self.kind == Kind.MEASURE and self.target is None:
            raise Refusal(_("El ítem %(code)s mide algo: escriba su meta.") % {"code": self.code})
        if self.kind == Kind.CHOICE and len(self.options) < 2:
            raise Refusal(
                _("El ítem %(code)s es una decisión: escriba al menos dos opciones.")
                % {"code": self.code}
            )
        if self.partly_from is not None and self._reaches(self.partly_from, self.target):
            raise Refusal(
                _("En el ítem %(code)s, «en parte» debe quedar por debajo de cumplir la meta.")
                % {"code": self.code}
            )

    @classmethod
    def from_json(cls, told: dict) -> "Question":
        for name in ("target", "partly_from"):
            if told.get(name) is not None:
                told = {**told, name: Decimal(told[name])}
        return cls(**{**told, "options": tuple(told.get("options", ()))})

    def as_json(self) -> dict:
        told = asdict(self) | {"options": list(self.options)}
        for name in ("target", "partly_from"):
            told[name] = None if told[name] is None else str(told[name])
        return {
            name: str(v) if isinstance(v, models.TextChoices) else v for name, v in told.items()
        }

    def verdict_of(self, value: Decimal) -> Verdict:
        """What a measured value amounts to."""
        if self._reaches(value, self.target):
            return Verdict.COMPLIES
        if self.partly_from is not None and self._reaches(value, self.partly_from):
            return Verdict.PARTLY
        return Verdict.DOES_NOT

    def _reaches(self, value, mark):
        return value >= mark if self.better == Better.HIGHER else value <= mark
