"""The case that a page of the desk is about."""

from django.shortcuts import get_object_or_404

from koios.cases.models import Case


def found(request, number):
    """The case with this number, if this person may see it; else a 404."""
    visible = Case.objects.visible_to(request.user).select_related(
        "petitioner",
        "customer",
        "owner__area",
        "area",
        "term",
        "cause",
        "process",
        "duplicate_of",
        "answer__author",
        "answer__rating",
    )
    return get_object_or_404(visible, number=number)


def is_seen(request, number):
    """Whether this person still sees it: it may have become one about them."""
    return Case.objects.visible_to(request.user).filter(number=number).exists()
