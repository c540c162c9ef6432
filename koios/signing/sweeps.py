"""What signing does by itself. A sweep may run twice and nothing happens twice."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.core import calendar, clock, notices, signatures
from koios.core.documents import Document
from koios.core.permissions import CONFIGURE
from koios.signing import landing, proving
from koios.signing.models import SigningRequest, Status
from koios.ui import formats

FORGOTTEN = timedelta(minutes=10)


def wake() -> int:
    """Go on with what a job that died for good, or was discarded, left behind; how many."""
    before = clock.now() - FORGOTTEN
    ready = Document.Status.READY
    to_land = Q(status=Status.PREPARING, document__status=ready, document__ready_at__lt=before)
    to_land |= Q(
        status=Status.OPEN, signatures__at__lt=before, signatures__revision__isnull=True
    ) & Q(signatures__isnull=False)
    to_seal = Q(status=Status.SIGNED, evidence_file=None, evidence__status=ready)
    landed = set(SigningRequest.objects.filter(to_land).values_list("pk", flat=True))
    sealed = SigningRequest.objects.filter(to_seal, evidence__ready_at__lt=before)
    sealed = set(sealed.values_list("pk", flat=True))
    for pk in landed:
        landing.land.enqueue(request=pk, unique=f"signing.land.{pk}")
    for pk in sealed:
        proving.seal.enqueue(request=pk, unique=f"signing.seal.{pk}")
    return len(landed) + len(sealed)


def warn() -> int:
    """Tell who configures the settings that the company's certificate ends, month by month and at
    its end. The platform's own is renewed by itself."""
    identity = signatures.given()
    now = clock.now()
    if identity is None or not identity.ends_soon(now):
        return 0
    left = max(0, (identity.ends_at - now).days)
    key = f"signing.certificate.{identity.fingerprint[:16]}.{left // 30 if left else 'over'}"
    told = [
        notices.tell(
            person,
            lambda: (
                _("El certificado con que se firma vence el %(day)s.")
                % {"day": formats.day(identity.ends_at)}
            ),
            url=reverse("signing:certificate"),
            key=key,
            urgent=left < 30,
        )
        for person in User.objects.who_may("settings", CONFIGURE)
    ]
    return sum(told)


def expire() -> int:
    """End what was not signed by everybody in time."""
    late = SigningRequest.objects.filter(status=Status.OPEN, expires_on__lt=calendar.today())
    return sum(request.expire() for request in late)


def remind() -> int:
    """Remind who was invited and has not answered; how many."""
    return sum(request.remind() for request in SigningRequest.objects.filter(status=Status.OPEN))
