"""Who may open the public page of a case: whoever brings its radicado and its key."""

from datetime import timedelta

from django.http import Http404
from django.utils.translation import gettext as _

from koios.cases.models import Case
from koios.core import limits, tokens
from koios.core.refusals import Refusal


def opened(number, token):
    """The case that radicado and key open, else a 404 that does not say which was wrong."""
    case = known(number, token)
    if case is None:
        raise Http404
    return case


def known(number, token):
    """The same, or None."""
    found = Case.objects.numbered(number).select_related(
        "petitioner", "term", "owner__area", "area", "customer"
    )
    case = found.first()
    # The key is compared even for a number that does not exist, so that time tells nothing.
    pk, version = (case.pk, case.token_version) if case else (0, 1)
    fits = tokens.matches(token, "case", pk, version)
    return case if case and fits else None


def knock(request):
    """Count who tries keys; too many in an hour have to wait."""
    who = limits.client_ip(request)
    if not limits.take("pqrs.find", who, limit=30, per=timedelta(hours=1)).ok:
        raise Refusal(
            _(
                "Hubo demasiados intentos desde su conexión. Espere una hora o llámenos: le "
                "damos la información por teléfono."
            ),
            status=429,
        )
