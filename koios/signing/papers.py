"""What stands on the sheet of signatures, on each stamp, and on the evidence."""

import re

from django.template.defaultfilters import slugify
from django.utils.translation import gettext as _

from koios.core import audit, clock
from koios.core.documents import compile, letterhead
from koios.core.signatures import Mark, Place, identity
from koios.signing.states import Kind
from koios.ui import formats

SIZE = (82, 38)  # of a place, in mm
LEFT, RIGHT, STEP = 23, 111, 42
FIRST_PAGE, OTHER_PAGES = (108, 3), (32, 5)  # where its rows begin, and how many it has
STROKES = re.compile(
    r"(?:\d{1,3},\d{1,3}(?: \d{1,3},\d{1,3})*)(?:;\d{1,3},\d{1,3}(?: \d{1,3},\d{1,3})*)*"
)
BOX = (600, 200)  # in which a signature is drawn


def sheet_of(request) -> tuple[bytes, list]:
    """The sheet that is added to the document, and the places on it."""
    pages, places = [], []
    signers = sorted(request.to_sign, key=lambda one: one.place)
    for signer, (page, x, y) in zip(signers, _spots(), strict=False):
        if page == len(pages):
            pages.append([])
        pages[page].append(
            {
                "x": x,
                "y": y,
                "width": SIZE[0],
                "height": SIZE[1],
                "title": f"{signer.place}. {_for_place(signer.kind)}",
                "note": signer.get_side_display(),
            }
        )
        places.append(Place(signer.field, page, x, y, *SIZE))
    told = {
        "company": letterhead(),
        "title": _("Firmas"),
        "text": _(
            "Esta hoja se agregó al documento antes de la primera firma. Cada firma es "
            "electrónica, va en el archivo y cubre todo lo anterior: "
            "cualquier cambio posterior se detecta."
        ),
        "facts": [
            {"label": _("Documento"), "value": request.title},
            {"label": _("Huella SHA-256"), "value": request.document.sha256},
            {"label": _("Proceso"), "value": request.key},
        ],
        "pages": pages,
    }
    return compile("core/sheet.typ", told, at=request.asked_at), places


def mark_of(signature, current) -> Mark:
    """What the stamp of a signature shows."""
    signer = signature.signer
    who = " · ".join(filter(None, [signature.document, signature.capacity]))
    return Mark(
        name=signature.name,
        lines=(
            who,
            _("%(act)s el %(at)s, hora de Bogotá")
            % {
                "act": _("Aprobado") if signer.kind == Kind.APPROVER else _("Firmado"),
                "at": formats.moment(signature.at),
            },
        ),
        note=_("Sobre SHA-256 %(hash)s…") % {"hash": current.sha256[:40]},
        drawn=svg_of(signature.drawn),
    )


def reason_of(signature) -> str:
    """What the signature in the file says of itself, in the words of who reads files."""
    signer = signature.signer
    act = _("Aprueba") if signer.kind == Kind.APPROVER else _("Firma")
    return f"{act}: {signature.document}, {signature.capacity} ({signer.get_side_display()})"


def svg_of(strokes: str) -> str:
    """A signature drawn by hand; nothing when they typed their name."""
    if not STROKES.fullmatch(strokes):
        return ""
    lines = "".join(f'<polyline points="{stroke}"/>' for stroke in strokes.split(";"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BOX[0]} {BOX[1]}" fill="none" '
        f'stroke="#1c2541" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">'
        f"{lines}</svg>"
    )


def file_name(request, number) -> str:
    """`contrato-cto-2026-0003-firmado-2.pdf`"""
    last = number and number == len(request.to_sign)
    suffix = _("firmado") if last else _("firmas-%(n)s") % {"n": number}
    return f"{slugify(request.title)[:80]}-{suffix}.pdf"


def evidence_name(request) -> str:
    return _("constancia-%(title)s.pdf") % {"title": slugify(request.title)[:80]}


def evidence_of(request) -> dict:
    """The frozen data of the evidence."""
    revisions = list(request.revisions.select_related("signature"))
    who = identity.current()
    return {
        "title": _("Constancia de firma electrónica"),
        "lead": request.title,
        "facts": [
            {"label": _("Proceso"), "value": request.key},
            {"label": _("Documento base"), "value": request.document.name},
            {"label": _("SHA-256 del documento base"), "value": request.base_sha256},
            {"label": _("SHA-256 del documento firmado"), "value": revisions[-1].sha256},
            {"label": _("Completado"), "value": _at(request.signed_at)},
            {"label": _("Certificado con que se sella"), "value": f"{who.name}, {who.fingerprint}"},
        ],
        "method_label": _("Acuerdo sobre el método"),
        "method": request.method,
        "people_label": _("Quiénes firmaron y cómo se sabe"),
        "people": [_person(signature) for signature in request.signatures.select_related("signer")],
        "revisions_label": _("El archivo, firma por firma"),
        "revisions": [_revision(revision) for revision in revisions],
        "story_label": _("Qué pasó"),
        "story": _story(request),
        "law_label": _("Sustento"),
        "law": _(
            "Ley 527 de 1999, arts. 7, 10, 11, 12 y 14, y Decreto 2364 de 2012: el método "
            "identifica a quien firma por datos que son solo suyos, fue acordado por las partes y "
            "deja ver cualquier alteración posterior. El documento base es, byte por byte, el "
            "comienzo del archivo firmado."
        ),
    }


def _person(signature):
    signer = signature.signer
    rows = [
        (_("Documento"), signature.document),
        (_("Calidad"), f"{signature.capacity}. {signer.get_side_display()}"),
        (_("Acto"), _("Aprobó") if signer.kind == Kind.APPROVER else _("Firmó")),
        (_("Cuándo"), _at(signature.at)),
        (_("Cómo se identificó"), _identified(signature)),
        (_("Desde"), signature.ip),
        (_("Navegador"), signature.agent),
        (_("Lo que aceptó"), signature.consent),
        (_("SHA-256 de lo que leyó"), signature.seen_sha256),
    ]
    return {
        "name": signature.name,
        "drawn": svg_of(signature.drawn),
        "facts": [{"label": label, "value": value} for label, value in rows if value],
    }


def _identified(signature):
    if signature.method == signature.Method.SESSION:
        return _("Con su propia sesión en Koios, cuenta %(email)s") % {"email": signature.email}
    return _("Código de un solo uso enviado a %(email)s el %(sent)s y usado el %(used)s") % {
        "email": signature.email,
        "sent": _at(signature.code_sent_at),
        "used": _at(signature.code_used_at),
    }


def _revision(revision):
    what = revision.signature.name if revision.signature else _("Hoja y campos de firma")
    return [str(revision.number), what, _at(revision.at), revision.sha256]


def _story(request):
    """Each act of the trail with its instant and the hash that it left in the chain."""
    signers = {str(one.pk): one for one in request.signers.all()}
    entries = audit.Entry.objects.filter(
        subject_type="signing.signer", subject_id__in=signers
    ).order_by("sequence")
    words = {
        "seated": _("%(who)s: fue llamado a firmar"),
        "invited": _("%(who)s: se le envió el enlace"),
        "invited_again": _("%(who)s: se le envió otra vez el enlace"),
        "reminded": _("%(who)s: se le recordó"),
        "opened": _("%(who)s: abrió el documento y pidió el código"),
        "signed": _("%(who)s: firmó"),
        "approved": _("%(who)s: aprobó"),
        "delegated": _("%(who)s: delegó en otra persona"),
        "replaced": _("%(who)s: fue reemplazado"),
    }
    copies = {key for key, one in signers.items() if one.kind == Kind.COPY}
    return [
        [
            _at(entry.at),
            words[entry.verb] % {"who": signers[entry.subject_id]},
            f"{entry.sequence}: {entry.hash[:16]}",
        ]
        for entry in entries
        if entry.verb in words and entry.subject_id not in copies
    ]


def _at(instant):
    """To the second: this is evidence."""
    here = clock.local(instant)
    return f"{formats.day(here)}, {here:%H:%M:%S} (UTC-5)"


def _spots():
    page, (top, rows) = 0, FIRST_PAGE
    while True:
        for row in range(rows):
            for x in (LEFT, RIGHT):
                yield page, x, top + row * STEP
        page, (top, rows) = page + 1, OTHER_PAGES


def _for_place(kind):
    return _("Aprobación pendiente") if kind == Kind.APPROVER else _("Firma pendiente")
