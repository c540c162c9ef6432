"""What any list tells of a customer, worked out of its own columns: of the record or of a row."""

from koios.core import addresses
from koios.customers import places
from koios.customers.identity import Document
from koios.ui.states import State

STATES = {
    "prospect": ("open", 1),
    "active": ("done", 3),
    "inactive": ("out", 4),
    "merged": ("out", 4),
}


class Outline:
    """A customer, or as much of it as a list has read."""

    def __str__(self):
        return self.trade_name or self.legal_name

    def get_absolute_url(self):
        return addresses.to("customers:customer", self.pk)

    @property
    def document(self) -> Document | None:
        if not self.document_number:
            return None
        return Document(self.document_type, self.document_number)

    @property
    def place(self):
        return places.named(self.municipality)

    @property
    def state(self) -> State:
        return State(self.Status(self.status).label, *STATES[self.status])
