"""The report as a spreadsheet: figures and definitions, the breakdowns, contracts, findings."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import clock, company
from koios.core.exports import Column
from koios.office.reporting.books import Book
from koios.verification.compliance import Verdict
from koios.verification.report import shown

CHUNK = 1_000
CONTRACTS = [
    (Column(gettext_lazy("Contrato"), "contract.label"), 18),
    (Column(gettext_lazy("Cliente"), "contract.customer"), 32),
    (Column(gettext_lazy("NIT o documento"), "contract.customer.document_number"), 16),
    (Column(gettext_lazy("Grupo de usuarios"), "contract.get_group_display"), 18),
    (Column(gettext_lazy("Verificación"), "number"), 18),
    (Column(gettext_lazy("Estado"), "get_status_display"), 14),
    (Column(gettext_lazy("Verifica"), "owner"), 24),
    (Column(gettext_lazy("Para cuándo"), "due_on", "date"), 12),
    (Column(gettext_lazy("Terminada"), lambda one: _finished_on(one), "date"), 12),
    (Column(gettext_lazy("Cumple"), "complies"), 10),
    (Column(gettext_lazy("Cumple en parte"), "partly"), 10),
    (Column(gettext_lazy("No cumple"), "does_not"), 10),
    (Column(gettext_lazy("No aplica"), "not_applicable"), 10),
    (Column(gettext_lazy("Cumplimiento, %"), "compliance"), 14),
    (Column(gettext_lazy("Conclusión"), "conclusion"), 60),
]
FINDINGS = [
    (Column(gettext_lazy("Hallazgo"), "number"), 18),
    (Column(gettext_lazy("Estado"), "get_status_display"), 14),
    (Column(gettext_lazy("Hecho"), "fact"), 60),
    (Column(gettext_lazy("Requisito"), "requirement"), 30),
    (Column(gettext_lazy("Evidencia"), "evidence"), 30),
    (Column(gettext_lazy("Fuente"), "source_label"), 40),
    (Column(gettext_lazy("Responsable"), "owner"), 24),
    (Column(gettext_lazy("Encontrado"), "found_on", "date"), 12),
    (Column(gettext_lazy("Vence"), "due_on", "date"), 12),
]


def write(report) -> bytes:
    book = Book(str(report.title))
    _figures(book.lines(_("Informe"), [38, 20]), report)
    _breakdowns(book.lines(_("Desgloses"), [60, *[14] * 6]), report)
    contracts = report.verifications.select_related("contract__customer", "owner")
    book.records(_("Contratos"), CONTRACTS, _in_order(contracts, "contract__number", "pk"))
    findings = report.finding_records.select_related("owner")
    book.records(_("Hallazgos"), FINDINGS, _in_order(findings, "due_on", "pk"))
    return book.close()


def _in_order(records, *keys):
    return records.order_by(*keys).iterator(chunk_size=CHUNK)


def _finished_on(verification):
    at = verification.finished_at
    return clock.local(at).date() if at else None


def _figures(line, report):
    standing, tally, found = report.standing, report.tally, report.findings
    line(str(report.title), style="title")
    line(company.card()["name"])
    line(shown.subtitle(report))
    line()
    line(str(report.conclusion))
    line()
    line(_("Cumplimiento, %"), tally.percent)
    line(_("Cumplimiento del año anterior, %"), report.percent_before)
    line(_("Contratos"), standing.contracts)
    line(_("Verificados"), standing.done)
    line(_("Por empezar"), standing.pending)
    line(_("En curso"), standing.in_progress)
    line(_("Vencidas"), standing.overdue)
    line(_("Canceladas"), standing.cancelled)
    for verdict in Verdict:
        line(verdict.label, getattr(tally, verdict.value))
    line(_("Hallazgos"), found["recorded"])
    line(_("Hallazgos abiertos"), found["open"])
    line(_("Hallazgos vencidos"), found["overdue"])
    line(_("Hallazgos cerrados"), found["closed"])
    line()
    line(_("Definiciones"), style="head")
    for name, told in report.definitions:
        line(f"{name}: {told}")


def _breakdowns(line, report):
    heads = [*(verdict.label for verdict in Verdict), _("Cumplimiento, %")]

    def write(name, tally, *more):
        counts = (getattr(tally, verdict.value) for verdict in Verdict)
        line(name, *counts, tally.percent, *more)

    line(_("Por ítem"), *heads, style="head")
    for one in report.by_item:
        if not one.choices:
            write(one.label, one.tally)
    line()
    line(_("Por clase de requisito"), *heads, style="head")
    for one in report.by_requirement_kind:
        write(one.label, one.tally)
    line()
    for title, lines in (
        (_("Por cliente"), report.by_customer),
        (_("Por grupo de usuarios"), report.by_group),
    ):
        line(title, *heads, _("Contratos"), style="head")
        for one in lines:
            write(one.label, one.tally, one.contracts)
        line()
    line(_("Por año"), *heads, style="head")
    for one in report.by_year:
        write(one.label, one.tally)
    for one in report.by_item:
        if one.choices:
            line()
            line(one.label, _("Contratos"), style="head")
            for choice, n in one.choices.items():
                line(choice, n)
