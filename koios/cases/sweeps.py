"""What PQRS do by themselves, each of which may run twice and nothing happens twice."""

from itertools import groupby

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from koios.cases import alerts, claims, suspending
from koios.cases.alerts import Digest
from koios.cases.case import Case
from koios.cases.terms import Kind
from koios.core import calendar, outbox
from koios.core.acts import act
from koios.ui import formats


def lapse_the_uncompleted():
    """Archive the cases whose petitioner let the time to complete them pass."""
    for case in suspending.due_to_lapse(calendar.today()):
        case.lapse()


def alert_owners():
    """Tell who owns a case that its term runs out."""
    today = calendar.today()
    for case in (
        Case.objects.running().exclude(due_on=None).select_related("owner", "area__head", "term")
    ):
        alerts.alert(case, today)


def alert_critical():
    """Tell within minutes that a case hints at danger (ISO 10002, immediate action)."""
    for case in (
        Case.objects.open()
        .filter(critical=True)
        .exclude(alerts__moment="critical")
        .select_related("owner", "area__head")
    ):
        alerts.alert_critical(case)


def mark_claimed():
    """Mark the records of who claims something about their data that came in after the claim."""
    for case in Case.objects.running().filter(kind=Kind.HD_CLAIM).select_related("customer"):
        claims.settle(case)


def mail_digests():
    """The day's mail to each person with open cases, on business days, once."""
    today = calendar.today()
    if not calendar.is_business_day(today):
        return
    running = (
        Case.objects.running()
        .filter(owner__is_active=True)
        .exclude(due_on=None)
        .select_related("owner")
        .order_by("owner_id", "due_on", "pk")
    )
    for _owner, cases in groupby(running, key=lambda case: case.owner_id):
        listed = list(cases)
        _mail(listed[0].owner, listed, today)


@act
def _mail(person, cases, today):
    """Once a day: the row of it is what keeps a second run from mailing again."""
    with translation.override(person.language):
        text = alerts.digest(person, cases, today)
        if not text or not Digest.first_of(person, today):
            return
        outbox.send(
            kind="case.digest",
            to=[person.email],
            subject=_("Sus PQRS del %(day)s") % {"day": formats.day(today)},
            text=f"{text}\n\n{settings.BASE_URL}/",
            about=person,
        )
