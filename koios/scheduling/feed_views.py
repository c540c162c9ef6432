"""The calendar for other programs: the door that they knock at, and the page that gives the key."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from koios.core import calendar
from koios.core.permissions import SEE, public, requires
from koios.office import agenda
from koios.scheduling.feed import CalendarLink

BACK, AHEAD = timedelta(days=60), timedelta(days=400)


@public
@require_safe
def feed(request, key):
    """What its person may see, from two months ago to a year ahead."""
    link = CalendarLink.opened_by(key)
    if link is None:
        raise Http404
    today = calendar.today()
    with override(link.person.language):
        entries = agenda.entries_for(link.person, today - BACK, today + AHEAD)
        content = agenda.written(entries, name=link.name)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="koios.ics"'
    response["Cache-Control"] = "private, max-age=600"
    response["X-Robots-Tag"] = "noindex"
    return response


@requires("scheduling", SEE)
@require_safe
def calendar_link(request):
    link = CalendarLink.objects.filter(person=request.user, is_open=True).first()
    return render(request, "scheduling/calendar_link.html", {"link": link})


@requires("scheduling", SEE)
@require_POST
def calendar_link_renewal(request):
    """The first address, or another one."""
    CalendarLink.renew(request.user, by=request.user)
    messages.success(request, _("Listo. Solo usted debe conocer esta dirección."))
    return redirect("scheduling:calendar_link")


@requires("scheduling", SEE)
@require_POST
def calendar_link_closing(request):
    link = CalendarLink.objects.filter(person=request.user, is_open=True).first()
    if link:
        link.close(by=request.user)
        messages.success(request, _("La dirección ya no muestra nada."))
    return redirect("scheduling:calendar_link")
