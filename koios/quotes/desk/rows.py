"""The columns of the list of quotes, and the headings of days under which its rows stand."""

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.quotes import showing
from koios.quotes.outline import Outline
from koios.quotes.states import Status
from koios.ui import due, formats, states
from koios.ui.rows import Column, Row, Rows, faint, link, sub


class QuoteRow(Outline, Row):
    """What the list has read of a quote."""

    @property
    def customer_name(self):
        return self.customer__trade_name or self.customer__legal_name

    def get_status_display(self):
        return Status(self.status).label


def _number(quote):
    if quote.number is None:
        return format_html(
            '<a class="faint" href="{}">{}</a>', quote.get_absolute_url(), _g("Sin número")
        )
    head, _dash, tail = quote.number.rpartition("-")
    version = f" v{quote.version}" if quote.version > 1 else ""
    return format_html(
        '<a href="{}" aria-label="{}">{}<b>{}</b>{}</a>',
        quote.get_absolute_url(),
        quote.label,
        f"{head.rpartition('-')[2]}-" if head else "",
        tail,
        version,
    )


def _title(quote):
    step = ""
    if quote.is_open and quote.next_step:
        step = quote.next_step
        if quote.next_step_on:
            step = f"{step}, {formats.day_short(quote.next_step_on)}"
    return format_html(
        "{}{}", link(quote.get_absolute_url(), quote.title, "cell-main clamp"), sub(step)
    )


def _term(quote):
    left = showing.due_of(quote, calendar.today())
    return due.draw(left) if left else format_html('<span class="quiet">{}</span>', _ended(quote))


def _ended(quote):
    told = {
        Status.DRAFT: (_g("Cambió el %(day)s"), quote.changed_at),
        Status.APPROVED: (_g("Aprobada el %(day)s"), quote.answered_on),
        Status.REJECTED: (_g("Rechazada el %(day)s"), quote.answered_on),
        Status.EXPIRED: (_g("Venció el %(day)s"), quote.valid_until),
    }
    words, day = told.get(quote.status, ("", None))
    return words % {"day": formats.day_short(day)} if day else ""


ROWS = Rows(
    _("Cotizaciones de esta lista"),
    Column(
        _("Número"), _number, ("number", "version", "key"), css="cell-no", sort="number", names=True
    ),
    Column(
        _("Qué se ofrece"),
        _title,
        ("title", "status", "next_step", "next_step_on"),
        css="cell-subject",
    ),
    Column(
        _("Cliente"),
        lambda quote: format_html("{} {}", quote.customer_name, sub(quote.contact__name)),
        ("customer__trade_name", "customer__legal_name", "contact__name"),
        css="cell-who",
    ),
    Column(
        _("Vendedor"),
        lambda quote: quote.owner__name or quote.seller_name or faint(_g("Sin vendedor")),
        ("owner__name", "seller_name"),
        css="cell-owner",
    ),
    Column(
        _("Enviada"),
        lambda quote: formats.day_short(quote.sent_on) if quote.sent_on else "",
        ("sent_on",),
        css="cell-on",
        look="quiet nowrap",
        sort="sent",
    ),
    Column(
        _("Valor"),
        lambda quote: formats.pesos(quote.total),
        ("total",),
        css="cell-value",
        sort="value",
    ),
    Column(
        _("Vigencia"),
        _term,
        ("valid_until", "sent_on", "answered_on", "changed_at"),
        css="cell-due",
        sort="until",
    ),
    Column(
        _("Estado"),
        lambda quote: states.draw(showing.state_of(quote)),
        ("status",),
        css="cell-state cell-last",
    ),
    css="list-quotes",
    row=QuoteRow,
    chosen_by="key",
    called=lambda quote: f"{quote.label}, {quote.title}",
)


# The headings under which the rows stand, by the way the list is sorted


def _by_sending(quote):
    return _day(quote.sent_on) if quote.sent_on else _g("Sin enviar")


def _by_step(quote):
    if quote.next_step_on is None:
        return _g("Sin fecha de seguimiento")
    if quote.next_step_on < calendar.today():
        return _g("De días anteriores")
    return _day(quote.next_step_on)


def _by_end(quote):
    return _day(quote.valid_until) if quote.valid_until else _g("Sin enviar")


def _day(value):
    value = formats.as_day(value)
    told = formats.day_long(value)
    return _g("Hoy, %(day)s") % {"day": told} if value == calendar.today() else capfirst(told)


PARTS = {
    "sent": _by_sending,
    "step": _by_step,
    "changed": lambda quote: _day(quote.changed_at),
    "until": _by_end,
}
