"""The calendar of service orders: what stands on which day, and what a calendar program reads."""

from datetime import date, time
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.urls import reverse
from icalendar import Calendar

from koios.scheduling.agenda import SHOWN, Agenda
from koios.scheduling.feed import CalendarLink

TODAY = date(2026, 11, 24)
THURSDAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def tuesday(at):
    at("2026-11-24T09:00")


@pytest.fixture
def desk(client, otto):
    client.force_login(otto)
    return client


def agenda(user, query=""):
    return Agenda(SimpleNamespace(user=user, GET=QueryDict(query)))


def shown(user, query=""):
    return {day.day: [order.number for order in day.orders] for day in agenda(user, query).days}


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("", "2026-10-26", "2026-12-06"),
        ("view=week", "2026-11-23", "2026-11-29"),
        ("day=2026-12-31", "2026-11-30", "2027-01-03"),
        ("view=week&day=2027-01-01", "2026-12-28", "2027-01-03"),
        ("day=2028-02-29", "2028-01-31", "2028-03-05"),
        ("day=nada&view=nada", "2026-10-26", "2026-12-06"),
        ("day=9999-12-31", "2026-10-26", "2026-12-06"),
    ],
)
def test_a_month_and_a_week_are_whole_weeks(otto, query, first, last):
    days = agenda(otto, query).days

    assert (days[0].day.isoformat(), days[-1].day.isoformat()) == (first, last)
    assert len(days) % 7 == 0


@pytest.mark.parametrize("start", ["2026-01-31", "2026-12-15", "2028-02-29"])
def test_forward_and_back_leads_to_the_same_month(otto, start):
    there = agenda(otto, agenda(otto, f"day={start}").next_url.lstrip("?"))
    back = agenda(otto, there.previous_url.lstrip("?"))

    assert back.title == agenda(otto, f"day={start}").title
    assert there.title != back.title


def test_an_order_stands_on_its_day_the_earliest_first(make_order, otto):
    late = make_order(on=THURSDAY, hour=time(14, 0), vehicle="A", driver="A")
    early = make_order(on=THURSDAY, hour=time(5, 0), vehicle="B", driver="B")
    without = make_order(on=THURSDAY, vehicle="C", driver="C")
    make_order(on=THURSDAY).cancel(by=otto, reason="x")

    assert shown(otto)[THURSDAY] == [early.number, late.number, without.number]


def test_a_full_day_shows_some_and_says_how_many_more(make_order, otto, monkeypatch):
    monkeypatch.setitem(SHOWN, "month", 2)
    for number in range(3):
        make_order(on=THURSDAY, vehicle=f"V{number}", driver=f"C{number}")

    day = next(day for day in agenda(otto).days if day.day == THURSDAY)

    assert (len(day.orders), day.count, day.hidden) == (2, 3, 1)
    assert len(shown(otto, "view=week")[THURSDAY]) == 3


def test_what_has_no_day_stands_apart_the_most_pressing_first(make_order, otto):
    any_day = make_order()
    later = make_order(service_from=date(2026, 12, 5))
    sooner = make_order(service_from=date(2026, 12, 1))
    make_order(on=THURSDAY)

    assert agenda(otto).waiting == [sooner, later, any_day]


def test_holidays_have_their_name_and_today_is_marked(otto):
    days = {day.day: day for day in agenda(otto).days}

    assert "Independencia" in days[date(2026, 11, 16)].off
    assert [day.day for day in days.values() if day.is_today] == [TODAY]


def test_a_vehicle_that_is_taken_twice_is_flagged(make_order, otto):
    make_order(on=THURSDAY)
    make_order(on=THURSDAY, driver="Iván Soto")

    day = next(day for day in agenda(otto).days if day.day == THURSDAY)

    assert {str(order.clash) for order in day.orders} == {"Vehículo repetido ese día"}


def test_the_calendar_is_narrowed_like_the_list(make_order, otto, make_customer):
    one = make_order(on=THURSDAY)
    two = make_order(
        on=THURSDAY, vehicle="TRK 562", driver="Iván Soto", customer=make_customer("Clínica Sol")
    )

    assert shown(otto, "vehicle=trk")[THURSDAY] == [two.number]
    assert shown(otto, f"customer=id-{one.customer_id}")[THURSDAY] == [one.number]


@pytest.mark.parametrize("view", ["month", "week"])
def test_the_calendar_is_a_page_of_few_queries(
    desk, make_order, django_assert_max_num_queries, view
):
    for number in range(5):
        make_order(on=THURSDAY, vehicle=f"V{number}", driver=f"C{number}")
    make_order()
    desk.get("/orders/calendar/")

    with django_assert_max_num_queries(12):
        page = desk.get(f"/orders/calendar/?view={view}")

    assert page.status_code == 200


def test_the_day_lists_its_services_and_prints_them(desk, make_order):
    order = make_order(on=THURSDAY, hour=time(5, 30))

    page = desk.get("/orders/day/2026-11-26/").content.decode()
    paper = desk.get("/orders/day/2026-11-26/sheet.pdf")

    assert order.get_absolute_url() in page and "5:30" in page
    assert paper.content.startswith(b"%PDF")


@pytest.mark.parametrize("day", ["2026-02-30", "hoy", "1492-10-12"])
def test_a_day_that_does_not_exist_is_not_found(desk, day):
    assert desk.get(f"/orders/day/{day}/").status_code == 404


# The calendar of other programs


def read(client, link):
    path = "/" + link.address.split("//", 1)[1].split("/", 1)[1]
    return client.get(path)


def test_a_calendar_program_reads_what_its_person_may_see(client, make_order, otto):
    order = make_order(on=THURSDAY, hour=time(5, 30))
    make_order()
    link = CalendarLink.renew(otto, by=otto)

    response = read(client, link)

    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"].startswith("text/calendar")
    assert event["UID"].startswith(order.number)
    assert event.decoded("DTSTART").isoformat() == "2026-11-26T10:30:00+00:00"
    assert "SXT 902" in event["DESCRIPTION"] and str(order.customer) in event["SUMMARY"]
    assert "carla" not in response.content.decode().lower()


def test_what_has_no_hour_is_for_the_whole_day(client, make_order, otto):
    make_order(on=THURSDAY)

    response = read(client, CalendarLink.renew(otto, by=otto))

    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event.decoded("DTSTART") == THURSDAY


def test_who_may_not_see_orders_reads_none(client, make_order, otto):
    make_order(on=THURSDAY)
    link = CalendarLink.renew(otto, by=otto)
    role = otto.roles.get()
    role.change(by=otto, grants={**role.grants, "scheduling": ""})

    response = read(client, link)

    assert response.status_code == 200
    assert b"VEVENT" not in response.content


def test_another_address_makes_the_one_before_worthless(client, otto):
    first = CalendarLink.renew(otto, by=otto)
    before = first.address
    second = CalendarLink.renew(otto, by=otto)

    assert second.address != before
    assert client.get("/" + before.split("/", 3)[3]).status_code == 404
    assert read(client, second).status_code == 200


@pytest.mark.parametrize("ends", ["closed", "gone"])
def test_a_closed_address_and_one_of_who_left_show_nothing(client, otto, beto, ends):
    link = CalendarLink.renew(otto, by=otto)
    if ends == "closed":
        link.close(by=otto)
    else:
        otto.is_active = False
        otto.save()

    assert read(client, link).status_code == 404


@pytest.mark.parametrize("key", ["1-aaaa", "x", "-", "1", "٣-a", "9" * 40 + "-a", ""])
def test_an_address_that_was_guessed_is_not_found(client, otto, key):
    CalendarLink.renew(otto, by=otto)

    assert client.get(f"/agenda/{key}.ics").status_code == 404


def test_the_page_gives_an_address_changes_it_and_closes_it(desk, otto):
    assert "Crear mi dirección" in desk.get(reverse("scheduling:calendar_link")).content.decode()

    desk.post(reverse("scheduling:calendar_link_renewal"))
    link = CalendarLink.objects.get(person=otto)
    assert link.address in desk.get(reverse("scheduling:calendar_link")).content.decode()

    desk.post(reverse("scheduling:calendar_link_closing"))
    link.refresh_from_db()
    assert not link.is_open
