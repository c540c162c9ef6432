"""What signing does by itself. A sweep may run twice and nothing happens twice."""

from koios.core import calendar
from koios.signing.models import SigningRequest, Status


def expire() -> int:
    """End what was not signed by everybody in time."""
    late = SigningRequest.objects.filter(status=Status.OPEN, expires_on__lt=calendar.today())
    return sum(request.expire() for request in late)


def remind() -> int:
    """Remind who was invited and has not answered; how many."""
    return sum(request.remind() for request in SigningRequest.objects.filter(status=Status.OPEN))
