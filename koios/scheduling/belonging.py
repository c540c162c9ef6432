"""Service orders as others show them: on the rail, on a person's day, on their own calendar."""

from koios.office.agenda import Entry
from koios.scheduling.models import ServiceOrder


def waiting(user):
    """Those that a customer took and that have no day yet."""
    return ServiceOrder.objects.visible_to(user).undated()


def entries(user, first, last):
    """What is rendered between two days, for a person's own calendar. Who to ask for at the door
    stands on the page and not here: a calendar travels."""
    orders = ServiceOrder.objects.visible_to(user).on(first, last).select_related("customer")
    for order in orders.order_by("scheduled_on", "pk"):
        yield Entry(
            uid=order.number,
            title=f"{order.title}, {order.customer}",
            day=order.scheduled_on,
            hour=order.hour,
            url=order.get_absolute_url(),
            text="\n".join(filter(None, [order.number, order.vehicle, order.driver])),
        )
