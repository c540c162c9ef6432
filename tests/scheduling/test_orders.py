"""The order from what was taken to what was rendered: its verbs and what warns about them."""

from datetime import date, time, timedelta

import pytest

from koios.core import audit, search
from koios.core.refusals import Refusal, WrongMove
from koios.scheduling import clashes
from koios.scheduling.models import ServiceOrder
from koios.scheduling.orders import StaleOrder

THURSDAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def tuesday(at):
    at("2026-11-24T09:00")


def test_an_order_is_scheduled_with_day_vehicle_and_driver(make_order, otto):
    order = make_order()

    order.schedule(by=otto, on=THURSDAY, vehicle="SXT 902", driver="Wilson Duque", hour=time(5, 30))

    order.refresh_from_db()
    assert (order.status, order.scheduled_on, order.hour) == ("scheduled", THURSDAY, time(5, 30))
    assert audit.trail(order).last().verb == "scheduled"


def test_scheduled_again_it_keeps_its_notes(make_order, otto):
    order = make_order(on=THURSDAY)
    order.annotate("Entrar por la portería 2", by=otto)

    order.schedule(by=otto, on=date(2026, 11, 27), vehicle="TRK 562", driver="Iván Soto")

    order.refresh_from_db()
    assert (order.vehicle, order.notes) == ("TRK 562", "Entrar por la portería 2")
    assert audit.trail(order).last().verb == "rescheduled"


def test_without_its_date_it_waits_again_and_frees_who_drives(make_order, otto):
    order, other = make_order(on=THURSDAY), make_order()

    order.unschedule(by=otto, reason="El colegio la aplazó")

    assert order.status == "requested"
    assert clashes.against(other, on=THURSDAY, vehicle="SXT 902", driver="Wilson Duque") == []


def test_a_service_is_not_rendered_tomorrow(make_order, otto):
    with pytest.raises(Refusal, match="no en el futuro"):
        make_order(on=THURSDAY).render(by=otto, on=date(2026, 11, 25))


def test_what_was_rendered_is_not_scheduled_again(make_order, otto):
    order = make_order(on=date(2026, 11, 24))
    order.render(by=otto, on=date(2026, 11, 24))

    with pytest.raises(WrongMove):
        order.schedule(by=otto, on=THURSDAY, vehicle="SXT 902", driver="Wilson Duque")


@pytest.mark.parametrize("verb", ["schedule", "unschedule", "render", "cancel", "annotate"])
def test_who_comes_second_is_told_what_stands(make_order, otto, verb):
    order = make_order(on=date(2026, 11, 24))
    seen = order.mark
    ServiceOrder.objects.get(pk=order.pk).annotate("Otra entrada", by=otto)
    told = {
        "schedule": {"on": THURSDAY, "vehicle": "TRK 562", "driver": "Iván Soto"},
        "unschedule": {"reason": "x"},
        "render": {"on": date(2026, 11, 24)},
        "cancel": {"reason": "x"},
        "annotate": {"notes": "x"},
    }[verb]

    with pytest.raises(StaleOrder, match="SXT 902, Wilson Duque"):
        getattr(order, verb)(by=otto, seen=seen, **told)

    order.refresh_from_db()
    assert (order.vehicle, order.notes) == ("SXT 902", "Otra entrada")


@pytest.mark.parametrize(
    ("vehicle", "driver", "named"),
    [
        ("sxt-902", "Otra persona", ["SXT 902"]),
        ("TRK 562 y SXT902", "Otra persona", ["SXT 902"]),
        ("TRK 562", "WILSON  DUQUE", ["Wilson Duque"]),
        ("SXT 902", "Wilson Duque / Iván Soto", ["SXT 902", "Wilson Duque"]),
        ("TRK 562", "Wilson", []),
    ],
)
def test_the_same_vehicle_or_driver_on_a_day_is_warned_of(make_order, vehicle, driver, named):
    standing = make_order(on=THURSDAY, hour=time(5, 0))

    told = clashes.against(make_order(), on=THURSDAY, vehicle=vehicle, driver=driver)

    assert len(told) == len(named)
    assert all(
        name in line and standing.number in line for name, line in zip(named, told, strict=True)
    )
    assert all("5:00" in line for line in told)


def test_only_the_vehicle_that_is_taken_is_named(make_order):
    make_order(on=THURSDAY, vehicle="SXT 902, TRK 562", driver="Wilson Duque y Luz Parra")

    [vehicle, driver] = clashes.against(
        make_order(), on=THURSDAY, vehicle="trk562", driver="luz parra"
    )

    assert "TRK 562" in vehicle and "SXT 902" not in vehicle
    assert driver.startswith("Luz Parra")


def test_a_cancelled_order_occupies_nobody(make_order, otto):
    make_order(on=THURSDAY).cancel(by=otto, reason="No hubo clase")

    told = clashes.against(make_order(), on=THURSDAY, vehicle="SXT 902", driver="Wilson Duque")

    assert told == []


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-12-01", None),
        ("2026-12-05", None),
        ("2026-11-30", "desde el"),
        ("2026-12-06", "hasta el"),
        ("2026-11-23", "ya pasó"),
    ],
)
def test_a_day_outside_of_what_was_asked_for_is_warned_of(make_order, day, words):
    order = make_order(service_from=date(2026, 12, 1), service_until=date(2026, 12, 5))

    told = clashes.against(order, on=date.fromisoformat(day), vehicle="A", driver="B")

    assert bool(told) == bool(words)
    assert not words or any(words in line for line in told)


def test_a_warning_forbids_nothing_and_stands_on_the_trail(make_order, otto):
    make_order(on=THURSDAY)
    order = make_order(on=THURSDAY)

    assert order.status == "scheduled"
    [vehicle, driver] = audit.trail(order).last().facts["warned"]
    assert "SXT 902" in vehicle
    assert driver.startswith("El conductor ya tiene")  # the trail does not say who


def test_those_of_a_day_that_share_something_are_found(make_order):
    one = make_order(on=THURSDAY)
    two = make_order(on=THURSDAY, vehicle="sxt902", driver="Iván Soto")
    make_order(on=THURSDAY + timedelta(days=1))

    assert clashes.doubled(ServiceOrder.objects.all()) == {one.pk: {"vehicle"}, two.pk: {"vehicle"}}


def test_an_order_is_found_by_its_vehicle(make_order):
    order = make_order(on=THURSDAY, vehicle="TRK 562")

    found = ServiceOrder.objects.filter(search.matching("trk 562", "service_order"))

    assert list(found) == [order]
