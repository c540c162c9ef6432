"""The page that shows every component, and the company's colour as style sheet and favicon."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control

from koios.core.permissions import public, signed_in
from koios.ui import examples, examples_public
from koios.ui.context import Company

for_ever = cache_control(public=True, max_age=31_536_000, immutable=True)


@signed_in
def pattern(request):
    """Every component with its states."""
    return render(request, "ui/pattern.html", examples.all_of_them(request))


@signed_in
def pattern_public(request):
    """Those of the public pages, in their frame."""
    return render(request, "ui/pattern_public.html", examples_public.all_of_them())


@public
@for_ever
def brand(request, colour):
    """The one line that a company changes. The colour is in the address, so it never grows old."""
    return HttpResponse(
        f"@layer tokens {{ :root {{ --brand: #{colour}; }} }}\n", content_type="text/css"
    )


@public
@for_ever
def favicon(request, colour):
    return render(request, "ui/favicon.svg", {"colour": f"#{colour}"}, content_type="image/svg+xml")


@public
def favicon_of_old(request):
    """Where browsers look when a page, or a PDF, names no icon."""
    return redirect("ui:favicon", Company().accent)
