"""What was typed into a form that came after the session of its page had ended.

It waits, sealed, in the visitor's new session for the person whose session it was: they read it
after they sign in again, and send it themselves. Whoever signs in there instead ends it. Whose it
was is told by a signed cookie that each sign-in leaves: a form that passes the CSRF check comes
from a page drawn since the last sign-in of that browser, because each one changes the token.
"""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from koios.accounts.sessions import KEPT, SignIn
from koios.core import clock, sealed
from koios.ui.errors import is_secret

HOLDS = timedelta(hours=1)
MOST = 100_000  # characters
MARK = "koios_came_in"
KEY = "unsent"

# Who closed a session from afar, or changed the password, did not trust whoever held it.
ENDED_BY_ITSELF = ("", SignIn.Ending.SIGNED_OUT)


@dataclass(frozen=True)
class Unsent:
    """A form that was not taken: where it went, the page it stood on, its fields and files."""

    path: str
    page: str
    fields: list  # of pairs, in their order; no secret is among them
    files: list  # of pairs: the field, the name of the file
    is_whole: bool  # nothing was left out, so it can be sent as it is


def mark(request, response):
    """Leave in the browser who has just come in."""
    came_in = getattr(request, "came_in", None)
    if came_in is None:
        return
    response.set_signed_cookie(
        MARK,
        came_in.pk,
        salt=MARK,
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def keep(request) -> bool:
    """Keep what a visitor without a session sent, if it is known who wrote it."""
    person, told = _who(request), _read(request)
    if person is None or not (told.fields or told.files):
        return False
    text = json.dumps(asdict(told))
    if len(text) > MOST:
        messages.warning(
            request,
            _(
                "Su sesión había terminado, y lo que escribió es muy largo para guardarlo. Antes "
                "de entrar, vuelva atrás con el navegador y cópielo."
            ),
        )
        return False
    request.session[KEY] = {
        "of": person.pk,
        "at": clock.now().timestamp(),
        "path": request.path,
        "told": sealed.seal(text),
    }
    request.session.set_expiry(int(HOLDS.total_seconds()))  # signing in gives it the usual one
    messages.info(
        request,
        _("Su sesión había terminado. Entre otra vez: lo que escribió está guardado."),
    )
    return True


def kept(request) -> Unsent | None:
    """What waits for the person who is in."""
    held = request.session.get(KEY)
    if held is None or held["of"] != request.user.pk or _is_old(held):
        return None
    text = sealed.unseal(held["told"])
    return Unsent(**json.loads(text)) if text else None


def look(request):
    """Let go of it once it was sent, grew old, or somebody else came in."""
    held = request.session.get(KEY)
    if held is None:
        return
    is_sent = request.method == "POST" and request.path == held["path"]
    if is_sent or _is_old(held) or held["of"] != request.user.pk:
        forget(request)


def forget(request):
    request.session.pop(KEY, None)


def _who(request):
    """The person who last came in with this browser, unless their door was closed from afar."""
    key = request.get_signed_cookie(MARK, default="", salt=MARK)
    held = SignIn.objects.select_related("user").filter(pk=key).first() if key else None
    if held is None or held.ending not in ENDED_BY_ITSELF or not held.user.is_active:
        return None
    return held.user


def _read(request):
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    fields = [(name, value) for name, value in sent if not is_secret(name)]
    return Unsent(
        path=request.get_full_path(),
        page=_page(request),
        fields=fields if any(value.strip() for _name, value in fields) else [],
        files=[(name, one.name) for name, all in request.FILES.lists() for one in all],
        is_whole=len(fields) == len(sent),
    )


def _page(request):
    """The page where the form stood; the address of the form itself when nobody tells."""
    stood = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(stood, {request.get_host()}):
        return request.get_full_path()
    parts = urlsplit(stood)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _is_old(held):
    return clock.now().timestamp() - held["at"] > HOLDS.total_seconds()
