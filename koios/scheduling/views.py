"""Service orders: the list of what is to be rendered, its calendar, and each on its page."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koios.core import calendar as core_calendar
from koios.core.permissions import EDIT, SEE, requires
from koios.core.together import answers, hear
from koios.quotes import thread
from koios.scheduling import acts, clashes, showing
from koios.scheduling import day_sheet as sheets
from koios.scheduling.agenda import YEARS, Agenda
from koios.scheduling.found import found
from koios.scheduling.listing import ORDERS, OrderList
from koios.ui import formats


@requires("scheduling", SEE)
@require_safe
def orders(request):
    return render(request, "scheduling/orders.html", {"list": OrderList(request)})


@requires("scheduling", SEE)
@require_safe
def export(request, form):
    """The list as it is seen, to take away."""
    return ORDERS.respond(request, form)


@requires("scheduling", SEE)
@require_safe
def calendar(request):
    told = {"agenda": Agenda(request), "may_edit": request.user.may("scheduling", EDIT)}
    return render(request, "scheduling/calendar.html", told)


@requires("scheduling", SEE)
@require_safe
def day(request, day):
    """The services of one day, in the order in which they leave."""
    here = _day(day)
    return render(
        request,
        "scheduling/day.html",
        {
            "day": here,
            "previous": here - timedelta(days=1),
            "next": here + timedelta(days=1),
            "orders": sheets.orders_of(request.user, here),
        },
    )


@requires("scheduling", SEE)
@require_safe
def day_sheet(request, day):
    """The same on paper."""
    here = _day(day)
    response = HttpResponse(sheets.compile(request.user, here), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="servicios-{here}.pdf"'
    return response


@requires("scheduling", SEE)
@require_safe
def order(request, number):
    here = found(request, number)
    today = core_calendar.today()
    first, more = acts.ACTS.offered(here, request.user, first=acts.first_of(here))
    (lines,), steps, events = hear(
        answers(here.lines.all()),
        thread.of_quote(here.quote, request.user, current="order"),
        showing.story_of(here, request.user),
    )
    return render(
        request,
        "scheduling/order.html",
        {
            "order": here,
            "state": showing.state_of(here),
            "first": first,
            "more": more,
            "warned": clashes.standing(here),
            "is_unregistered": here.is_unregistered(today),
            "lines": lines,
            "thread": steps,
            "may_see_quotes": request.user.may("quotes", SEE),
            "may_edit": request.user.may("scheduling", EDIT),
            "facts": [
                (_("Programada para"), here.scheduled_on and showing.when(here)),
                (_("Vehículo"), here.vehicle),
                (_("Conductor"), here.driver),
                (_("Pedida para"), showing.asked_for(here)),
                (_("Prestada"), here.rendered_on and formats.day(here.rendered_on)),
            ],
            "contact_facts": _contact(here.contact),
            "events": events,
        },
    )


def _day(text):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if day.year not in YEARS:
        raise Http404
    return day


def _contact(contact):
    if contact is None:
        return []
    return [
        (_("Nombre"), contact.name),
        (_("Cargo"), contact.position),
        (_("Teléfono"), contact.phone),
        (_("Correo"), contact.email),
    ]
