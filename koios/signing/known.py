"""Which signed papers are ours, by the hash of their bytes."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.core.signatures import Paper
from koios.signing.models import Revision, SigningRequest, Status


def find(sha256: str) -> Paper | None:
    """The paper that signing keeps under that hash: a revision, the document before any, or the
    evidence of a request."""
    return _revision(sha256) or _evidence(sha256)


def _revision(sha256):
    found = Revision.objects.filter(sha256=sha256).select_related("request", "file").first()
    if found is None:
        return None
    request = found.request
    last = request.revisions.last().number
    is_last = found.number == last
    return Paper(found.file.name, found.at, _said(request, found, last), is_last)


def _evidence(sha256):
    request = SigningRequest.objects.filter(evidence_sha256=sha256).first()
    if request is None:
        return None
    said = _("Es la constancia de firma de «%(title)s».") % {"title": request.title}
    return Paper(request.evidence_file.name, request.evidence_file.created_at, said)


def _said(request, revision, last):
    if revision.number < last:
        count = last - revision.number
        return ngettext(
            "Es una versión anterior de «%(title)s»: después se le agregó una firma.",
            "Es una versión anterior de «%(title)s»: después se le agregaron %(n)s firmas.",
            count,
        ) % {"title": request.title, "n": count}
    if request.status == Status.SIGNED:
        return _("«%(title)s», firmado por todos. Es igual, byte por byte, al original.") % {
            "title": request.title
        }
    if request.is_open:
        return _("«%(title)s» está en firma: aún faltan personas por firmar.") % {
            "title": request.title
        }
    return _("«%(title)s» no llegó a firmarse por todos y no tiene efecto.") % {
        "title": request.title
    }
