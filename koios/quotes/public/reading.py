"""Reading a quote: the page, its paper and files, and what it comes to with other options."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from koios.core import files
from koios.core.permissions import public
from koios.quotes.conversation import QuoteMessage
from koios.quotes.found import opened
from koios.quotes.public import page
from koios.quotes.public.doors import pressed, unlisted
from koios.quotes.public.intents import Desk
from koios.quotes.public.offer import Offered


@public
@unlisted
@require_safe
def quote(request, token):
    """What is offered, as it was sent. A GET changes nothing: programs open links too."""
    return page.shown(request, opened(token))


@public
@unlisted
@require_POST
def look(request, token):
    """A person moved on the page: the script tells it once."""
    pressed(request, token)
    return HttpResponse(status=204)


@public
@unlisted
@require_POST
def options(request, token):
    """The sums with the options that are ticked now; without script, the page with them."""
    here = pressed(request, token)
    chosen = page.chosen_in(request.POST)
    Desk(request.session, here).keep(chosen=chosen, typed=page.typed_in(request))
    if request.htmx:
        told = {"quote": here, "offered": Offered(here, chosen), "oob": True}
        return render(request, "quotes/public/_sums.html", told)
    return page.shown(request, here, chosen=chosen)


@public
@unlisted
@require_safe
def paper(request, token):
    """The PDF that was sent, byte for byte."""
    here = opened(token)
    if not here.document.is_ready:
        raise Http404
    return files.serve(request, here.document.file, allowed=True)


@public
@unlisted
@require_safe
def file(request, token, file):
    """A file that went along with the quote or with what was said; never an internal one."""
    here = opened(token)
    found = get_object_or_404(files.File.objects.select_related("blob"), pk=file)
    if not _belongs(found, here):
        raise Http404
    return files.serve(request, found, allowed=True)


def _belongs(found, quote):
    if found.subject_type == "quotes.quote":
        return quote.attachments().filter(pk=found.pk).exists()
    if found.subject_type == "quotes.quotemessage":
        said = QuoteMessage.objects.exclude(direction=QuoteMessage.Direction.INTERNAL)
        return said.filter(pk=found.subject_id, quote=quote).exists()
    return False
