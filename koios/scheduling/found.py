"""The service order that a page is about."""

from django.shortcuts import get_object_or_404

from koios.scheduling.models import ServiceOrder


def found(request, number):
    """The order with this number, if this person may see it; else a 404."""
    visible = ServiceOrder.objects.visible_to(request.user)
    related = visible.select_related("customer", "contact", "quote__need")
    return get_object_or_404(related, number=number)
