"""The requirement that a page is about."""

from django.shortcuts import get_object_or_404

from koios.customers.requirements import Requirement


def found(request, pk):
    """The requirement with this key, if this person may see it; else a 404."""
    visible = Requirement.objects.visible_to(request.user).select_related(
        "owner", "customer__owner"
    )
    return get_object_or_404(visible, pk=pk)
