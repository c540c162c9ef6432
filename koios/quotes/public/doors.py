"""Who may come in, how often, and what an address that is a key asks of every answer."""

from datetime import timedelta
from functools import wraps

from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from koios.core import limits
from koios.core.refusals import Refusal
from koios.quotes.found import opened

HOUR = timedelta(hours=1)
# How often in an hour: for the link, and for the connection
OFTEN = {
    "press": (600, 600),
    "question": (20, 40),
    "code": (10, 20),
    "try": (30, 60),
    "decline": (10, 20),
}


def unlisted(view):
    """Neither kept by a browser or a proxy nor listed by a search engine: the address is a key."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return never_cache(guarded)


def pressed(request, token, *, door="press"):
    """The quote behind the link, for whoever pressed something on its page. That is what only a
    person does (docs/decisions/0010), so it counts as opened; and how often is counted too."""
    quote = opened(token)
    knock(request, quote, door)
    look(request, quote)
    return quote


def knock(request, quote, door):
    of_link, of_connection = OFTEN[door]
    who = limits.client_ip(request)
    doors = [
        limits.take(f"quotes.{door}.link", str(quote.pk), limit=of_link, per=HOUR),
        limits.take(f"quotes.{door}.ip", who, limit=of_connection, per=HOUR),
    ]
    if not all(door.ok for door in doors):
        raise Refusal(
            _(
                "Hubo demasiados intentos en la última hora. Lo que había quedó igual: espere un "
                "rato e inténtelo de nuevo, o escríbale a quien le envió la cotización."
            ),
            status=429,
        )


def look(request, quote):
    """Somebody of the customer saw it; the seller who looks at the page from within is nobody."""
    if quote.opened_at is None and not request.user.is_authenticated:
        quote.open()
