"""The way out: an original is only ever downloaded, a preview is a copy that we drew."""

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from koios.core.files import pictures
from koios.core.refusals import Refusal

# Whatever a browser makes of the bytes, it does so in a box with nothing in it.
_BOX = "default-src 'none'; sandbox"


def serve(request, file, *, allowed=None):
    """Download an original. `allowed` is for doors that checked already (a token, not a user)."""
    _check(request, file, allowed)
    if file.is_blocked:
        raise Refusal(_("El antivirus aún no deja pasar «{name}».").format(name=file.name))
    try:
        content = file.open()
    except FileNotFoundError:
        raise Refusal(
            _("«{name}» no está en el disco. Avise a quien administra Koios.").format(
                name=file.name
            )
        ) from None
    response = FileResponse(content, content_type=file.type.mime)
    response["Content-Length"] = file.size
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    return _boxed(response)


def serve_preview(request, file, *, side=pictures.LARGE, allowed=None):
    """The copy of a picture, shown in a page."""
    _check(request, file, allowed)
    drawn = file.preview(side) if side in {pictures.LARGE, pictures.SMALL} else None
    if drawn is None:
        raise Http404
    response = HttpResponse(drawn, content_type="image/webp")
    response["Content-Disposition"] = "inline"
    return _boxed(response)


def _check(request, file, allowed):
    if allowed is None:
        allowed = file.may_be_seen_by(request.user)
    if not allowed:
        raise Http404


def _boxed(response):
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _BOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=600"
    return response
