"""What django-axes asks us: whom it counts, and what to say when there were too many tries."""

from datetime import timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.db.models import Max
from django.shortcuts import render

from koios.accounts.people import User
from koios.core import audit, clock, limits

NOTED_EVERY = timedelta(hours=1)


def who(request, credentials):
    """The e-mail that was tried, whether somebody has it or not."""
    tried = (credentials or {}).get("email") or request.POST.get("login", "")
    return tried.strip().lower()[:254]


def locked_out(request, response=None, credentials=None):
    """The same page for an account that exists and for one that does not."""
    tried = who(request, credentials)
    _note(tried)
    return render(
        request,
        "accounts/locked_out.html",
        {"again_at": _last_try(request, tried) + get_cool_off(request)},
        status=429,
    )


def _last_try(request, tried):
    # Tries during the wait are not counted, so the wait ends when it was said.
    counted = AccessAttempt.objects.filter(username=tried, ip_address=request.axes_ip_address)
    return counted.aggregate(at=Max("attempt_time"))["at"] or clock.now()


def _note(tried):
    # One entry an hour: the trail tells that someone insisted, and nobody can flood it.
    person = User.objects.filter(email=tried).first()
    if person is not None:
        first = limits.take("accounts.lockout-noted", tried, limit=1, per=NOTED_EVERY).ok
        if first:
            audit.record(person, "sign_in_locked", by=audit.PUBLIC)
