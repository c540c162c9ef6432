"""The columns of the list of requests, as `koios.ui.rows` writes them."""

from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.core.exports import Column as Told
from koios.quotes import next_steps, showing
from koios.quotes.models import Need
from koios.quotes.need_outline import Outline
from koios.ui import formats, states
from koios.ui.rows import Column, Row, Rows, faint, link, sub


class NeedRow(Outline, Row):
    """What the list has read of a request."""

    @property
    def customer_name(self):
        return self.customer__trade_name or self.customer__legal_name or ""

    def get_status_display(self):
        return Need.Status(self.status).label


def _what(need):
    where = ", ".join(filter(None, [need.place, need.schedule]))
    return format_html(
        "{} {}", link(need.get_absolute_url(), need.headline, "cell-main clamp"), sub(where)
    )


def _who(need):
    person = need.contact_name if need.contact_name != need.asked_by else ""
    return format_html("{} {}", need.asked_by, sub(person))


def _next(need):
    if not need.is_open:
        return ""
    return next_steps.draw(need.next_step, need.next_step_on, calendar.today())


ROWS = Rows(
    _("Solicitudes de esta lista"),
    Column(
        _("Número"),
        lambda need: format_html('<a href="{}">{}</a>', need.get_absolute_url(), need.number),
        ("number",),
        css="cell-no",
        sort="number",
    ),
    Column(_("Qué necesita"), _what, ("what", "place", "schedule"), css="cell-subject"),
    Column(
        _("Quién pide"),
        _who,
        ("customer__trade_name", "customer__legal_name", "company", "contact_name"),
        css="cell-who",
    ),
    Column(
        _("Canal"),
        lambda need: Need.Channel(need.channel).label,
        ("channel",),
        css="cell-type",
        look="quiet",
    ),
    Column(
        _("Responsable"),
        lambda need: need.owner__name or faint(_g("Sin responsable")),
        ("owner__name",),
        css="cell-owner",
    ),
    Column(
        _("Recibida"),
        lambda need: formats.day_short(need.received_at),
        ("received_at",),
        css="cell-on",
        look="quiet nowrap",
        sort="received",
    ),
    Column(
        _("Próximo paso"),
        _next,
        ("next_step", "next_step_on", "status"),
        css="cell-due",
        sort="step",
    ),
    Column(
        _("Estado"),
        lambda need: states.draw(showing.state_of(need)),
        ("status",),
        css="cell-state cell-last",
    ),
    css="list-needs",
    row=NeedRow,
)

SHEET = [
    Told(_("Número"), "number"),
    Told(_("Estado"), "get_status_display"),
    Told(_("Canal"), "get_channel_display"),
    Told(_("Recibida"), "received_at", "moment"),
    Told(_("Cliente"), "customer"),
    Told(_("Empresa"), "company"),
    Told(_("Contacto"), "contact_name"),
    Told(_("Correo"), "contact_email"),
    Told(_("Teléfono"), "contact_phone"),
    Told(_("Qué necesita"), "what"),
    Told(_("Dónde"), "place"),
    Told(_("Cuándo"), "schedule"),
    Told(_("Cuántas personas"), "passengers"),
    Told(_("Desde cuándo"), "begins"),
    Told(_("Responsable"), "owner"),
    Told(_("Próximo paso"), "next_step"),
    Told(_("Fecha del próximo paso"), "next_step_on", "date"),
    Told(_("Razón"), "reason"),
]
