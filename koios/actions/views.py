"""Findings: the list of what did not meet a requirement, and each with its evidence."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from koios.actions.models import Finding
from koios.core.permissions import SEE, requires


@requires("actions", SEE)
@require_safe
def finding(request, number):
    here = get_object_or_404(Finding.objects.visible_to(request.user), number=number)
    return render(request, "actions/finding.html", {"finding": here})
