"""Service orders on a person's day and when their customer is merged."""

from datetime import date

import pytest

from koios.core import calendar, search
from koios.core.together import hear
from koios.office import counts, queue
from koios.scheduling import belonging
from koios.scheduling.models import ServiceOrder

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def tuesday(at):
    at("2026-11-24T09:00")


def jobs(user):
    return {job.number: job for job in queue.Day(user, calendar.today()).jobs}


def test_what_waits_for_a_day_waits_for_who_schedules(make_order, otto, ana):
    order = make_order(service_from=date(2026, 12, 1))

    job = jobs(otto)[order.number]

    assert (job.next_step, job.due_on) == ("Programarla", date(2026, 12, 1))
    assert order.number not in jobs(ana)


def test_what_is_of_today_or_was_before_waits_to_be_registered(make_order, otto):
    today = make_order(on=TODAY)
    yesterday = make_order(on=date(2026, 11, 23))
    tomorrow = make_order(on=date(2026, 11, 25))
    long = make_order(
        on=TODAY, service_from=TODAY, service_until=date(2027, 3, 1), vehicle="A", driver="B"
    )

    told = jobs(otto)

    assert told[today.number].next_step == "Registrar que se prestó"
    assert told[yesterday.number].due.label == "Atrasado 1 día"
    assert not {tomorrow.number, long.number} & set(told)
    assert counts.of(otto)["queue.orders"] == 2


def test_the_figure_of_the_week_stands_beside_the_one_before(make_order, otto):
    assert hear(belonging.week_figure(otto, TODAY)) == [None]
    make_order(on=TODAY)
    make_order(on=date(2026, 11, 29))
    make_order(on=date(2026, 11, 20))

    (figure,) = hear(belonging.week_figure(otto, TODAY))

    assert figure.value == "2" and figure.trend[-2:] == (1, 2)


def test_an_order_is_found_by_the_name_of_the_customer_that_stays(
    make_order, make_customer, school, ana
):
    order = make_order()
    kept = make_customer("Instituto Guadalupe", "900153453", trade_name="Guadalupe")

    kept.absorb(school, by=ana)

    found = ServiceOrder.objects.filter(search.matching("Guadalupe", "service_order"))
    assert list(found) == [order]
