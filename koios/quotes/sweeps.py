"""What quotes do by themselves. Each may run twice and nothing happens twice."""

from koios.core import calendar
from koios.quotes.models import Quote, Status


def expire():
    """Those whose last day is over."""
    for quote in Quote.objects.past_validity(calendar.today()):
        quote.expire()


def remind():
    """Customers who have not answered are written to, a rung of the ladder at a time."""
    for quote in Quote.objects.filter(status=Status.SENT, document__status="ready"):
        quote.remind()
