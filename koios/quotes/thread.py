"""Where a request or a quote stands on the thread: what it came from, and what came of it.

What comes before a quote and after it is told by the capabilities above:

    thread.earlier.add("contract", step_of)   # generator(quote, user) -> Step | None
    thread.later.add("orders", step_of)   # generator(quote, user, current) -> Step | None

where `current` is the key of the record that is looked at. All of it is to be heard
(`koios.core.together`).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from koios.core.registry import Registry
from koios.core.together import each
from koios.quotes.models import Quote, Status

earlier = Registry()
later = Registry()

# The version that counts among those of a request: the one that was taken, else the last one
RANK = {Status.APPROVED: 2, Status.SENT: 1}
# Nothing comes of these
OVER = (Status.REJECTED, Status.EXPIRED, Status.VOIDED, Status.SUPERSEDED)


@dataclass(frozen=True)
class Step:
    """A stage of the thread: the record that stands there, or what it will be."""

    stage: str
    text: str
    url: str = ""
    is_current: bool = False
    is_next: bool = False
    order: int = 100


def of_need(need, user):
    """The steps of a request."""
    quotes = yield Quote.objects.visible_to(user).filter(need=need).order_by("-pk")
    quote = max(quotes, key=lambda one: RANK.get(one.status, 0), default=None)
    told = [_need(need, is_current=True), _quote(quote) if quote else _to_quote(need)]
    return [step for step in [*told, *(yield from _after(quote, user))] if step]


def of_quote(quote, user, *, current="quote"):
    """The steps of a quote. `current`: «quote», or the key in `later` of what is looked at."""
    told = yield from each(*(tell(quote, user) for tell in earlier))
    told += [_need(quote.need), _quote(quote, is_current=current == "quote")]
    return [step for step in [*told, *(yield from _after(quote, user, current))] if step]


def _need(need, is_current=False):
    if need is None:
        return None
    return Step(_("Solicitud"), need.number, need.get_absolute_url(), is_current)


def _quote(quote, is_current=False):
    told = f"{quote.label}, {quote.get_status_display().lower()}"
    if quote.is_draft:
        told = _("en borrador")
    return Step(_("Cotización"), told, quote.get_absolute_url(), is_current)


def _to_quote(need):
    return Step(_("Cotización"), _("por hacer"), is_next=True) if need.is_open else None


def _after(quote, user, current=""):
    """What came of it, in the order of the thread; nothing of one that was not taken."""
    if quote is None or quote.status in OVER:
        return []
    steps = yield from each(*(tell(quote, user, current) for tell in later))
    return sorted(filter(None, steps), key=lambda step: step.order)
