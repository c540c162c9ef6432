"""How a quote and a request look: their state, and what is left of a validity."""

from koios.quotes.models import Need, Status
from koios.ui.due import Due
from koios.ui.states import State

LOOKS = {
    Status.DRAFT: ("open", 1),
    Status.SENT: ("open", 2),
    Status.APPROVED: ("done", 4),
    Need.Status.OPEN: ("open", 1),
    Need.Status.QUOTED: ("done", 4),
}


def state_of(record) -> State:
    return State(record.get_status_display(), *LOOKS.get(record.status, ("out", 4)))


def due_of(quote, today) -> Due | None:
    """What is left of the validity of a quote that waits for its answer."""
    if quote.status != Status.SENT:
        return None
    total = (quote.valid_until - quote.sent_on).days
    return Due.of(total=total, gone=(today - quote.sent_on).days, short=True)
