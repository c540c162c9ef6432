"""Requests and quotes as others show them: on the rail, on a person's day, when someone leaves."""

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from koios.core import calendar
from koios.core.permissions import APPROVE, EDIT
from koios.office.queue import MOST, Job
from koios.quotes import next_steps
from koios.quotes.models import Need, Quote, Status
from koios.ui import formats
from koios.ui.figures import Figure

OPEN = (Status.DRAFT, Status.SENT)
HALF = 6  # months of the figure; its trend has a point for each


# The rail


def open_needs(user):
    return Need.objects.visible_to(user).open()


def waiting_quotes(user):
    """Those that customers have not answered."""
    return Quote.objects.visible_to(user).waiting()


# A person's day


def my_needs(user):
    """Their own, and for who sells those that nobody attends to."""
    mine = Q(owner=user)
    if user.may("quotes", EDIT):
        mine |= Q(owner=None)
    return open_needs(user).filter(mine)


def need_jobs(user, today):
    needs = my_needs(user).select_related("customer").order_by("next_step_on", "pk")
    needs = yield needs[:MOST]
    return [_need_job(need, today) for need in needs]


def _need_job(need, today):
    step = need.next_step if need.owner_id else _("Tomarla: nadie la atiende")
    return Job(
        kind=_("Solicitud"),
        number=need.number,
        title=need.headline,
        url=need.get_absolute_url(),
        next_step=step,
        who=need.asked_by,
        due=next_steps.due_of(calendar.day_of(need.received_at), need.next_step_on, today),
        due_on=need.next_step_on,
    )


def my_quotes(user):
    """Their open quotes and, for who approves, those that wait for the company's own yes."""
    quotes = Quote.objects.visible_to(user)
    mine = Q(owner=user, status__in=OPEN)
    if user.may("quotes", APPROVE):
        mine |= Q(pk__in=quotes.to_approve().exclude(owner=user).values("pk"))
    return quotes.filter(mine)


def quote_jobs(user, today):
    quotes = my_quotes(user)
    told = quotes.select_related("customer").order_by("next_step_on", "pk")[:MOST]
    to_approve = Quote.objects.to_approve().filter(pk__in=quotes.order_by().values("pk"))
    told, asked = yield told, to_approve.values_list("pk", flat=True)
    asked = set(asked)
    return [_quote_job(quote, user, today, is_asked=quote.pk in asked) for quote in told]


def _quote_job(quote, user, today, *, is_asked):
    is_mine = quote.owner_id == user.pk
    since = quote.sent_on or calendar.day_of(quote.created_at)
    due_on = quote.next_step_on or quote.valid_until
    step = quote.next_step or (
        _("Terminarla y enviarla") if quote.is_draft else _("Preguntar qué les pareció")
    )
    if is_asked:
        step = _("La están revisando para aprobarla") if is_mine else _("Aprobarla para enviar")
        due_on = None if is_mine else today
    return Job(
        kind=_("Cotización"),
        number=quote.label,
        title=quote.title,
        url=quote.get_absolute_url(),
        next_step=step,
        who=str(quote.customer),
        due=next_steps.due_of(since, due_on, today),
        due_on=due_on,
        waiting=is_asked and is_mine,
    )


# How the process goes


def approved_figure(user, today):
    """How many of those sent in half a year were taken, and for how much."""
    first = calendar.months_on(today, -HALF)
    months = yield (
        Quote.objects.visible_to(user)
        .latest()
        .exclude(status=Status.VOIDED)
        .filter(sent_on__gt=first, sent_on__lte=today)
        .annotate(month=TruncMonth("sent_on"))
        .values("month")
        .annotate(
            sent=Count("pk"),
            taken=Count("pk", filter=Q(status=Status.APPROVED)),
            value=Sum("total", filter=Q(status=Status.APPROVED)),
        )
        .order_by("month")
    )
    sent = sum(month["sent"] for month in months)
    if not sent:
        return None
    taken = sum(month["taken"] for month in months)
    return Figure(
        name=_("Cotizaciones aprobadas"),
        value=formats.percent(taken * 100 / sent, 0),
        small=formats.pesos(sum(month["value"] or 0 for month in months)),
        note=_("%(taken)s de %(sent)s enviadas en seis meses") % {"taken": taken, "sent": sent},
        trend=tuple(month["taken"] * 100 / month["sent"] for month in months),
    )


# When someone leaves


def owned_needs(user):
    return Need.objects.open().filter(owner=user)


def hand_over_needs(from_user, to_user, by):
    for need in Need.objects.open().filter(owner=from_user):
        need.hand_to(to_user, by=by, reason=_("Relevo de %(who)s") % {"who": from_user})


def owned_quotes(user):
    return Quote.objects.filter(owner=user, status__in=OPEN)


def hand_over_quotes(from_user, to_user, by):
    for quote in Quote.objects.filter(owner=from_user, status__in=OPEN).select_related("customer"):
        quote.hand_to(to_user, by=by, reason=_("Relevo de %(who)s") % {"who": from_user})
