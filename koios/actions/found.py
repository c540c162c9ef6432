"""The finding that a page is about."""

from django.shortcuts import get_object_or_404

from koios.actions.models import Finding


def found(request, number):
    """The finding with this number, if this person may see it; else a 404."""
    visible = Finding.objects.visible_to(request.user).select_related("owner", "recorded_by")
    return get_object_or_404(visible, number=number)
