"""What any list tells of a contract, worked out of its own columns: of the record or of a row."""

from django.utils.translation import gettext as _

from koios.contracts.states import IN_FORCE, OVER, Status
from koios.core import addresses


class Outline:
    """A contract, or as much of it as a list has read."""

    @property
    def label(self) -> str:
        """«CTO-2026-0012»; a draft has no number until it goes to signing."""
        return self.number or str(_("Borrador"))

    @property
    def ref(self) -> str:
        """How its address names it: its number, or the key of a draft."""
        return self.number or self.key

    def get_absolute_url(self):
        return addresses.to("contracts:contract", self.ref)

    @property
    def headline(self):
        """The first words of what it is about."""
        told = " ".join(self.object.split())
        return told if len(told) <= 90 else f"{told[:89].rsplit(' ', 1)[0]}…"

    @property
    def is_draft(self):
        return self.status == Status.DRAFT

    @property
    def is_in_force(self):
        return self.status in IN_FORCE

    @property
    def is_over(self):
        return self.status in OVER
