"""Service orders on the page of a customer, and on the thread of a quote."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.core import audit
from koios.core.permissions import SEE
from koios.core.together import totals
from koios.customers.forms.picking import key_of
from koios.customers.record import Panel, Step
from koios.quotes import thread
from koios.quotes.models import Status
from koios.scheduling import showing
from koios.scheduling.models import ServiceOrder
from koios.ui import formats
from koios.ui.story import Event

NEXT = 4  # orders beside the story
TOLD = {
    "scheduled": ("calendar-event", lambda: _("programó")),
    "rendered": ("bus", lambda: _("registró que se prestó")),
    "cancelled": ("circle-x", lambda: _("canceló")),
}


def step_of(customer, user, lineage):
    if not user.may("scheduling", SEE):
        return None
    orders = ServiceOrder.objects.visible_to(user).filter(customer__in=lineage)
    (told,) = yield totals(
        orders,
        open=Count("pk", filter=Q(status__in=ServiceOrder.OPEN)),
        done=Count("pk", filter=Q(status=ServiceOrder.Status.RENDERED)),
    )
    parts = []
    if told["open"]:
        parts.append(_("%(n)s por prestar") % {"n": told["open"]})
    if told["done"] or not told["open"]:
        parts.append(
            ngettext("%(n)s prestada", "%(n)s prestadas", told["done"]) % {"n": told["done"]}
        )
    text = ", ".join(parts)
    return Step(_("Programaciones"), text, _list_of(customer), order=40)


def panel_of(customer, user, lineage):
    """What is rendered next, and what waits for a day."""
    if not user.may("scheduling", SEE):
        return None
    orders = ServiceOrder.objects.visible_to(user).filter(customer__in=lineage).open()
    shown = yield orders.order_by("scheduled_on", "asked_from", "pk")[:NEXT]
    if not shown:
        return None
    for order in shown:
        order.told = showing.when(order) if order.scheduled_on else _("Sin fecha")
    return Panel(
        _("Próximos servicios"),
        "scheduling/_panel.html",
        {"orders": shown},
        url=_list_of(customer),
        link=_("Verlos"),
        order=40,
    )


def events_of(customer, user, lineage, before, limit):
    """When each was scheduled, rendered or cancelled, from the trail."""
    orders = ServiceOrder.objects.visible_to(user).filter(customer__in=lineage)
    latest = yield orders.order_by("-opened_at", "-pk")[: limit * 4]
    orders = {str(order.pk): order for order in latest}
    entries = audit.Entry.objects.filter(
        subject_type="scheduling.serviceorder", subject_id__in=orders, verb__in=TOLD
    )
    if before is not None:
        entries = entries.filter(at__lt=before)
    told = yield entries.order_by("-at")[:limit]
    return [_event(entry, orders[entry.subject_id]) for entry in told]


def _event(entry, order):
    icon, words = TOLD[entry.verb]
    did = format_html(
        '{} <a href="{}">{}</a>: {}',
        words(),
        order.get_absolute_url(),
        order.number,
        order.title,
    )
    return Event(entry.at, who=entry.actor_name, did=did, icon=icon)


def on_thread(quote, user, current):
    """The order that a quote opened, or will."""
    if not user.may("scheduling", SEE):
        return None
    stage = _("Programación")
    opened = (yield ServiceOrder.objects.filter(quote=quote)[:1]) if _may_have(quote) else []
    if not opened:
        return thread.Step(stage, _("al aprobarse"), is_next=True, order=40)
    order = opened[0]
    day = order.scheduled_on and formats.day_short(order.scheduled_on)
    told = ", ".join(filter(None, [order.number, day or _("sin fecha")]))
    here = current == "order"
    return thread.Step(stage, told, order.get_absolute_url(), is_current=here, order=40)


def _may_have(quote):
    return quote.status == Status.APPROVED


def _list_of(customer):
    return f"{reverse('scheduling:orders')}?tab=all&customer={key_of(customer)}"
