"""What any list tells of a quote, worked out of its own columns: of the record or of a row."""

from django.utils.translation import gettext as _

from koios.core import addresses
from koios.quotes.states import Status


class Outline:
    """A quote, or as much of it as a list has read."""

    def get_absolute_url(self):
        return addresses.to("quotes:quote", self.ref)

    @property
    def label(self) -> str:
        """«COT-2026-0012», «COT-2026-0012 v2»; a draft has no number."""
        if self.number is None:
            return _("Borrador")
        return self.number if self.version == 1 else f"{self.number} v{self.version}"

    @property
    def ref(self) -> str:
        """How its address names it: number and version, or the key of a draft."""
        return f"{self.number}-v{self.version}" if self.number else self.key

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_open(self) -> bool:
        return self.status in (Status.DRAFT, Status.SENT)
