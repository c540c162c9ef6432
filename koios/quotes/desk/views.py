"""The list of quotes, and one of them."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koios.core.permissions import EDIT, SEE, requires
from koios.quotes import papers, showing, thread
from koios.quotes.desk.listing import QUOTES, QuoteList
from koios.quotes.found import found
from koios.ui import formats


@requires("quotes", SEE)
@require_safe
def quotes(request):
    told = {"list": QuoteList(request), "may_edit": request.user.may("quotes", EDIT)}
    return render(request, "quotes/desk/quotes.html", told)


@requires("quotes", SEE)
@require_safe
def export(request, form):
    """Exactly what the list shows, as a spreadsheet or CSV; a long one as a job."""
    return QUOTES.respond(request, form)


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
            "thread": thread.of_quote(here, request.user),
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
