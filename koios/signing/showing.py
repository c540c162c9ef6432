"""What the page of a record shows of its paper in signing: who has signed, and what can be done."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.signing.desk.acts import ACTS, OF_SIGNERS
from koios.signing.models import Kind, SigningRequest, Status, Step
from koios.ui import formats
from koios.ui.states import State

LOOKS = {
    Status.PREPARING: ("open", 1),
    Status.OPEN: ("open", 2),
    Status.SIGNED: ("done", 4),
    Step.WAITING: ("out", 0),
    Step.INVITED: ("open", 2),
    Step.INFORMED: ("done", 4),
}


@dataclass(frozen=True)
class Row:
    """A signer: where they stand, and what can be done."""

    name: str
    about: str
    state: State
    when: str
    acts: list = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    name: str
    size: int
    url: str


@dataclass(frozen=True)
class Panel:
    """The last request about a record."""

    state: State
    note: str
    when: str
    why: str
    rows: list
    files: list
    acts: list
    own_url: str = ""
    before: str = ""


def panel_of(record, user):
    """The panel, or None when nothing of it was ever asked to be signed. Something to be heard
    (`koios.core.together`)."""
    requests = yield SigningRequest.for_record(record).select_related("evidence_file__blob")[:5]
    if not requests:
        return None
    request = requests[0]
    manages = request.subject.may_manage(user, request.subject_id)
    signers, revisions = yield (
        request.signers.select_related("user"),
        request.revisions.select_related("file__blob"),
    )
    for signer in signers:
        signer.request = request
    return Panel(
        state=_state(request),
        note=_progress(signers),
        when=_when(request),
        why=request.why,
        rows=[_row(signer, user, manages) for signer in signers],
        files=_papers(request, list(revisions)),
        acts=_offered(ACTS, request, user) if manages else [],
        own_url=_own(signers, user),
        before=_before(len(requests) - 1),
    )


def _state(record):
    return State(record.get_status_display(), *LOOKS.get(record.status, ("out", 4)))


def _row(signer, user, manages):
    about = [signer.get_side_display(), signer.capacity]
    if signer.kind == Kind.APPROVER:
        about.insert(0, signer.get_kind_display())
    return Row(
        name=signer.name,
        about=" · ".join(filter(None, about)),
        state=State(_step(signer), *_look(signer)),
        when=_told(signer),
        acts=_offered(OF_SIGNERS, signer, user) if manages else [],
    )


def _look(signer):
    if signer.status == Step.SIGNED:
        return "done", 4
    return LOOKS.get(signer.status, ("out", 4))


def _step(signer):
    if signer.status == Step.SIGNED and signer.kind == Kind.APPROVER:
        return _("Aprobó")
    if signer.status == Step.INVITED and signer.opened_at:
        return _("Abrió y no ha firmado")
    if signer.kind == Kind.COPY and signer.status == Step.WAITING:
        return _("Recibirá copia")
    return signer.get_status_display()


def _told(signer):
    if signer.done_at and signer.status != Step.RELEASED:
        return ". ".join(filter(None, [formats.moment_short(signer.done_at), signer.why]))
    if signer.status == Step.INVITED:
        return _("%(email)s, desde %(when)s") % {
            "email": signer.email,
            "when": formats.moment_within(signer.invited_at),
        }
    return ""


def _offered(acts, record, user):
    _first, found = acts.offered(record, user)
    return found


def _papers(request, revisions):
    found = [one.file for one in revisions[-1:]]
    if request.evidence_file_id:
        found.append(request.evidence_file)
    return [
        Paper(file.name, file.size, reverse("office:file", args=[file.pk, file.name]))
        for file in found
    ]


def _own(signers, user):
    mine = [one for one in signers if one.user_id == user.pk and one.status == Step.INVITED]
    return mine[0].public_url if mine and mine[0].kind != Kind.COPY else ""


def _progress(signers):
    counted = [one for one in signers if one.kind != Kind.COPY and one.place]
    counted = [one for one in counted if one.status not in (Step.DELEGATED, Step.REPLACED)]
    done = sum(one.status == Step.SIGNED for one in counted)
    return _("%(done)s de %(all)s") % {"done": done, "all": len(counted)}


def _when(request):
    if request.is_open:
        return _("Hasta el %(day)s") % {"day": formats.day(request.expires_on)}
    at = request.signed_at or request.ended_at
    return formats.moment(at) if at else ""


def _before(count):
    if not count:
        return ""
    return ngettext(
        "Antes se envió a firma una vez.", "Antes se envió a firma %(n)s veces.", count
    ) % {"n": count}
