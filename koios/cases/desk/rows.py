"""The columns of the queues, as `koios.ui.rows` writes them."""

from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.cases import showing
from koios.cases.outline import Outline
from koios.core import calendar
from koios.ui import due, formats, states
from koios.ui.rows import Column, Row, Rows, faint, link, sub


class CaseRow(Outline, Row):
    """What a queue has read of a case."""

    @property
    def petitioner_name(self):
        return self.petitioner__name


def _number(case):
    return format_html(
        '<a href="{}" aria-label="{}">{}<b>{}</b></a><span class="cell-type-inline faint">'
        '<span aria-hidden="true"> · </span>{}</span>',
        case.get_absolute_url(),
        case.number,
        case.number_head,
        case.number_tail,
        case.short_kind,
    )


def _subject(case):
    subject = link(case.get_absolute_url(), case.subject, "cell-main clamp")
    if not case.critical:
        return subject
    return format_html('{} <span class="pill pill-bad">{}</span>', subject, _g("Crítica"))


def _who(case):
    customer = case.customer__trade_name or case.customer__legal_name
    return format_html("{} {}", case.asked_by, sub(customer))


def _term(case):
    left = showing.due_of(case, calendar.today())
    if left:
        return due.draw(left)
    if not case.answered_on:
        return ""
    answered = _g("Respondida el %(day)s") % {"day": formats.day_short(case.answered_on)}
    return format_html('<span class="small quiet">{}</span>', answered)


ROWS = Rows(
    _("PQRS de esta cola"),
    Column(_("Radicado"), _number, ("number", "year", "kind"), css="cell-no", sort="number"),
    Column(_("Tipo"), lambda case: case.short_kind, ("kind",), css="cell-type", look="quiet"),
    Column(_("Asunto"), _subject, ("number", "subject", "critical"), css="cell-subject"),
    Column(
        _("Peticionario y cliente"),
        _who,
        ("identity", "petitioner__name", "customer__trade_name", "customer__legal_name"),
        css="cell-who",
    ),
    Column(
        _("Responsable"),
        lambda case: case.owner__name or faint(_g("Sin asignar")),
        ("owner__name",),
        css="cell-owner",
    ),
    Column(
        _("Recibida"),
        lambda case: formats.day_short(case.received_at),
        ("received_at",),
        css="cell-on",
        look="quiet nowrap",
        sort="received",
    ),
    Column(
        _("Término"),
        _term,
        ("status", "due_on", "term_from", "term_days", "paused_on", "answered_on"),
        css="cell-due",
        sort="due",
    ),
    Column(
        _("Estado"),
        lambda case: states.draw(showing.state_of(case)),
        ("status",),
        css="cell-state cell-last",
    ),
    css="list-cases",
    row=CaseRow,
    chosen_by="number",
)
