"""The report as a spreadsheet: figures and definitions, the breakdowns, the list of cases."""

import io
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.cases.report import shown
from koios.cases.report.labels import DIMENSIONS
from koios.core import clock, company
from koios.core.exports import Column
from koios.core.tables.cells import CONTROLS

LONGEST_CELL = 32_767

COLUMNS = [
    (Column(gettext_lazy("Radicado"), "case.number"), 20),
    (Column(gettext_lazy("Número de origen"), "case.external_number"), 16),
    (Column(gettext_lazy("Tipo"), "case.get_kind_display"), 24),
    (Column(gettext_lazy("Canal"), "case.get_channel_display"), 12),
    (Column(gettext_lazy("Asunto"), "case.subject"), 44),
    (Column(gettext_lazy("Cliente"), "case.customer"), 28),
    (Column(gettext_lazy("Responsable"), "case.owner"), 22),
    (Column(gettext_lazy("Causa"), "case.cause"), 20),
    (Column(gettext_lazy("Recibida"), "case.received_on", "date"), 12),
    (Column(gettext_lazy("Acuse"), "acknowledged_on", "date"), 12),
    (Column(gettext_lazy("Vence"), "due_on", "date"), 12),
    (Column(gettext_lazy("Cómo estaba"), "told_standing"), 22),
    (Column(gettext_lazy("Respondida"), "answered_on", "date"), 12),
    (Column(gettext_lazy("Entrega"), "told_delivery"), 20),
    (Column(gettext_lazy("Días hábiles"), "business_days", "number"), 12),
    (Column(gettext_lazy("Días calendario"), "calendar_days", "number"), 14),
    (Column(gettext_lazy("Calificación (1 a 5)"), "score", "number"), 18),
    (Column(gettext_lazy("Reabierta"), "is_reopened", "yes_no"), 11),
]


def write(report, *, tell=None) -> bytes:
    """The workbook. `tell(number)` hears how many cases are written."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(
        content,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "constant_memory": True,
        },
    )
    now = clock.local(clock.now()).replace(tzinfo=None)
    book.set_properties({"title": _("Informe de PQRS"), "created": now})
    styles = _styles(book)
    _figures(book.add_worksheet(_("Informe")), report, styles)
    _breakdowns(book.add_worksheet(_("Desgloses")), report, styles)
    _follow_up(book.add_worksheet(_("Seguimiento")), report, styles, tell)
    book.close()
    return content.getvalue()


def _styles(book):
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "two": book.add_format({"num_format": "0.00"}),
        "plain": None,
    }


def _figures(sheet, report, styles):
    figures, before = report.figures, report.before
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 18)
    line = _lines(sheet, styles)
    line(_("Informe de PQRS"), style="title")
    line(company.card()["name"])
    line(shown.subtitle(report))
    line()
    line(str(report.conclusion))
    line()
    line("", _("Este período"), _("Período anterior"), style="head")
    for name, of in FIGURES:
        line(name, of(figures), of(before))
    line()
    line(_("Definiciones"), style="head")
    for name, told in report.definitions:
        line(f"{name}: {told}")


FIGURES = [
    (gettext_lazy("Recibidas"), lambda of: of.received),
    (gettext_lazy("Respondidas"), lambda of: of.answered),
    (gettext_lazy("Respondidas tarde"), lambda of: of.late),
    (gettext_lazy("Abiertas"), lambda of: of.open),
    (gettext_lazy("Abiertas y vencidas"), lambda of: of.overdue),
    (gettext_lazy("A tiempo, %"), lambda of: of.on_time_percent),
    (gettext_lazy("Días hábiles, media"), lambda of: of.response_business_days.mean),
    (gettext_lazy("Días hábiles, mediana"), lambda of: of.response_business_days.median),
    (gettext_lazy("Días hábiles, p90"), lambda of: of.response_business_days.p90),
    (gettext_lazy("Días calendario, media"), lambda of: of.response_calendar_days.mean),
    (gettext_lazy("Días calendario, mediana"), lambda of: of.response_calendar_days.median),
    (gettext_lazy("Días calendario, p90"), lambda of: of.response_calendar_days.p90),
    (gettext_lazy("Reabiertas, %"), lambda of: of.reopened_percent),
]
"""The figures that lead, with how each is read."""


def _breakdowns(sheet, report, styles):
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 6, 16)
    line = _lines(sheet, styles)
    for dimension in DIMENSIONS.values():
        line(
            dimension.title,
            _("Recibidas"),
            _("Respondidas"),
            _("Respondidas tarde"),
            _("Abiertas y vencidas"),
            _("A tiempo, %"),
            _("Días hábiles, media"),
            style="head",
        )
        for one in report.named(dimension.key):
            line(
                one.name,
                one.received,
                one.answered,
                one.late,
                one.overdue,
                one.on_time_percent,
                one.mean_business_days,
            )
        line()


def _follow_up(sheet, report, styles, tell):
    for position, (column, width) in enumerate(COLUMNS):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, str(column.label), styles["head"])
    sheet.freeze_panes(1, 1)
    number = 0
    for number, row in enumerate(report.follow_up, start=1):
        for position, (column, _width) in enumerate(COLUMNS):
            _put(sheet, number, position, column.value(row), styles)
        if tell and number % 200 == 0:
            tell(number)
    sheet.autofilter(0, 0, max(number, 1), len(COLUMNS) - 1)


def _lines(sheet, styles):
    """Writes one line after the other."""
    at = iter(range(1_000_000))

    def line(*values, style="plain"):
        number = next(at)
        for position, value in enumerate(values):
            _put(sheet, number, position, value, styles, style)

    return line


def _put(sheet, line, position, value, styles, style="plain"):
    if value is None or value == "":
        return
    if isinstance(value, Decimal):
        sheet.write_number(line, position, value, styles["two"])
    elif isinstance(value, int):
        sheet.write_number(line, position, value)
    elif isinstance(value, date):
        sheet.write_datetime(line, position, value, styles["date"])
    else:
        told = str(value).translate(CONTROLS)[:LONGEST_CELL]
        sheet.write_string(line, position, told, styles[style])
