"""The columns of the list of contracts, as `koios.ui.rows` writes them."""

from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.contracts.desk import showing
from koios.contracts.outline import Outline
from koios.core import calendar
from koios.ui import formats, states
from koios.ui.rows import Column, Row, Rows, faint, link


class ContractRow(Outline, Row):
    """What the list has read of a contract."""

    @property
    def customer_name(self):
        return self.customer__trade_name or self.customer__legal_name


def _number(contract):
    return format_html('<a href="{}">{}</a>', contract.get_absolute_url(), contract.label)


def _value(contract):
    return faint(_g("Según servicios")) if contract.value is None else formats.pesos(contract.value)


ROWS = Rows(
    _("Contratos de esta lista"),
    Column(_("Número"), _number, ("number", "key"), css="cell-no"),
    Column(
        _("Objeto"),
        lambda one: link(one.get_absolute_url(), one.headline, "plain strong"),
        ("object",),
        css="cell-subject",
        names=True,
    ),
    Column(
        _("Cliente"),
        lambda one: one.customer_name,
        ("customer__trade_name", "customer__legal_name"),
        css="cell-who",
    ),
    Column(
        _("Responsable"),
        lambda one: one.owner__name or faint(_g("Sin responsable")),
        ("owner__name",),
        css="cell-owner",
    ),
    Column(_("Valor"), _value, ("value",), css="cell-on num", look="nowrap", sort="value"),
    Column(
        _("Termina"),
        lambda one: showing.end_of(one, calendar.today()),
        ("end_on", "status"),
        css="cell-due",
        look="nowrap",
        sort="end",
    ),
    Column(
        _("Estado"),
        lambda one: states.draw(showing.state_of(one)),
        ("status", "in_signing"),
        css="cell-state cell-last",
    ),
    row=ContractRow,
)
