"""The columns of the list of service orders, as `koios.ui.rows` writes them."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.scheduling import showing
from koios.scheduling.models import ServiceOrder
from koios.scheduling.outline import Outline
from koios.ui import states
from koios.ui.rows import Column, Row, Rows, link, sub


class OrderRow(Outline, Row):
    """What the list has read of a service order."""

    OPEN = ServiceOrder.OPEN


def _subject(order):
    customer = order.customer__trade_name or order.customer__legal_name
    main = link(order.get_absolute_url(), order.title, "cell-main clamp")
    return format_html("{} {}", main, sub(customer))


def _means(order):
    return format_html("{} {}", order.vehicle, sub(order.driver))


ROWS = Rows(
    _("Órdenes de servicio de esta lista"),
    Column(
        _("Consecutivo"),
        lambda order: format_html('<a href="{}">{}</a>', order.get_absolute_url(), order.number),
        ("number",),
        css="cell-no",
        sort="opened",
    ),
    Column(
        _("Servicio y cliente"),
        _subject,
        ("number", "title", "customer__trade_name", "customer__legal_name"),
        css="cell-subject",
    ),
    Column(
        _("Pedida para"),
        showing.asked_for,
        ("asked_from", "asked_until"),
        css="cell-on",
        look="quiet",
        sort="asked",
    ),
    Column(
        _("Programada"),
        lambda order: showing.day_of(order, calendar.today()),
        ("status", "scheduled_on", "hour", "asked_from", "asked_until"),
        css="cell-due",
        sort="day",
    ),
    Column(_("Vehículo y conductor"), _means, ("vehicle", "driver"), css="cell-who"),
    Column(
        _("Estado"),
        lambda order: states.draw(showing.state_of(order)),
        ("status",),
        css="cell-state cell-last",
    ),
    css="list-orders",
    row=OrderRow,
)
