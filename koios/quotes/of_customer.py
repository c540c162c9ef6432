"""Requests, quotes and prices on the page of a customer."""

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.core import calendar
from koios.core.permissions import EDIT, SEE
from koios.core.together import totals
from koios.customers.forms.picking import key_of
from koios.customers.record import Action, Panel, Step
from koios.quotes.models import Need, Quote, Status, Tariff, TariffList
from koios.ui import formats
from koios.ui.story import Event

MOST = 6  # prices beside the story


def need_step(customer, user, lineage):
    if not user.may("quotes", SEE):
        return None
    needs = Need.objects.visible_to(user).filter(customer__in=lineage)
    waiting = Q(status=Need.Status.OPEN)
    (told,) = yield totals(needs, all=Count("pk"), open=Count("pk", filter=waiting))
    opened = _("%(n)s por atender") % {"n": told["open"]}
    made = ngettext("%(n)s recibida", "%(n)s recibidas", told["all"]) % {"n": told["all"]}
    url = f"{reverse('quotes:needs')}?tab=all&customer={key_of(customer)}"
    return Step(_("Solicitudes"), opened if told["open"] else made, url, order=10)


def quote_step(customer, user, lineage):
    if not user.may("quotes", SEE):
        return None
    (told,) = yield _sums(customer, user, lineage)
    sent = ngettext("%(n)s enviada", "%(n)s enviadas", told["waiting"]) % {"n": told["waiting"]}
    taken = ngettext("%(n)s aprobada", "%(n)s aprobadas", told["taken"]) % {"n": told["taken"]}
    text = f"{sent}, {taken}" if told["waiting"] else taken
    return Step(_("Cotizaciones"), text, _list_of(customer), order=20)


def quote_panel(customer, user, lineage):
    """How much of what was offered this year they took."""
    if not user.may("quotes", SEE):
        return None
    (told,) = yield _sums(customer, user, lineage)
    if not told["sent"]:
        return None
    return Panel(
        _("Cotizaciones aprobadas"),
        "quotes/_panel.html",
        told,
        url=_list_of(customer),
        link=_("Verlas"),
        order=20,
    )


def tariff_panel(customer, user, lineage):
    """The prices that hold for them today, where they have a list of their own."""
    if not user.may("quotes", SEE):
        return None
    lists = TariffList.objects.in_force(calendar.today()).filter(customer__in=lineage)
    priced = Tariff.objects.filter(tariffs__in=lists.order_by().values("pk"))
    lists, priced = yield lists, priced.select_related("service")
    if not lists:
        return None
    first = lists[0]
    prices = [one for one in priced if one.tariffs_id == first.pk]
    return Panel(
        first.name,
        "quotes/_tariff_panel.html",
        {"prices": prices[:MOST], "more": len(prices) - MOST},
        order=30,
    )


def need_action(customer, user):
    return _action(_("Nueva solicitud"), "quotes:new_need", customer, user, icon="inbox")


def quote_action(customer, user):
    return _action(
        _("Nueva cotización"), "quotes:new_quote", customer, user, icon="plus", is_primary=True
    )


def _action(label, url_name, customer, user, **look):
    """Something to begin for this customer."""
    if not user.may("quotes", EDIT):
        return None
    return Action(label, f"{reverse(url_name)}?customer={customer.pk}", **look)


def need_events(customer, user, lineage, before, limit):
    needs = Need.objects.visible_to(user).filter(customer__in=lineage)
    if before is not None:
        needs = needs.filter(received_at__lt=before)
    found = yield needs.order_by("-received_at", "-pk")[:limit]
    return [_asked(need, customer) for need in found]


def _asked(need, customer):
    did = format_html(
        '{} <a href="{}">{}</a>: {}',
        _("pidió un servicio,"),
        need.get_absolute_url(),
        need.number,
        need.headline,
    )
    return Event(need.received_at, who=need.contact_name or str(customer), did=did, icon="inbox")


def quote_events(customer, user, lineage, before, limit):
    """What was offered and what they answered, from the quotes that moved last."""
    quotes = Quote.objects.visible_to(user).filed().filter(customer__in=lineage)
    if before is not None:
        quotes = quotes.filter(sent_at__lt=before)
    last = Greatest("sent_at", Coalesce("opened_at", "sent_at"), Coalesce("answered_at", "sent_at"))
    related = quotes.select_related("owner", "reason", "acceptance")
    found = yield related.order_by(last.desc(), "-pk")[:limit]
    events = [
        event
        for quote in found
        for event in _told(quote, customer)
        if before is None or event.at < before
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)[:limit]


def _told(quote, customer):
    link = format_html('<a href="{}">{}</a>', quote.get_absolute_url(), quote.label)
    value = formats.pesos(quote.total)
    who = str(customer)
    sent = format_html("{} {}: {}, {}", _("envió"), link, quote.title, value)
    yield Event(quote.sent_at, who=str(quote.owner or ""), did=sent, icon="file-invoice")
    if quote.opened_at:
        yield Event(
            quote.opened_at, who=who, did=format_html("{} {}", _("abrió"), link), icon="eye"
        )
    if quote.status == Status.APPROVED:
        taken = format_html("{} {}, {}", _("aprobó"), link, value)
        name = quote.acceptance.name if hasattr(quote, "acceptance") else who
        yield Event(quote.answered_at, who=name, did=taken, icon="circle-check")
    elif quote.status == Status.REJECTED:
        lost = format_html("{} {}: {}", _("no tomó"), link, quote.reason or "")
        yield Event(quote.answered_at, who=who, did=lost, icon="circle-x")


def _sums(customer, user, lineage):
    """What was offered and what came of it: a question asked once for the step and the panel."""
    if not hasattr(customer, "_quotes_told"):
        quotes = Quote.objects.visible_to(user).filter(customer__in=lineage).latest()
        of_year = Q(sent_on__year=calendar.today().year)
        taken = Q(status=Status.APPROVED)
        customer._quotes_told = totals(
            quotes,
            waiting=Count("pk", filter=Q(status=Status.SENT)),
            taken=Count("pk", filter=taken),
            sent=Count("pk", filter=of_year),
            taken_of_year=Count("pk", filter=of_year & taken),
            value=Sum("total", filter=of_year & taken),
        )
    return customer._quotes_told


def _list_of(customer):
    return f"{reverse('quotes:quotes')}?tab=all&customer={customer.pk}"
