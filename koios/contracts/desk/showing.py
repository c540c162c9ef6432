"""How a contract looks: its state, what comes next, its story."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from koios.contracts.clauses import Renewal
from koios.contracts.models import AmendmentStatus, Signing, Status, Version
from koios.core import audit, files
from koios.office import trail
from koios.ui import formats
from koios.ui.states import State
from koios.ui.story import Event

S = Status
LOOKS = {
    S.DRAFT: ("open", 1),
    S.SIGNED: ("done", 3),
    S.ACTIVE: ("done", 3),
    S.SUSPENDED: ("hold", 2),
    S.EXPIRED: ("out", 4),
    S.LIQUIDATED: ("done", 4),
    AmendmentStatus.DRAFT: ("open", 1),
    AmendmentStatus.SIGNED: ("done", 3),
}


def state_of(contract) -> State:
    if contract.status == S.DRAFT and contract.in_signing:
        return State(_("En firma"), "open", 3)
    return State(S(contract.status).label, *LOOKS.get(contract.status, ("out", 4)))


def amendment_state(amendment) -> State:
    if amendment.is_being_signed:
        return State(_("En firma"), "open", 3)
    tone = LOOKS.get(amendment.status, ("out", 4))
    return State(AmendmentStatus(amendment.status).label, *tone)


def end_of(contract, today):
    """When it ends, in a list: the date, and how near it is in words."""
    if not contract.end_on:
        return format_html('<span class="faint">{}</span>', _("Sin fecha"))
    told = formats.day(contract.end_on)
    if contract.status not in (S.SIGNED, S.ACTIVE, S.SUSPENDED):
        return format_html('<span class="quiet">{}</span>', told)
    left = (contract.end_on - today).days
    if left > 90:
        return told
    tone = "bad" if left <= 30 else "warn"
    return format_html('{}<span class="cell-sub due-{}">{}</span>', told, tone, days_left(left))


def days_left(left) -> str:
    if left < 0:
        return _("ya terminó")
    if left == 0:
        return _("termina hoy")
    return _("faltan %(n)s días") % {"n": left} if left != 1 else _("falta 1 día")


def renewal_of(contract):
    """What happens at the end, in a sentence: until when one may speak, what silence brings."""
    if contract.renewal == Renewal.NONE or not contract.end_on:
        return ""
    end = formats.day_full(contract.end_on)
    if contract.renewal == Renewal.AGREED:
        return _("Termina el %(end)s, salvo que las partes acuerden por escrito prorrogarlo.") % {
            "end": end
        }
    if contract.renewal_notice:
        told = {
            "who": contract.renewal_notice.get_side_display().lower(),
            "on": formats.day_full(contract.renewal_notice.on),
            "end": end,
        }
        return _("Termina el %(end)s: %(who)s avisó el %(on)s que no se renueva.") % told
    told = {
        "until": formats.day_full(contract.notice_on or contract.end_on),
        "end": end,
        "next": formats.day_full(contract.next_end_on),
    }
    return (
        _(
            "Si nadie avisa hasta el %(until)s que no se renueva, el %(end)s se prorroga solo "
            "hasta el %(next)s."
        )
        % told
    )


def lineage_of(contract) -> list:
    """What it came from, and what comes of it."""
    told = [
        (_("Cotización"), contract.quote),
        (_("Renueva"), contract.renews),
        (_("Se renueva con"), contract.renewing_quote),
        (_("Lo renueva"), contract.successor),
    ]
    return [(label, record) for label, record in told if record]


def consumer_warning(contract) -> str:
    """What the statute of consumers says of renewals that tie (L1480, 43.14)."""
    if not contract.is_consumer or contract.renewal != Renewal.SILENCE:
        return ""
    return _(
        "El cliente es consumidor: una prórroga automática no puede impedirle retirarse cuando "
        "quiera (Ley 1480 de 2011, art. 43, num. 14). La cláusula debe decirlo."
    )


# What follows is to be heard (`koios.core.together`)


def story_of(record, user):
    """What happened, the latest first, from the trail."""
    entries = audit.trail(record).order_by("-sequence")
    lines = yield from trail.telling(entries, user, known=[record])
    return [
        Event(line.entry.at, who=line.who, did=line.did, body=line.reason, id=str(line.entry.pk))
        for line in lines
    ]


def files_of(record):
    """Its annexes: neither what was set nor what was signed, which stand with their version."""
    signed = Signing.objects.filter(version__contract=record.contract).values("file")
    own = files.File.for_record(record).filter(document=None)
    annexes = yield own.exclude(pk__in=signed)
    return [_shown(file) for file in annexes]


def versions_of(record):
    """Each paper that went to be signed: its file, what became of it."""
    versions = yield Version.objects.of(record)
    told = []
    for version in versions:
        signing = getattr(version, "signing", None)
        told.append(
            {
                "version": version,
                "file": _shown(version.document.file),
                "signing": signing,
                "signed": signing and _shown(signing.file),
                "evidence": signing and _shown(signing.evidence),
            }
        )
    return told


def _shown(file):
    """A file with its address; nothing of none."""
    return file and {
        "name": file.name,
        "size": file.size,
        "url": reverse("office:file", args=[file.pk, file.name]),
    }
