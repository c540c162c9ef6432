"""The floor of each measurement: a bare view in the same server with the same SQL result.

What Koios takes above it is templates, permissions, texts and dates: what we can make quicker.
"""

import os

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt

from koios.cases.models import Case
from koios.core import audit, clock, search
from koios.core.acts import act
from koios.core.jobs import Job
from koios.core.outbox import Message
from koios.core.permissions import public
from koios.customers.models import Customer
from koios.customers.privacy import ConsentPurpose, PrivacyPolicy
from koios.quotes.models import Quote


def _told(*rows):
    return HttpResponse("\n".join(f"<p>{row}" for row in rows))


@public
def form(request):
    return _told(get_token(request), PrivacyPolicy.in_force(), *ConsentPurpose.objects.asked())


@csrf_exempt
@public
def filing(request):
    """A file forced to disk and a row committed: less than that keeps nothing."""
    folder = settings.HOME / "floor"
    folder.mkdir(exist_ok=True)
    told = request.FILES["files"]
    with open(folder / os.urandom(8).hex(), "wb") as out:
        for piece in told.chunks():
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return committed(request)


@csrf_exempt
@public
def committed(request):
    """An act with one row."""
    with act():
        Job.objects.create(task="floor", status="done", asked_at=clock.now())
    return _told("ok")


@public
def queue(request):
    cases = Case.objects.for_list().order_by("due_on", "pk")
    told = request.GET
    if "status" in told:
        cases = cases.filter(status=told["status"])
    if "after" in told:
        cases = cases.filter(due_on__gte=told["after"])
    if "q" in told:
        cases = cases.filter(search.matching(told["q"], "case"))
    return _told(*([c, c.subject, c.petitioner, c.customer, c.owner] for c in cases[:51]))


@public
def case(request):
    here = get_object_or_404(Case.objects.for_list(), number=request.GET["number"])
    said = here.messages.select_related("author")
    mails = Message.for_record(here)
    return _told(here, here.answer, *said, *audit.trail(here), *here.letters.all(), *mails)


@public
def customer(request):
    here = get_object_or_404(Customer, pk=request.GET["pk"])
    cases = here.case_set.for_list().order_by("-received_at", "-pk")[:30]
    return _told(here, *here.contacts.all(), *cases, *audit.trail(here))


@public
def report(request):
    rows = Case.objects.filter(received_on__range=(request.GET["from"], request.GET["to"]))
    told = list(rows.values_list("kind", "status", "channel", "answered_on", "due_on"))
    return _told(len(told))


@public
def export(request):
    rows = Case.objects.for_list().select_related("area", "cause", "process")
    rows = rows.filter(received_on__range=(request.GET["from"], request.GET["to"]))
    return _told(*(f"{case}|{case.subject}|{case.petitioner}|{case.customer}" for case in rows))


@public
def quotes(request):
    found = Quote.objects.for_list().order_by("-sent_on", "-pk")
    if "status" in request.GET:
        found = found.filter(status=request.GET["status"])
    return _told(*([one, one.title, one.customer, one.owner] for one in found[:51]))


@public
def quote(request):
    number, _dash, version = request.GET["ref"].rpartition("-v")
    here = get_object_or_404(Quote.objects.for_list(), number=number, version=version)
    return _told(here, *here.lines.all(), *audit.trail(here), *Message.for_record(here))


@public
def quotes_report(request):
    rows = Quote.objects.filter(sent_on__range=(request.GET["from"], request.GET["to"]))
    told = rows.values_list("status", "sent_on", "owner_id", "customer_id", "main_service_id")
    return _told(len(list(told)))


VIEWS = {
    "form": form,
    "filing": filing,
    "act": committed,
    "queue": queue,
    "case": case,
    "customer": customer,
    "report": report,
    "export": export,
    "quotes": quotes,
    "quote": quote,
    "quotes_report": quotes_report,
}
