"""The services of a day, on the screen and on the paper that hangs in the office of the drivers."""

from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from koios.core import documents
from koios.scheduling import clashes, showing
from koios.scheduling.models import ServiceOrder
from koios.ui import formats

TEMPLATE = "core/report.typ"


def orders_of(user, day: date) -> list[ServiceOrder]:
    """In the order in which they leave."""
    rows = ServiceOrder.objects.visible_to(user).on(day, day).select_related("customer", "contact")
    shown = list(rows.order_by(F("hour").asc(nulls_last=True), "pk"))
    doubled = clashes.doubled(shown)
    for order in shown:
        order.state = showing.state_of(order)
        order.clash = clashes.told(doubled.get(order.pk, ()))
    return shown


def compile(user, day: date) -> bytes:
    """The PDF of the day."""
    return documents.compile(TEMPLATE, told(orders_of(user, day), day))


def told(orders, day: date) -> dict:
    """All that the paper says, as plain data."""
    return {
        "company": documents.letterhead(),
        "title": _("Servicios del %(day)s") % {"day": formats.day_full(day)},
        "summary": "" if orders else _("No hay servicios programados para este día."),
        "parts": [
            {
                "title": _("Programación"),
                "caption": formats.number(len(orders)),
                "table": {"columns": _columns(), "rows": [_row(order) for order in orders]},
            }
        ]
        if orders
        else [],
    }


def _columns():
    shares = [
        (_("Hora"), 0.7),
        (_("Servicio y cliente"), 2.2),
        (_("Contacto"), 1.4),
        (_("Vehículo y conductor"), 1.4),
        (_("Notas"), 1.8),
    ]
    return [{"label": label, "share": share} for label, share in shares]


def _row(order):
    contact = order.contact
    return [
        formats.hour(order.hour) if order.hour else "–",
        _lines(order.number, order.title, order.customer),
        _lines(contact.name, contact.phone) if contact else "",
        _lines(order.vehicle, order.driver),
        order.notes,
    ]


def _lines(*values):
    return "\n".join(str(value) for value in values if value)
