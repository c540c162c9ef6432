"""The page of a service order."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koios.core import audit
from koios.core.permissions import SEE, requires
from koios.office import trail
from koios.scheduling.models import ServiceOrder
from koios.ui import formats
from koios.ui.states import State
from koios.ui.story import Event

S = ServiceOrder.Status
LOOKS = {S.REQUESTED: ("open", 1), S.SCHEDULED: ("open", 2), S.RENDERED: ("done", 4)}


@requires("scheduling", SEE)
@require_safe
def order(request, number):
    visible = ServiceOrder.objects.visible_to(request.user)
    here = get_object_or_404(visible.select_related("customer", "contact", "quote"), number=number)
    lines = trail.told(audit.trail(here).order_by("-sequence"), request.user, known=[here])
    return render(
        request,
        "scheduling/order.html",
        {
            "order": here,
            "state": State(here.get_status_display(), *LOOKS.get(here.status, ("out", 4))),
            "facts": [
                (_("Cliente"), here.customer),
                (_("Contacto"), here.contact),
                (_("Cotización"), here.quote.label),
                (_("Pedida desde"), here.asked_from and formats.day(here.asked_from)),
                (_("Pedida hasta"), here.asked_until and formats.day(here.asked_until)),
                (_("Programada para"), here.scheduled_on and formats.day(here.scheduled_on)),
                (_("Vehículo"), here.vehicle),
                (_("Conductor"), here.driver),
            ],
            "events": [
                Event(line.entry.at, who=line.who, did=line.did, body=line.reason) for line in lines
            ],
        },
    )
