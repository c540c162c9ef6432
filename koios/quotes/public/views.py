"""The page of a quote for its customer."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from koios.core import files
from koios.core.permissions import public
from koios.quotes import showing
from koios.quotes.found import opened


@public
@require_safe
def quote(request, token):
    """What is offered, as it was sent; a later version is named where there is one."""
    here = opened(token)
    newest = here.newest()
    told = {
        "quote": here,
        "paper": here.document.data,
        "state": showing.state_of(here),
        "newest": newest if newest != here else None,
    }
    return render(request, "quotes/public/quote.html", told)


@public
@require_safe
def paper(request, token):
    """The PDF that was sent, byte for byte."""
    here = opened(token)
    if not here.document.is_ready:
        raise Http404
    return files.serve(request, here.document.file, allowed=True)
