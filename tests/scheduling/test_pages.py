"""The pages of service orders: who finds what, and what each door does."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.urls import reverse

from koios.core import audit, calendar
from koios.office import counts
from koios.scheduling.acts import ACTS
from koios.scheduling.listing import ORDERS, OrderList
from koios.scheduling.models import ServiceOrder

TODAY = date(2026, 11, 24)
THURSDAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def tuesday(at):
    at("2026-11-24T09:00")


@pytest.fixture
def desk(client, otto):
    client.force_login(otto)
    return client


def listed(user, query=""):
    return OrderList(SimpleNamespace(user=user, GET=QueryDict(query)))


def schedule(desk, order, **told):
    told = {"on": "2026-11-26", "vehicle": "SXT 902", "driver": "Wilson Duque", **told}
    told.setdefault("seen", order.mark)
    return desk.post(reverse("scheduling:schedule", args=[order.number]), told)


def test_the_list_is_a_page_of_few_queries(desk, make_order, django_assert_max_num_queries):
    for _n in range(3):
        make_order()
    desk.get("/orders/")

    with django_assert_max_num_queries(12):
        page = desk.get("/orders/").content.decode()

    assert page.count("SRV-2026-") >= 3


def test_an_order_is_a_page_of_few_queries(desk, make_order, django_assert_max_num_queries):
    make_order(on=THURSDAY)
    order = make_order(on=THURSDAY)
    desk.get(order.get_absolute_url())

    with django_assert_max_num_queries(12):
        page = desk.get(order.get_absolute_url()).content.decode()

    assert "El vehículo SXT 902 ya tiene ese día" in page


def test_each_tab_holds_its_orders(make_order, otto):
    waiting = make_order()
    today = make_order(on=TODAY)
    week = make_order(on=date(2026, 11, 29))
    late = make_order(on=date(2026, 11, 20))
    rendered = make_order(on=TODAY)
    rendered.render(by=otto, on=TODAY)
    cancelled = make_order(on=TODAY)
    cancelled.cancel(by=otto, reason="No hubo clase")

    def tab(name):
        return set(listed(otto, f"tab={name}").orders)

    assert tab("waiting") == {waiting}
    assert tab("today") == {today, rendered}
    assert tab("week") == {today, week, rendered}
    assert tab("scheduled") == {today, week, late}
    assert tab("rendered") == {rendered}
    assert tab("cancelled") == {cancelled}
    assert len(tab("all")) == 6


def test_each_tab_tells_how_many_it_holds(make_order, otto):
    make_order()
    make_order(on=TODAY)
    make_order(on=date(2026, 11, 29)).cancel(by=otto, reason="x")
    late = make_order(on=date(2026, 11, 20))
    late.render(by=otto, on=date(2026, 11, 20))
    orders = listed(otto)

    told = {str(tab.label): tab.count for tab in orders.tabs}

    for name in ("waiting", "today", "week", "scheduled"):
        shown = listed(otto, f"tab={name}").orders.count()
        label = next(str(tab.label) for tab in orders.tabs if f"tab={name}" in tab.url)
        assert told[label] == shown, name


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("vehicle=sxt", {"one"}),
        ("driver=iván", {"two"}),
        ("day_from=2026-11-27", {"two"}),
        ("day_to=2026-11-26", {"one"}),
        ("q=escolar", {"one", "two"}),
        ("q=nadie", set()),
    ],
)
def test_the_list_is_narrowed_by_its_address(make_order, otto, query, found):
    orders = {
        "one": make_order(on=THURSDAY),
        "two": make_order(on="2026-11-27", vehicle="TRK 562", driver="Iván Soto"),
    }

    assert set(listed(otto, f"tab=all&{query}").orders) == {orders[name] for name in found}


def test_what_leaves_is_what_the_list_shows(make_order, otto):
    make_order()
    order = make_order(on=THURSDAY)

    rows = ORDERS.rows(otto, QueryDict("tab=scheduled"))

    assert [row.number for row in rows] == [order.number]


@pytest.mark.parametrize("act", ACTS.acts, ids=lambda act: act.slug)
def test_every_act_shows_its_form(desk, make_order, act):
    order = next(order for order in (make_order(), make_order(on=TODAY)) if act.when(order))

    page = desk.get(reverse(f"scheduling:{act.slug}", args=[order.number]))

    assert page.status_code == 200
    assert str(act.verb) in page.content.decode()


def test_who_only_sees_does_not_schedule(client, ana, make_order):
    client.force_login(ana)
    order = make_order()

    assert client.get(order.get_absolute_url()).status_code == 200
    assert schedule(client, order).status_code == 403


def test_an_order_is_scheduled_at_once_where_nothing_speaks_against_it(desk, make_order):
    order = make_order()

    response = schedule(desk, order, hour="05:30", notes="Portería 2")

    assert response.status_code == 302
    order.refresh_from_db()
    assert (order.status, order.notes) == ("scheduled", "Portería 2")


def test_a_warning_is_read_before_it_is_passed(desk, make_order):
    make_order(on=THURSDAY)
    order = make_order()

    asked = schedule(desk, order)

    page = asked.content.decode()
    assert asked.status_code == 422
    assert "El vehículo SXT 902 ya tiene ese día" in page
    assert "Guardar de todos modos" in page
    assert ServiceOrder.objects.get(pk=order.pk).status == "requested"
    read = page.split('name="read" value="')[1].split('"')[0]
    assert schedule(desk, order, read=read).status_code == 302


def test_another_warning_than_the_one_that_was_read_asks_again(desk, make_order):
    make_order(on=THURSDAY)
    order = make_order()

    assert schedule(desk, order, read="something else").status_code == 422


def test_two_who_schedule_at_once_do_not_overwrite_each_other(desk, make_order, otto):
    order = make_order()
    seen = order.mark
    order.schedule(by=otto, on=THURSDAY, vehicle="TRK 562", driver="Iván Soto")

    late = schedule(desk, order, seen=seen, on="2026-11-27", notes="Se me ocurrió esto")

    page = late.content.decode()
    assert late.status_code == 409
    assert "TRK 562, Iván Soto" in page and "Se me ocurrió esto" in page
    again = page.split('name="seen" value="')[1].split('"')[0]
    assert schedule(desk, order, seen=again, on="2026-11-27").status_code == 302


def test_a_form_that_is_sent_twice_schedules_once(desk, make_order):
    order = make_order()
    before = order.mark

    answers = [schedule(desk, order, seen=before).status_code for _n in range(2)]

    assert answers == [302, 302]
    assert [entry.verb for entry in audit.trail(order)] == ["opened", "scheduled"]


def test_nothing_that_was_typed_is_lost_with_an_error(desk, make_order):
    page = schedule(desk, make_order(), on="", vehicle="NUEVO 123").content.decode()

    assert "Diga qué día se presta" in page
    assert "NUEVO 123" in page


def test_an_act_that_is_no_longer_possible_says_how_it_stands(desk, make_order, otto):
    order = make_order(on=TODAY)
    order.render(by=otto, on=TODAY)
    order.refresh_from_db()

    response = schedule(desk, order)

    assert response.status_code == 409
    assert "ya no está en el estado" in response.content.decode()


def test_the_rail_counts_what_waits_for_a_day(otto, make_order):
    make_order()
    make_order(on=THURSDAY)

    assert counts.of(otto)["orders"] == 1


def test_whose_day_is_over_is_told(desk, make_order):
    order = make_order(on=TODAY - timedelta(days=1))

    assert "Falta decir si se prestó" in desk.get("/orders/?tab=scheduled").content.decode()
    assert "Su día ya pasó" in desk.get(order.get_absolute_url()).content.decode()
    assert order.is_unregistered(calendar.today())
