"""How a quote and a request look: their state, and what happened to them."""

from koios.core import audit
from koios.office import trail
from koios.quotes.models import Need, Status
from koios.ui.due import Due
from koios.ui.states import State
from koios.ui.story import Event

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


def story_of(record, user) -> list:
    """What happened, the latest first, from the trail."""
    lines = trail.told(audit.trail(record).order_by("-sequence"), user, known=[record])
    return [
        Event(line.entry.at, who=line.who, did=line.did, body=line.reason, id=str(line.entry.pk))
        for line in lines
    ]
