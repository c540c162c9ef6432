"""The report as a spreadsheet: figures and definitions, the breakdowns, the list of cases."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.cases.report import shown
from koios.cases.report.labels import DIMENSIONS
from koios.core import company
from koios.core.exports import Column
from koios.office.reporting.books import Book

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


def write(report) -> bytes:
    book = Book(_("Informe de PQRS"))
    _figures(book.lines(_("Informe"), [34, 18, 18]), report)
    _breakdowns(book.lines(_("Desgloses"), [34, 16, 16, 16, 16, 16, 16]), report)
    book.records(_("Seguimiento"), COLUMNS, report.follow_up)
    return book.close()


def _figures(line, report):
    figures, before = report.figures, report.before
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


def _breakdowns(line, report):
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
