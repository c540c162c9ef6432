"""The columns of the list of verifications, as `koios.ui.rows` writes them."""

from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.ui import due, formats, states
from koios.ui.rows import Column, Row, Rows, faint, link, sub
from koios.verification import papers
from koios.verification.desk import showing
from koios.verification.outline import Outline
from koios.verification.states import Status


class VerificationRow(Outline, Row):
    """What the list has read of a verification."""

    @property
    def customer_name(self):
        return self.contract__customer__trade_name or self.contract__customer__legal_name


def _number(row):
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row.number)


def _contract(row):
    main = link(row.get_absolute_url(), row.customer_name)
    return format_html("{}{}", main, sub(f"{row.contract__number} · {row.for_year}"))


def _result(row):
    """How far it is, or what came out."""
    if row.status == Status.IN_PROGRESS:
        return format_html('<span class="quiet">{}</span>', row.progress)
    if row.status in (Status.DONE, Status.VOIDED):
        return format_html("<b>{}</b>", papers.percent(row.compliance))
    return ""


def _term(row):
    left = showing.due_of(row, calendar.today())
    if left:
        return due.draw(left)
    return format_html('<span class="small quiet">{}</span>', formats.day_short(row.due_on))


ROWS = Rows(
    _("Verificaciones de esta lista"),
    Column(_("Número"), _number, ("number",), css="cell-no", sort="number"),
    Column(
        _("Cliente y contrato"),
        _contract,
        (
            *("contract__customer__trade_name", "contract__customer__legal_name"),
            *("contract__number", "for_year", "number"),
        ),
        css="cell-subject",
        names=True,
    ),
    Column(
        _("Verifica"),
        lambda row: row.owner__name or faint(_g("Nadie todavía")),
        ("owner__name",),
        css="cell-who",
        look="quiet",
    ),
    Column(
        _("Resultado"),
        _result,
        ("status", "answered", "asked", "compliance"),
        css="cell-value",
        look="nowrap",
        sort="result",
    ),
    Column(_("Para cuándo"), _term, ("status", "due_on"), css="cell-due", sort="due"),
    Column(
        _("Estado"),
        lambda row: states.draw(showing.state_of(row)),
        ("status",),
        css="cell-state cell-last",
    ),
    css="list-verifications",
    row=VerificationRow,
)
