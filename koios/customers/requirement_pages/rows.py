"""The columns of the list of requirements, as `koios.ui.rows` writes them."""

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core import addresses
from koios.customers.requirement_pages import showing
from koios.customers.requirements import Requirement
from koios.ui import formats, states
from koios.ui.rows import Column, Row, Rows, faint, link


class RequirementRow(Row):
    """What the list has read of a requirement."""

    headline = Requirement.headline

    def get_absolute_url(self):
        return addresses.to("customers:requirement", self.pk)

    @property
    def customer_name(self):
        return self.customer__trade_name or self.customer__legal_name


ROWS = Rows(
    _("Requisitos de los clientes"),
    Column(
        _("Requisito"),
        lambda one: link(one.get_absolute_url(), one.headline, "plain strong"),
        ("pk", "statement"),
        css="cell-subject",
        names=True,
    ),
    Column(
        _("Cliente"),
        lambda one: one.customer_name,
        ("customer__trade_name", "customer__legal_name"),
        css="cell-who",
    ),
    Column(_("Clase"), lambda one: Requirement.Kind(one.kind).label, ("kind",), css="cell-type"),
    Column(
        _("Responsable"),
        lambda one: one.owner__name or faint(_g("Sin responsable")),
        ("owner__name",),
        css="cell-owner",
    ),
    Column(
        _("Verificado"),
        showing.met_of,
        ("verified_on", "is_met", "status"),
        css="cell-due",
        sort="verified",
    ),
    Column(
        _("Cambió"),
        lambda one: formats.day_short(one.changed_at),
        ("changed_at",),
        css="cell-on",
        look="quiet nowrap",
        sort="changed",
    ),
    Column(
        _("Estado"),
        lambda one: states.draw(showing.state_of(one)),
        ("status",),
        css="cell-state cell-last",
    ),
    row=RequirementRow,
)
