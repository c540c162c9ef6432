"""The report as a spreadsheet: figures and definitions, the breakdowns, the list of quotes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import company
from koios.core.exports import Column
from koios.office.reporting.books import Book
from koios.quotes.report import shown
from koios.quotes.report.labels import DIMENSIONS
from koios.quotes.report.paper import to_come
from koios.quotes.report.standing import Standing

CHUNK = 1_000
COLUMNS = [
    (Column(gettext_lazy("Cotización"), "label"), 20),
    (Column(gettext_lazy("Número de origen"), "external_number"), 16),
    (Column(gettext_lazy("Qué se ofrece"), "title"), 40),
    (Column(gettext_lazy("Cliente"), "customer"), 30),
    (Column(gettext_lazy("NIT o documento"), "customer.document_number"), 16),
    (Column(gettext_lazy("Segmento"), "customer.segment"), 16),
    (Column(gettext_lazy("Vendedor"), "seller"), 22),
    (Column(gettext_lazy("Servicio"), "main_service.name"), 24),
    (Column(gettext_lazy("Enviada"), "sent_on", "date"), 12),
    (Column(gettext_lazy("Válida hasta"), "valid_until", "date"), 12),
    (Column(gettext_lazy("Respondida"), lambda row: _answered(row), "date"), 12),
    (Column(gettext_lazy("Cómo estaba"), lambda row: Standing(row.standing).label), 14),
    (Column(gettext_lazy("Valor sin IVA"), "net", "number"), 16),
    (Column(gettext_lazy("Valor"), "total", "number"), 16),
    (Column(gettext_lazy("Razón"), lambda row: _lost(row, "reason")), 24),
    (Column(gettext_lazy("Quién la ganó"), lambda row: _lost(row, "competitor")), 20),
]


def write(report) -> bytes:
    book = Book(str(report.title))
    _figures(book.lines(_("Informe"), [38, 20, 20]), report)
    _breakdowns(book.lines(_("Desgloses"), [34, *[15] * 10]), report)
    _open(book.lines(_("Lo abierto"), [34, *[18] * 7]), report)
    book.records(_("Cotizaciones"), COLUMNS, rows(report))
    return book.close()


def rows(report):
    """The quotes of the report, in the order in which they were sent."""
    quotes = report.quotes.select_related("customer", "owner", "main_service", "reason")
    return quotes.order_by("sent_on", "pk").iterator(chunk_size=CHUNK)


def _answered(quote):
    """Only what was known on the day of the report."""
    return quote.answered_on if quote.standing in ANSWERED else None


def _lost(quote, name):
    return getattr(quote, name) if quote.standing == Standing.REJECTED else None


ANSWERED = (Standing.APPROVED, Standing.REJECTED)


def _figures(line, report):
    figures, before = report.figures, report.before
    line(str(report.title), style="title")
    line(company.card()["name"])
    line(shown.subtitle(report))
    line()
    line(str(report.conclusion))
    line()
    line("", _("Este período"), _("Un año antes"), style="head")
    for name, value in FIGURES:
        line(name, getattr(figures, value), getattr(before, value))
    line(_("Días hasta la respuesta, media"), figures.days_to_answer.mean)
    line(_("Días hasta la respuesta, mediana"), figures.days_to_answer.median)
    line(_("Días hasta la respuesta, p90"), figures.days_to_answer.p90)
    line()
    line(_("Definiciones"), style="head")
    for name, told in report.definitions:
        line(f"{name}: {told}")


FIGURES = [
    (gettext_lazy("Enviadas"), "sent"),
    (gettext_lazy("Aprobadas"), "approved"),
    (gettext_lazy("Rechazadas"), "rejected"),
    (gettext_lazy("Vencidas"), "expired"),
    (gettext_lazy("Abiertas"), "open"),
    (gettext_lazy("Valor cotizado"), "value_sent"),
    (gettext_lazy("Valor aprobado"), "value_approved"),
    (gettext_lazy("Valor rechazado"), "value_rejected"),
    (gettext_lazy("Valor vencido"), "value_expired"),
    (gettext_lazy("Valor abierto"), "value_open"),
    (gettext_lazy("Conversión en número, %"), "conversion_percent"),
    (gettext_lazy("Conversión en valor, %"), "conversion_value_percent"),
    (gettext_lazy("Conversión de las decididas, en número, %"), "decided_percent"),
    (gettext_lazy("Conversión de las decididas, en valor, %"), "decided_value_percent"),
]
BREAKDOWN = FIGURES[:7] + FIGURES[10:13]


def _breakdowns(line, report):
    month = (_("Por mes de envío"), "month")
    for title, key in [month, *((one.title, one.key) for one in DIMENSIONS.values())]:
        line(title, *(name for name, _value in BREAKDOWN), style="head")
        for one in report.named(key):
            line(one.name, *(getattr(one, value) for _name, value in BREAKDOWN))
        line()


def _open(line, report):
    line(_("Antigüedad de las abiertas"), _("Abiertas"), _("Valor"), style="head")
    for age in report.ageing:
        line(age.name, age.n, age.value)
    line()
    for name in ("seller", "service"):
        line(
            DIMENSIONS[name].title,
            _("Abiertas"),
            _("Valor"),
            _("Aprobadas, 12 meses"),
            _("Decididas, 12 meses"),
            _("Pronóstico"),
            _("Desde"),
            _("Hasta"),
            style="head",
        )
        for one in to_come(report, name):
            rate, forecast = one["rate"], one["forecast"]
            line(
                one["name"],
                one["n"],
                one["value"],
                rate.approved if rate else None,
                rate.decided if rate else None,
                *((forecast.expected, forecast.low, forecast.high) if forecast else ()),
            )
        line()
