"""How a list of tariffs looks on a day: whether it is in force, and from when until when."""

from django.utils.translation import gettext as _

from koios.core import audit
from koios.office import trail
from koios.quotes.models import TariffList
from koios.ui import formats
from koios.ui.states import State
from koios.ui.story import Event

S = TariffList.Status


def state_of(tariffs, today) -> State:
    """Of the record or of a row."""
    if tariffs.status == S.DRAFT:
        return State(S.DRAFT.label, "open", 1)
    if tariffs.status == S.WITHDRAWN:
        return State(S.WITHDRAWN.label, "out", 4)
    if tariffs.valid_from > today:
        return State(_("Por venir"), "open", 2)
    if tariffs.valid_until and tariffs.valid_until < today:
        return State(_("Terminó"), "out", 4)
    return State(_("Rige hoy"), "done", 3)


def validity(tariffs) -> str:
    """«1 ene 2026 – 31 dic 2026», «desde el 1 ene 2026»."""
    since = formats.day(tariffs.valid_from)
    if tariffs.valid_until:
        return f"{since} – {formats.day(tariffs.valid_until)}"
    return _("desde el %(day)s") % {"day": since}


def pesos(amount) -> str:
    """With its cents, where it has any."""
    whole = formats.pesos(int(amount))
    cents = int(amount * 100) % 100
    return f"{whole},{cents:02}" if cents else whole


def fit(tariff) -> str:
    """For which class and route a price is, in words."""
    return ", ".join(filter(None, [tariff.vehicle_class, tariff.route])) or _("Cualquiera")


def offered(service) -> State:
    """Of the record or of a row."""
    if service.active:
        return State(_("Se ofrece"), "done", 3)
    return State(_("Ya no se ofrece"), "out", 4)


def story_of(record, user) -> list:
    """What happened, the latest first, with what changed."""
    lines = trail.told(audit.trail(record).order_by("-sequence"), user, known=[record])
    return [
        Event(line.entry.at, who=line.who, did=_did(line), body=line.reason, id=str(line.entry.pk))
        for line in lines
    ]


def _did(line):
    """What a verb that moves it does to its state is said by the verb itself."""
    if line.entry.verb == "created":
        return line.did
    # The entry and the line tell the same fields in the same order.
    changes = zip(line.entry.changes, line.changes, strict=True)
    told = "; ".join(f"{one.name} {one.words}" for name, one in changes if name != "status")
    return f"{line.did}: {told}" if told else line.did
