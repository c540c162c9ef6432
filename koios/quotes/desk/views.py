"""The page of a quote."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koios.core.permissions import SEE, requires
from koios.quotes import papers, showing
from koios.quotes.found import found
from koios.ui import formats


@requires("quotes", SEE)
@require_safe
def quote(request, ref):
    here = found(request, ref)
    return render(
        request,
        "quotes/quote.html",
        {
            "quote": here,
            "paper": papers.of(here),
            "state": showing.state_of(here),
            "facts": [
                (_("Cliente"), here.customer),
                (_("Contacto"), here.contact),
                (_("Vendedor"), here.owner),
                (_("Enviada"), here.sent_on and formats.day(here.sent_on)),
                (_("Válida hasta"), here.valid_until and formats.day(here.valid_until)),
                (_("Próximo paso"), here.next_step),
            ],
            "events": showing.story_of(here, request.user),
        },
    )
