"""The trail: who did what, and whether it is whole."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koios.core.permissions import SEE, requires
from koios.office import chain, listing


@requires("trail", SEE)
def trail(request):
    found = listing.TrailList(request)
    return render(
        request,
        "office/trail.html",
        {
            "search": found,
            "lines": found.lines,
            "record": found.lines[0] if found.key and found.lines else None,
            "last_look": chain.last_look(),
        },
    )


@requires("trail", SEE)
@require_safe
def trail_export(request, form):
    return listing.TRAIL.respond(request, form)


@requires("trail", SEE)
@require_POST
def chain_look(request):
    chain.ask(by=request.user)
    messages.success(
        request, _("Estamos revisando la cadena entera. El resultado aparece aquí en un momento.")
    )
    return redirect("office:trail")
