"""PQRS as others show them: on a person's day, on a customer's page, on the calendar."""

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.cases import showing
from koios.cases.case import Case
from koios.cases.states import OPEN, Status
from koios.core import calendar
from koios.core.permissions import APPROVE, EDIT, SEE
from koios.core.together import totals
from koios.customers.record import Action, Panel, Step
from koios.office.calendar import Moved
from koios.office.queue import MOST, Job
from koios.ui.story import Event

NEXT_STEP = {
    Status.RECEIVED: lambda: _("Asignar"),
    Status.IN_TRIAGE: lambda: _("Asignar"),
    Status.ASSIGNED: lambda: _("Responder"),
    Status.IN_PROGRESS: lambda: _("Responder"),
    Status.REOPENED: lambda: _("Revisar la respuesta"),
    Status.ANSWER_DRAFT: lambda: _("Terminar la respuesta"),
    Status.AWAITING_PETITIONER: lambda: _("El peticionario debe enviar un dato"),
}


def jobs(user, today):
    """What waits for a person: the cases they own and, for who approves, the answers."""
    mine, theirs = yield _told(_mine(user)), _told(_to_approve(user))
    return [
        *(_job(case, today, NEXT_STEP[case.status]()) for case in mine),
        *(_job(case, today, _("Aprobar la respuesta")) for case in theirs),
    ]


def waiting(user):
    mine, theirs = (rows.order_by().values("pk") for rows in (_mine(user), _to_approve(user)))
    return Case.objects.filter(pk__in=mine.union(theirs, all=True))


def all_open(user):
    return Case.objects.visible_to(user).open()


def owned(user):
    return Case.objects.filter(owner=user).open()


def hand_over(from_user, to_user, by):
    """Their open cases pass to another person; one that is about that person to nobody."""
    for case in Case.objects.filter(owner=from_user).open().select_related("area", "term"):
        if case.about_person_id == to_user.pk:
            case.amend(by=by, verb="assigned", owner=None)
        else:
            case.assign(to_user, by=by, reason=_("Relevo de %(who)s") % {"who": from_user})


def moved_by(then, since):
    """The open cases whose due date another calendar would move."""
    cases = Case.objects.open().exclude(due_on=None).select_related("term", "owner")
    if since:
        cases = cases.filter(due_on__gte=since)
    for case in cases:
        if case.term_days is None:
            continue
        after = then.due_on(case.term_from, case.term_days, case.pauses)
        if after != case.due_on:
            yield Moved(
                case.number,
                case.subject,
                case.get_absolute_url(),
                case.due_on,
                after,
                str(case.owner or ""),
            )


def events_of(customer, user, lineage, before, limit):
    """The cases of a customer on its story, at their receipt."""
    today = calendar.today()
    cases = yield _of(lineage, user, before)[:limit]
    return [_event(case, today) for case in cases]


def _event(case, today):
    did = format_html(
        '{} <a href="{}">{}</a>: {}',
        _("presentó: %(kind)s") % {"kind": case.get_kind_display().lower()},
        case.get_absolute_url(),
        case.number,
        case.subject,
    )
    return Event(
        case.received_at,
        who=case.asked_by,
        did=did,
        icon="message-report",
        due=showing.due_of(case, today),
    )


def readable_claims(user, numbers):
    """Which of these claims a person may open: one in reserve would tell here who asked."""
    cases = Case.objects.visible_to(user).filter(number__in=numbers)
    if not user.may("identities", SEE):
        cases = cases.exclude(identity=Case.Identity.CONFIDENTIAL)
    return cases.values_list("number", flat=True)


def step_of(customer, user, lineage):
    if not user.may("cases", SEE):
        return None
    cases = Case.objects.visible_to(user).filter(customer__in=lineage).counted()
    (opened,) = yield totals(cases.open(), n=Count("pk"))
    told = ngettext("%(n)s abierta", "%(n)s abiertas", opened["n"]) % opened
    return Step(_("PQRS"), told, _list_of(customer), order=70)


def panel_of(customer, user, lineage):
    """How many were answered in time this year."""
    if not user.may("cases", SEE):
        return None
    year = calendar.today().year
    cases = Case.objects.visible_to(user).filter(customer__in=lineage, year=year).counted()
    in_time = Q(due_on=None) | Q(answered_on__lte=F("due_on"))
    (told,) = yield totals(
        cases,
        answered=Count("answered_on"),
        in_time=Count("answered_on", filter=in_time),
        open=Count("pk", filter=Q(status__in=OPEN)),
    )
    return Panel(
        _("PQRS a tiempo"),
        "cases/_panel.html",
        told,
        url=_list_of(customer),
        link=_("Verlas"),
        order=70,
    )


def action_of(customer, user):
    if not user.may("cases", EDIT):
        return None
    url = f"{reverse('cases:new_case')}?customer={customer.document_number or customer}"
    return Action(_("Registrar PQRS"), url)


def _mine(user):
    return Case.objects.visible_to(user).filter(owner=user).open()


def _to_approve(user):
    """The answers of others, for who approves."""
    cases = Case.objects.visible_to(user).to_approve(user).exclude(owner=user)
    return cases if user.may("cases", APPROVE) else cases.none()


def _told(cases):
    return cases.for_list().order_by("due_on", "pk")[:MOST]


def _job(case, today, step):
    return Job(
        kind=_("PQRS"),
        number=case.number,
        title=case.subject,
        url=case.get_absolute_url(),
        next_step=step,
        who=str(case.customer or case.asked_by),
        due=showing.due_of(case, today),
        due_on=case.due_on,
        waiting=case.is_paused,
    )


def _of(lineage, user, before):
    cases = Case.objects.visible_to(user).filter(customer__in=lineage).for_list()
    if before is not None:
        cases = cases.filter(received_at__lt=before)
    return cases.order_by("-received_at", "-pk")


def _list_of(customer):
    return f"{reverse('cases:cases')}?queue=all&customer={customer.pk}"
