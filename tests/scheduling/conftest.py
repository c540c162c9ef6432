"""Service orders for the tests: Otto schedules what Ana sold to the school."""

from datetime import date

import pytest

from tests.quotes.conftest import gloria, make_quote, otto  # noqa: F401 -- the same cast


@pytest.fixture
def make_order(make_quote, otto):  # noqa: F811
    """`make_order(on=…)`: what an approved quote sold, to be scheduled; with `on`, scheduled."""
    from koios.scheduling.models import ServiceOrder

    def make(*, on=None, vehicle="SXT 902", driver="Wilson Duque", hour=None, **told):
        order = ServiceOrder.open_from(make_quote(status="sent", **told), by=otto)
        if on:
            on = date.fromisoformat(on) if isinstance(on, str) else on
            order.schedule(by=otto, on=on, vehicle=vehicle, driver=driver, hour=hour)
        return order

    return make
