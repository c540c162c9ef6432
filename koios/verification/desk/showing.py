"""How a verification looks: its state, what is left, its story and its mails."""

from django.urls import reverse
from django.utils.translation import gettext as _

from koios.core import audit, outbox
from koios.core.files import reference
from koios.core.together import along_each, each
from koios.office import post, trail
from koios.ui.due import Due
from koios.ui.states import State
from koios.ui.story import Event, MailStep
from koios.verification.belonging import SOON
from koios.verification.states import ChecklistStatus, Status

S = Status
LOOKS = {S.PENDING: ("out", 0), S.IN_PROGRESS: ("open", 2), S.DONE: ("done", 4)}
LOOKS_OF_CHECKLISTS = {ChecklistStatus.DRAFT: ("open", 1), ChecklistStatus.IN_USE: ("done", 3)}
ICONS = {"ok": "mail-check", "bad": "mail-x", "retry": "refresh"}
MAIL_TONES = {"ok": "ok", "bad": "bad", "retry": "warn"}


def state_of(verification) -> State:
    """Of the record or of a row."""
    return State(S(verification.status).label, *LOOKS.get(verification.status, ("out", 4)))


def state_of_checklist(checklist) -> State:
    look = LOOKS_OF_CHECKLISTS.get(checklist.status, ("out", 4))
    return State(ChecklistStatus(checklist.status).label, *look)


def due_of(verification, today) -> Due | None:
    """What is left to verify it; nothing once it is over."""
    if not verification.is_open:
        return None
    left = (verification.due_on - today).days
    return Due.of(total=SOON, gone=SOON - left, short=True)


def story_of(verification, user):
    """What happened and which mails left, the latest first."""
    acts, mails = yield from each(_acts(verification, user), _mails(verification))
    return sorted([*acts, *mails], key=lambda event: event.at, reverse=True)


def shown(file) -> dict:
    """A file as `ui/_files.html` wants it."""
    url = reverse("office:file", args=[file.pk, file.name])
    return {"pk": file.pk, "name": file.name, "size": file.size, "url": url}


def _acts(verification, user):
    entries = yield audit.trail(verification).exclude(verb="copy_sent")
    for entry in entries:
        entry.changes = {}  # so that no names are looked up for what is not told
    lines = yield from trail.telling(list(entries), user, known=[verification])
    return [
        Event(line.entry.at, who=line.who, did=line.did, body=line.reason, id=str(line.entry.pk))
        for line in lines
    ]


def _mails(verification):
    if verification.status not in (S.DONE, S.VOIDED):
        return []
    kind, key = reference(verification)
    mails = yield outbox.Message.objects.filter(about_type=kind, about_id=key)
    yield from along_each(list(mails), "attempts")
    return [_mail(one) for one in mails]


def _mail(mail):
    steps = [
        MailStep(step["text"], MAIL_TONES.get(step["tone"], ""), ICONS.get(step["tone"], ""))
        for step in mail.steps()
    ]
    told = {"kind": post.kind_of(mail), "to": ", ".join(mail.recipients)}
    return Event(mail.created_at, did=_("%(kind)s a %(to)s") % told, icon="mail", mail=[steps])
