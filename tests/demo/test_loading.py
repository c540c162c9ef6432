"""The demo: nothing in it lies ahead, whatever the hour at which it is loaded."""

import pytest

from koios.accounts import demo as people
from koios.cases.models import Case, Cause, Process
from koios.core import clock, schedule
from koios.core.audit import Entry
from koios.core.outbox import Message
from koios.customers import demo as customers
from koios.demo import loading
from koios.demo.open_cases import OPEN
from koios.demo.past_cases import PAST
from koios.demo.story import Teller


@pytest.fixture
def teller(db, at):
    def begin(hour):
        at(f"2026-07-22T{hour}")
        staff = people.load_people()
        return Teller(staff, customers.load_customers(staff))

    return begin


def tell_the_latest(teller):
    for story in sorted(OPEN, key=lambda told: -told["ago"]):
        if story["ago"] <= 1:
            teller.tell(**{**story, "petitioner": dict(story["petitioner"])})


@pytest.mark.parametrize("hour", ["00:02", "02:58", "07:21", "23:59"])
def test_nothing_is_dated_ahead(teller, hour):
    tell_the_latest(teller(hour))
    loading.owe_nothing()

    numbers = Case.objects.order_by("received_at").values_list("number", flat=True)
    assert list(numbers) == sorted(numbers)
    assert Case.objects.filter(received_at__gte=clock.now()).count() == 0
    ahead = Entry.objects.filter(at__gt=clock.now()).exclude(verb="seeded")
    assert list(ahead) == []


def test_no_mail_of_the_morning_leaves_when_it_opens(teller):
    tell_the_latest(teller("10:00"))
    case = Case.objects.first()
    case.assign(case.area.head, by=case.area.head)

    schedule.load()
    loading.owe_nothing()

    assert schedule.hand_out() == 0
    assert not Message.objects.filter(kind="case.digest").exists()


def test_the_demo_analyses_with_the_lists_of_the_house(db):
    causes = {cause for _kind, _subject, _facts, _request, cause, *_rest in PAST}
    processes = {told[5] for told in PAST}

    assert causes <= set(Cause.objects.values_list("name", flat=True))
    assert processes <= set(Process.objects.values_list("name", flat=True))
