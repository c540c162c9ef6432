"""The list of verifications, with the campaign of the year above it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from koios.core.permissions import APPROVE, SEE, requires
from koios.verification.desk import campaigns
from koios.verification.desk.listing import VERIFICATIONS, VerificationList


@requires("contracts", SEE)
@require_safe
def verifications(request):
    shown = {
        "list": VerificationList(request),
        "may_approve": request.user.may("contracts", APPROVE),
        **campaigns.of_year(),
    }
    return render(request, "verification/verifications.html", shown)


@requires("contracts", SEE)
@require_safe
def export(request, form):
    """The list as it is seen, to take away."""
    return VERIFICATIONS.respond(request, form)
