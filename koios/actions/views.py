"""Findings: the list of what did not meet a requirement, and each with its evidence."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koios.actions import acts, showing
from koios.actions.found import found
from koios.actions.listing import FINDINGS, FindingList
from koios.core import calendar
from koios.core.permissions import SEE, requires
from koios.ui import formats


@requires("actions", SEE)
@require_safe
def findings(request):
    return render(request, "actions/findings.html", {"list": FindingList(request)})


@requires("actions", SEE)
@require_safe
def export(request, form):
    """The list as it is seen, to take away."""
    return FINDINGS.respond(request, form)


@requires("actions", SEE)
@require_safe
def finding(request, number):
    here = found(request, number)
    offered = acts.offered(here, request.user)
    return render(
        request,
        "actions/finding.html",
        {
            "finding": here,
            "state": showing.state_of(here),
            "deadline": showing.deadline_of(here, calendar.today()),
            "first": [act for act in offered if act.slug in ("treatment", "closing")],
            "more": [act for act in offered if act.slug not in ("treatment", "closing")],
            "facts": [
                (_("Responsable"), here.owner),
                (_("Encontrado"), formats.day(here.found_on)),
                (_("Lo anotó"), here.recorded_by),
            ],
            "files": showing.files_of(here),
            "events": showing.story_of(here, request.user),
        },
    )
