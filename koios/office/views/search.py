"""The search of everything that the person may see."""

from django.shortcuts import redirect, render

from koios.core import search as core_search
from koios.core.permissions import SEE, signed_in
from koios.core.text import words
from koios.office.finding import exact, grouped

ON_THE_PAGE, OF_A_KIND, SUGGESTED = 24, 60, 8


@signed_in
def search(request):
    """What was found, by kind; a number or a document typed whole leads straight to its record."""
    asked = request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "")
    hits = _find(request, asked, kind, OF_A_KIND if kind else ON_THE_PAGE)
    if not kind and (only := exact(hits, asked)):
        return redirect(only.url)
    return render(
        request,
        "office/search.html",
        {
            "asked": asked,
            "search_text": asked,
            "can_be_asked": bool(words(asked)),
            "kind": kind,
            "groups": grouped(hits),
            "searched": [one for one in core_search.providers if request.user.may(one.module, SEE)],
        },
    )


@signed_in
def suggestions(request):
    """The first hits, under the box at the top of each page while one types."""
    asked = request.GET.get("q", "").strip()
    hits = _find(request, asked, "", SUGGESTED) if len(asked) > 1 else []
    return render(request, "office/_suggestions.html", {"asked": asked, "groups": grouped(hits)})


def _find(request, asked, kind, limit):
    kinds = {kind} if kind else None
    return core_search.find(asked, user=request.user, kinds=kinds, limit=limit)
