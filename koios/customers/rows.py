"""The columns of the list of customers, as `koios.ui.rows` writes them."""

from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.customers.models import Customer
from koios.customers.outline import Outline
from koios.ui import formats, states
from koios.ui.rows import Column, Row, Rows, link, sub


class CustomerRow(Outline, Row):
    """What the list has read of a customer."""

    Status = Customer.Status


def _name(customer):
    legal_name = customer.legal_name if customer.trade_name else ""
    name = format_html("{}{}", link(customer.get_absolute_url(), str(customer)), sub(legal_name))
    if not customer.is_claimed:
        return name
    return format_html('{} <span class="pill pill-warn">{}</span>', name, _g("Reclamo en trámite"))


ROWS = Rows(
    _("Clientes"),
    Column(
        _("Cliente"), _name, ("trade_name", "legal_name", "is_claimed"), sort="name", names=True
    ),
    Column(
        _("Documento"),
        lambda customer: customer.document and str(customer.document),
        ("document_type", "document_number"),
        look="quiet nowrap",
    ),
    Column(
        _("Municipio"),
        lambda customer: customer.place,
        ("municipality",),
        look="quiet",
        sort="place",
    ),
    Column(_("Segmento"), "segment", look="quiet", sort="segment"),
    Column(_("Responsable"), "owner__name", look="quiet"),
    Column(
        _("Cambió"),
        lambda customer: formats.day_short(customer.changed_at),
        ("changed_at",),
        css="cell-wide",
        look="quiet nowrap",
        sort="changed",
    ),
    Column(
        _("Estado"),
        lambda customer: states.draw(customer.state),
        ("status",),
        css="cell-last",
    ),
    css="contacts list-customers",
    row=CustomerRow,
)
