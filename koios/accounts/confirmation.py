"""What a stranger at an open desk must not do asks for the password again, unless just given."""

from datetime import timedelta
from functools import wraps

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from koios.core import clock

HOLDS = timedelta(minutes=15)


def confirm(request):
    request.session["confirmed_at"] = clock.now().timestamp()


def is_fresh(request):
    at = request.session.get("confirmed_at", 0)
    return clock.now().timestamp() - at < HOLDS.total_seconds()


def recently_confirmed(view):
    """Goes under `@signed_in`."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not is_fresh(request):
            back = urlencode({"next": request.path})
            return redirect(f"{reverse('accounts:confirmation')}?{back}")
        return view(request, *args, **kwargs)

    return guarded
