"""The page of a request."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koios.core.permissions import SEE, requires
from koios.quotes import showing
from koios.quotes.models import Need
from koios.ui import formats


@requires("quotes", SEE)
@require_safe
def need(request, number):
    visible = Need.objects.visible_to(request.user).select_related("customer", "owner", "reason")
    here = get_object_or_404(visible, number=number)
    return render(
        request,
        "quotes/need.html",
        {
            "need": here,
            "state": showing.state_of(here),
            "facts": [
                (_("Quién pide"), here.asked_by),
                (_("Recibida"), formats.moment(here.received_at)),
                (_("Canal"), here.get_channel_display()),
                (_("Dónde"), here.place),
                (_("Cuándo"), here.schedule),
                (_("Cuántas personas"), here.passengers),
                (_("Desde cuándo"), here.begins),
                (_("Responsable"), here.owner),
                (_("Próximo paso"), here.next_step),
                (_("Razón"), here.reason),
            ],
            "events": showing.story_of(here, request.user),
        },
    )
