"""What of service orders the search may find."""

from koios.core import search

KIND = "service_order"


def index(order):
    """Put it in the index, or renew it."""
    words = [order.number, str(order.customer), order.quote.number, order.vehicle, order.driver]
    search.index(KIND, order.pk, title=order.title, body="\n".join(filter(None, words)))
