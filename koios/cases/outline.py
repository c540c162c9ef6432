"""What any list tells of a case, worked out of its own columns: of the record or of a row."""

from django.utils.translation import gettext

from koios.cases import states
from koios.cases.terms import Kind
from koios.core import addresses, calendar


class Outline:
    """A case, or as much of it as a list has read."""

    def get_absolute_url(self):
        return addresses.to("cases:case", self.number)

    @property
    def number_head(self):
        """What comes before the sequence, without the prefix: «2026-» of PQRS-2026-000318."""
        head = self.number.removesuffix(self.number_tail)
        return head[head.find(str(self.year)) :] if str(self.year) in head else head

    @property
    def number_tail(self):
        return self.number.rpartition("-")[2]

    @property
    def short_kind(self):
        return Kind(self.kind).short

    @property
    def is_open(self) -> bool:
        return self.status in states.OPEN

    @property
    def is_paused(self) -> bool:
        return self.paused_on is not None

    @property
    def is_confidential(self) -> bool:
        return self.identity == "confidential"

    @property
    def asked_by(self) -> str:
        """Who asked, as any list may tell it: a reserved name is not told."""
        if self.identity == "anonymous":
            return gettext("Anónimo")
        if self.is_confidential:
            return gettext("Identidad reservada")
        return self.petitioner_name or gettext("Sin nombre")

    def days_left(self, on) -> int:
        """Business days after `on` up to the due date; negative when overdue."""
        if self.due_on is None:
            return 0
        if self.due_on >= on:
            return calendar.business_days_between(on, self.due_on)
        return -calendar.business_days_between(self.due_on, on)
