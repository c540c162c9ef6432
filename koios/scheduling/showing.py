"""How a service order looks: where it stands, its day in words, what happened to it."""

from datetime import date

from django.utils.html import format_html
from django.utils.translation import gettext as _

from koios.core import audit
from koios.office import trail
from koios.scheduling.models import ServiceOrder
from koios.ui import formats
from koios.ui.states import State
from koios.ui.story import Event

S = ServiceOrder.Status
LOOKS = {S.REQUESTED: ("open", 1), S.SCHEDULED: ("open", 3), S.RENDERED: ("done", 4)}


def state_of(order) -> State:
    return State(S(order.status).label, *LOOKS.get(order.status, ("out", 4)))


def asked_for(order) -> str:
    """When the customer wants it: «1 dic», «1 dic a 15 dic», «desde el 1 dic»."""
    first = order.asked_from and formats.day_short(order.asked_from)
    last = order.asked_until and formats.day_short(order.asked_until)
    if first and last and first != last:
        return _("%(first)s a %(last)s") % {"first": first, "last": last}
    if first and last:
        return first
    if first:
        return _("desde el %(day)s") % {"day": first}
    return _("hasta el %(day)s") % {"day": last} if last else ""


def day_of(order, today) -> str:
    """Its day in a list, and what is missing."""
    if order.status == S.REQUESTED:
        late = (order.asked_from or today) < today
        told = _("Ya pasó la fecha pedida") if late else _("Sin fecha")
        asked = asked_for(order)
        return format_html(
            '<span class="{}">{}</span>{}',
            "due-late" if late else "faint",
            told,
            # On a phone this stands in the place of the column
            format_html(' <span class="asked">{}</span>', _("Pedida: %s") % asked) if asked else "",
        )
    if order.scheduled_on is None:
        return ""
    told = when(order)
    if not order.is_unregistered(today):
        return told
    return format_html(
        '{} <span class="cell-sub due-late">{}</span>', told, _("Falta decir si se prestó")
    )


def when(order) -> str:
    """«jueves 26 nov, 5:00 a. m.»"""
    day = f"{formats.weekday(order.scheduled_on)} {formats.day_short(order.scheduled_on)}"
    return f"{day}, {formats.hour(order.hour)}" if order.hour else day


def story_of(order, user):
    """What happened, the latest first, from the trail. Something to be heard
    (`koios.core.together`)."""
    entries = audit.trail(order).order_by("-sequence")
    lines = yield from trail.telling(entries, user, known=[order])
    return [_event(line, order) for line in lines]


def _event(line, order):
    """«la programó para el jueves 26 de noviembre, SXT 902», with what had been warned of."""
    entry = line.entry
    if entry.verb == "opened":
        did = _("aprobó la cotización %(number)s, y quedó la orden")
        return Event(entry.at, who=str(order.customer), did=did % {"number": order.quote.label})
    facts = entry.facts if isinstance(entry.facts, dict) else {}
    return Event(
        entry.at,
        who=line.who,
        did=", ".join([line.did, *_new(entry.changes)]),
        body="\n".join(filter(None, [line.reason, *facts.get("warned", ())])),
        id=str(entry.pk),
    )


def _new(changes):
    """The day and the vehicle that it was given; who drives stands beside the trail."""
    day, vehicle = (changes.get(name, (None, None))[1] for name in ("scheduled_on", "vehicle"))
    if day:
        yield formats.day_long(date.fromisoformat(str(day)))
    if vehicle:
        yield vehicle
