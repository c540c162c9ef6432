"""How a finding looks: its state, what is left to treat it, what happened to it."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koios.actions.models import Finding
from koios.core import audit, calendar
from koios.office import trail
from koios.ui.deadline import Deadline
from koios.ui.due import Due
from koios.ui.states import State
from koios.ui.story import Event

S = Finding.Status
LOOKS = {S.OPEN: ("open", 1), S.IN_TREATMENT: ("open", 2), S.CLOSED: ("done", 4)}
NEXT_STEP = {
    S.OPEN: gettext_lazy("Empezar a tratarlo"),
    S.IN_TREATMENT: gettext_lazy("Cerrarlo con su evidencia"),
}


def state_of(finding) -> State:
    return State(S(finding.status).label, *LOOKS.get(finding.status, ("out", 4)))


def due_of(finding, today) -> Due | None:
    """What is left to treat it; nothing once it is over."""
    if not finding.is_open:
        return None
    total, gone = _gone(finding, today)
    due = Due.of(total=total, gone=gone, short=True)
    if due.left < 0:
        late = ngettext("Vencido hace %(n)s día", "Vencido hace %(n)s días", -due.left)
        due = replace(due, label=late % {"n": -due.left})
    return due


def deadline_of(finding, today) -> Deadline | None:
    if not finding.is_open:
        return None
    total, gone = _gone(finding, today)
    deadline = Deadline.running(finding.due_on, total=total, gone=gone)
    if deadline.due.left < 0:
        deadline = replace(deadline, due=replace(deadline.due, label=_("vencido")))
    return deadline


def story_of(finding, user) -> list:
    """What happened, the latest first, from the trail."""
    entries = audit.trail(finding).order_by("-sequence")
    lines = trail.told(entries, user, known=[finding])
    return [
        Event(line.entry.at, who=line.who, did=_did(line), body=line.reason, id=str(line.entry.pk))
        for line in lines
    ]


def files_of(finding) -> list:
    return [
        {
            "name": file.name,
            "size": file.size,
            "url": reverse("office:file", args=[file.pk, file.name]),
        }
        for file in finding.attachments().select_related("blob")
    ]


def _did(line):
    """«lo entregó a Andrea Ruiz»: who received it stands among what changed."""
    if line.entry.verb == "handed_over" and line.changes:
        return _("%(did)s: %(person)s") % {"did": line.did, "person": line.changes[0].after}
    return line.did


def _gone(finding, today):
    """The business days to treat it, and those that are gone."""
    total = calendar.business_days_between(finding.found_on, finding.due_on) or 1
    if finding.due_on >= today:
        return total, total - calendar.business_days_between(today, finding.due_on)
    return total, total + (calendar.business_days_between(finding.due_on, today) or 1)
