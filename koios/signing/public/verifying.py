"""Anybody drops a PDF and hears whether it is ours and as it was. Nothing of it is kept."""

from datetime import timedelta

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koios.core import limits
from koios.core.permissions import public
from koios.core.refusals import Refusal
from koios.signing import verifying

HOUR = timedelta(hours=1)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    verdict = None
    if request.method == "POST":
        _knock(request)
        verdict = verifying.verdict_on(request.FILES.get("file"))
    status = 422 if verdict and verdict.is_unfit else 200
    return render(
        request,
        "signing/public/verify.html",
        {"verdict": verdict, "most": verifying.MOST_MB},
        status=status,
    )


def _knock(request):
    who = limits.client_ip(request)
    alone = limits.take("verify", who, limit=30, per=HOUR).ok
    if not (limits.take("verify", "all", limit=600, per=HOUR).ok and alone):
        raise Refusal(
            _("Se revisaron muchos archivos en poco tiempo. Espere unos minutos y repita."),
            status=429,
        )
