"""The list of quotes, and the same as a sheet."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from koios.core.permissions import EDIT, SEE, requires
from koios.quotes.desk.listing import QUOTES, QuoteList


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
