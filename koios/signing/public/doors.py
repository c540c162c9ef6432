"""Who may open a page of signing: whoever brings the key of its signer, and of no other."""

from datetime import timedelta

from django.http import Http404
from django.utils.translation import gettext as _

from koios.core import limits, tokens
from koios.core.refusals import Refusal
from koios.signing.models import Signer
from koios.signing.states import OUT

RELATED = ("request__document__file__blob", "request__evidence_file__blob", "user")
HOUR = timedelta(hours=1)


def opened(token):
    """The signer whose link it is; a 404 that does not say what was wrong."""
    key, _dash, secret = token.partition("-")
    signer = Signer.objects.filter(key=key).select_related(*RELATED).first()
    # The secret is compared even for a key that does not exist, so that time tells nothing.
    pk, version = (signer.pk, signer.token_version) if signer else (0, 1)
    fits = tokens.matches(secret, "signing", pk, version)
    if not (signer and fits):
        raise Http404
    return signer


def reading(token):
    """The same, for its papers: who handed their place over reads them no more."""
    signer = opened(token)
    if signer.status in OUT:
        raise Http404
    return signer


def knock_for_code(request, signer):
    """Codes go to a mailbox: few of them an hour."""
    mine = limits.take("signing.code", signer.key, limit=6, per=HOUR).ok
    theirs = limits.take("signing.code.from", limits.client_ip(request), limit=30, per=HOUR).ok
    if not (mine and theirs):
        raise Refusal(
            _("Ya enviamos varios códigos. Espere una hora, o escríbanos y le ayudamos."),
            status=429,
        )


def knock_with_code(request, signer):
    """Who tries digits; the code itself closes after five wrong ones."""
    if not limits.take("signing.try", signer.key, limit=40, per=HOUR).ok:
        raise Refusal(_("Hubo demasiados intentos. Espere una hora."), status=429)
