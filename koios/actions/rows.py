"""The columns of the list of findings, as `koios.ui.rows` writes them."""

from django.template.defaultfilters import truncatechars
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.actions import showing
from koios.actions.models import Finding
from koios.actions.outline import Outline
from koios.core import calendar
from koios.ui import due, formats, states
from koios.ui.rows import Column, Row, Rows, faint, link


class FindingRow(Outline, Row):
    """What the list has read of a finding."""

    OPEN = Finding.OPEN


def _term(finding):
    left = showing.due_of(finding, calendar.today())
    if left:
        return due.draw(left)
    was_due = _g("Vencía el %(day)s") % {"day": formats.day_short(finding.due_on)}
    return format_html('<span class="small quiet">{}</span>', was_due)


ROWS = Rows(
    _("Hallazgos de esta lista"),
    Column(
        _("Número"),
        lambda finding: format_html(
            '<a href="{}">{}</a>', finding.get_absolute_url(), finding.number
        ),
        ("number",),
        css="cell-no",
        sort="number",
    ),
    Column(
        _("Hecho"),
        lambda finding: link(finding.get_absolute_url(), finding.headline, "plain strong"),
        ("number", "fact"),
        css="cell-subject",
    ),
    Column(
        _("Fuente"),
        lambda finding: truncatechars(finding.source_label, 60),
        ("source_label",),
        css="cell-who",
    ),
    Column(
        _("Responsable"),
        lambda finding: finding.owner__name or faint(_g("Sin responsable")),
        ("owner__name",),
        css="cell-owner",
    ),
    Column(
        _("Encontrado"),
        lambda finding: formats.when(finding.found_on, "day_short"),
        ("found_on",),
        css="cell-on",
        sort="found",
    ),
    Column(_("Término"), _term, ("status", "found_on", "due_on"), css="cell-due", sort="due"),
    Column(
        _("Estado"),
        lambda finding: states.draw(showing.state_of(finding)),
        ("status",),
        css="cell-state cell-last",
    ),
    row=FindingRow,
)
