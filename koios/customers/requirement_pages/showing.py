"""How a requirement looks: its state, whether it is met, what happened to it."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from koios.core import audit
from koios.core.files import File
from koios.customers.requirements import Requirement
from koios.office import trail
from koios.ui import formats
from koios.ui.states import State
from koios.ui.story import Event

S = Requirement.Status
LOOKS = {
    S.NEW: ("out", 0),
    S.STUDIED: ("open", 2),
    S.AGREED: ("done", 3),
}


def state_of(requirement) -> State:
    return State(S(requirement.status).label, *LOOKS.get(requirement.status, ("out", 4)))


def met_of(requirement):
    """«Se cumple, 3 nov 2026»: how its last verification came out, or that there was none."""
    if requirement.verified_on is None:
        return _("Sin verificar") if requirement.status == S.AGREED else ""
    word = _("Se cumple") if requirement.is_met else _("No se cumple")
    tone = "ok" if requirement.is_met else "bad"
    return format_html(
        '<span class="pill pill-{}">{}</span> <span class="quiet nowrap">{}</span>',
        tone,
        word,
        formats.day(requirement.verified_on),
    )


def story_of(requirement, user) -> list:
    """What happened, the latest first, from the trail."""
    entries = audit.trail(requirement).order_by("-sequence")
    lines = trail.told(entries, user, known=[requirement])
    return [
        Event(line.entry.at, who=line.who, did=line.did, body=line.reason, id=str(line.entry.pk))
        for line in lines
    ]


def files_of(requirement) -> list:
    return [
        {
            "name": file.name,
            "size": file.size,
            "url": reverse("office:file", args=[file.pk, file.name]),
        }
        for file in File.for_record(requirement)
    ]
