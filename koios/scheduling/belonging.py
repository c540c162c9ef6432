"""Service orders as others show them: on the rail, on a person's day, on a customer's page."""

from koios.scheduling.models import ServiceOrder


def waiting(user):
    """Those that a customer took and that have no day yet."""
    return ServiceOrder.objects.visible_to(user).undated()
