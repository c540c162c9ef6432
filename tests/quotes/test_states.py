"""Every move of a quote and of a service order is tried from every state."""

import pytest

from koios.core import audit, calendar, clock
from koios.core.refusals import WrongMove
from koios.quotes.models import Quote, Status
from koios.scheduling.models import ServiceOrder

pytestmark = pytest.mark.django_db

# The table of domain 4, written once more by hand
ALLOWED = {
    ("draft", "sent"),
    ("sent", "approved"),
    ("sent", "rejected"),
    ("sent", "expired"),
    ("sent", "superseded"),
    ("sent", "voided"),
}


@pytest.mark.parametrize("here", Status.values)
@pytest.mark.parametrize("there", Status.values)
def test_a_quote_moves_as_the_table_says_and_never_otherwise(make_quote, here, there):
    quote = make_quote()
    sent = {"number": "COT-1", "sent_at": clock.now(), "valid_until": calendar.today()}
    Quote.objects.filter(pk=quote.pk).update(status=here, **({} if here == "draft" else sent))

    if (here, there) in ALLOWED:
        quote.move_to(there, by=audit.SYSTEM, **sent)
        assert Quote.objects.get().status == there
    else:
        with pytest.raises(WrongMove):
            quote.move_to(there, by=audit.SYSTEM, **sent)
        assert Quote.objects.get().status == here


ORDER_MOVES = {
    ("requested", "scheduled"),
    ("requested", "cancelled"),
    ("scheduled", "requested"),
    ("scheduled", "rendered"),
    ("scheduled", "cancelled"),
}


@pytest.mark.parametrize("here", ServiceOrder.Status.values)
@pytest.mark.parametrize("there", ServiceOrder.Status.values)
def test_a_service_order_moves_as_the_table_says(make_quote, here, there):
    whole = {
        "scheduled_on": calendar.today(),
        "rendered_on": calendar.today(),
        "vehicle": "Bus SXK 412",
        "driver": "Iván Mora",
    }
    order = ServiceOrder.open_from(make_quote(), by=audit.SYSTEM)
    ServiceOrder.objects.filter(pk=order.pk).update(status=here, **whole)

    if (here, there) in ORDER_MOVES:
        order.move_to(there, by=audit.SYSTEM, **whole)
        assert ServiceOrder.objects.get().status == there
    else:
        with pytest.raises(WrongMove):
            order.move_to(there, by=audit.SYSTEM, **whole)
