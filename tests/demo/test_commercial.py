"""The commercial side of the demo: a company that could be real, whatever the day."""

import pytest

from koios.accounts import demo as people
from koios.core import clock, jobs
from koios.core.audit import Entry
from koios.customers import demo as customers
from koios.demo.commercial import offers, past, present, prices, telling
from koios.quotes.models import InternalApproval, Need, Quote
from koios.quotes.quote import check_quotes
from koios.scheduling.models import ServiceOrder


@pytest.fixture
def tell(db, at, smtp):
    def begin(instant, stories):
        at(instant)
        staff = people.load_people()
        known = customers.load_customers(staff)
        services = prices.load_prices(staff[offers.JUAN], known)
        telling.Teller(staff, known, services).tell(stories)

    return begin


@pytest.mark.parametrize("instant", ["2026-11-24T09:00", "2027-01-02T23:59"])
def test_today_there_is_something_in_every_state(tell, instant):
    tell(instant, present.PRESENT)

    assert set(Quote.objects.values_list("status", flat=True)) >= {
        *("draft", "sent", "approved", "superseded", "voided"),
    }
    assert set(Need.objects.values_list("status", flat=True)) == {"open", "quoted", "closed"}
    assert set(ServiceOrder.objects.values_list("status", flat=True)) >= {
        *("requested", "scheduled", "cancelled"),
    }
    assert InternalApproval.objects.filter(granted=None).count() == 1
    assert Entry.objects.filter(at__gt=clock.now()).exclude(verb="seeded").count() == 0
    assert list(check_quotes()) == []
    assert jobs.run_due() == 0


def test_numbers_follow_one_another_in_time(tell):
    tell("2026-11-24T09:00", present.PRESENT)

    for rows, moment in (
        (Quote.objects.filed().filter(version=1), "sent_at"),
        (ServiceOrder.objects.all(), "opened_at"),
        (Need.objects.all(), "received_at"),
    ):
        numbers = list(rows.order_by(moment).values_list("year", "sequence"))
        assert numbers == sorted(numbers)


def test_what_is_past_has_ended_and_is_always_told_alike(db, at):
    at("2026-11-24T09:00")
    stories = list(past.past())

    assert stories == list(past.past())
    ends = {"accept", "register", "reject", "expire"}
    for story in stories:
        verbs = [step[2] for step in story["steps"]]
        assert len(ends & set(verbs)) == 1, story["title"]
    assert len(stories) >= 40
