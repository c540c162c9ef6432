"""Pages for what went wrong: what happened, what was kept, what to do. Nothing of the inside."""

import re

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
SECRET = re.compile(r"password|token|secret|otp|clave|^(\w+_)?code$")  # not the code of a service
WORTH_KEEPING = 20  # characters; shorter texts are typed again in a moment


def bad_request(request, exception):
    if isinstance(exception, TOO_BIG):
        return _page(
            request,
            413,
            _("Es demasiado grande"),
            _(
                "Lo que envió pasa del tamaño que recibimos. Vuelva atrás: su texto sigue en la "
                "página. Envíe menos archivos o archivos más livianos."
            ),
        )
    return _page(
        request,
        400,
        _("No entendimos lo que llegó"),
        _("La dirección o los datos llegaron incompletos. Vuelva atrás e inténtelo otra vez."),
    )


def forbidden(request, exception):
    return _page(
        request,
        403,
        _("Su papel no alcanza para esto"),
        _("Si lo necesita para su trabajo, pídale el permiso a quien administra Koios."),
    )


def csrf_failed(request, reason=""):
    return _page(
        request,
        403,
        _("La página estuvo abierta mucho tiempo"),
        _(
            "Por seguridad no recibimos el envío. Vuelva atrás, cargue la página otra vez y envíe "
            "de nuevo. Si sigue ocurriendo, permita las cookies de este sitio."
        ),
    )


def not_found(request, exception):
    return _page(
        request,
        404,
        _("Aquí no hay nada"),
        _("La página no existe, cambió de lugar o su papel no la incluye. Revise la dirección."),
    )


def server_error(request):
    """Asks nothing of the database nor of the frame: either may be what failed."""
    if _is_fragment(request):
        return HttpResponse(status=500)
    try:
        texts, fields = typed(request), _again(request)
    except Exception:  # the request itself cannot be read
        texts, fields = [], []
    page = loader.get_template("500.html").render(
        {"texts": texts, "fields": fields, "path": request.path}
    )
    return HttpResponse(page, status=500)


def typed(request) -> list:
    """The longer texts that came with a request which failed, so that nobody writes them twice.

    Only from a page of ours: another site could otherwise put its words on this page. What has no
    space in it (the key of the staged files, a proof of work) was written by no person.
    """
    if request.method != "POST" or not _is_ours(request):
        return []
    return [
        value
        for name, values in request.POST.lists()
        if not is_secret(name)
        for value in values
        if len(value) >= WORTH_KEEPING and len(value.split()) > 1
    ]


def is_secret(name) -> bool:
    """Whether a field of that name holds what is typed and never shown."""
    return bool(SECRET.search(name.lower()))


def _page(request, status, title, text):
    template = "ui/_refusal.html" if _is_fragment(request) else "ui/error.html"
    told = {"status": status, "title": title, "message": text}
    return HttpResponse(loader.get_template(template).render(told, request), status=status)


def _again(request):
    """All the fields, to send them once more; none when there was a secret among them."""
    if request.method != "POST" or not _is_ours(request):
        return []
    if any(is_secret(name) for name in request.POST if name != "csrfmiddlewaretoken"):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]


def _is_ours(request):
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return url_has_allowed_host_and_scheme(origin, {request.get_host()})


def _is_fragment(request):
    return request.headers.get("HX-Request") == "true"
