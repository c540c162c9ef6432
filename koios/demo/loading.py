"""Loading the demo company into an empty home."""

from datetime import timedelta

from django.conf import settings

from koios.accounts import demo as people
from koios.cases import sweeps
from koios.core import clock, home, jobs, schedule
from koios.core.notices import Notice
from koios.customers import demo as customers
from koios.demo import company, sink
from koios.demo.commercial import agreements, offers, present, prices, telling, verifications
from koios.demo.commercial import past as quotes_past
from koios.demo.open_cases import OPEN
from koios.demo.past_cases import past
from koios.demo.story import Teller
from koios.quotes import sweeps as quotes


def load():
    """The company, its people, customers, and a bit more than a year of quotes and PQRS."""
    (settings.HOME / home.DEMO).touch()
    company.load_company()
    staff = people.load_people()
    known = customers.load_customers(staff)
    teller = Teller(staff, known)
    stories = [*past(sorted(known)), *OPEN]
    with sink.taking_all_mail():
        services = prices.load_prices(staff[offers.JUAN], known)
        telling.Teller(staff, known, services).tell([*quotes_past.past(), *present.PRESENT])
        agreements.load_agreements(staff, known)
        verifications.load_campaign(staff, known)
        for story in sorted(stories, key=lambda told: -told["ago"]):
            teller.tell(**{**story, "petitioner": _copy(story["petitioner"])})
        owe_nothing()
    old = clock.now() - timedelta(days=2)
    Notice.objects.filter(at__lt=old).update(read_at=clock.now())
    (settings.HOME / home.DEMO).write_text("\n".join([*people.told(), *telling.told()]))
    return len(stories), clock.now()


def owe_nothing():
    """What would have been done this morning: owners were told, and no mail of days past leaves."""
    with clock.frozen(_morning()):
        sweeps.alert_owners()
        quotes.expire()
        quotes.remind()
    sweeps.alert_critical()
    schedule.count_as_done()
    jobs.run_due()


def _morning():
    """The last six o'clock, when owners are told."""
    now = clock.local(clock.now())
    six = now.replace(hour=6, minute=0, second=0, microsecond=0)
    return six if six <= now else six - timedelta(days=1)


def _copy(petitioner):
    return dict(petitioner) if petitioner else None
