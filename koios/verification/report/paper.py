"""The report on paper: the same conclusion, figures and pictures as on the page."""

from django.utils.translation import gettext as _

from koios.core import documents
from koios.office.reporting.pictures import side_by_side
from koios.ui import formats
from koios.verification.compliance import Verdict
from koios.verification.report import shown

TEMPLATE = "office/report.typ"
MOST = 25  # lines of a breakdown on paper; the spreadsheet has them all


def compile(report) -> bytes:
    return documents.compile(TEMPLATE, told(report))


def told(report) -> dict:
    """All that the paper says, as plain data."""
    letterhead = documents.letterhead()
    has_results = bool(report.standing.done)
    figures = shown.key_figures(report) + (shown.more_figures(report) if has_results else [])
    return {
        "company": letterhead,
        "title": str(report.title),
        "period": shown.subtitle(report),
        "came": report.conclusion.came,
        "verdict": report.conclusion.verdict,
        "rest": report.conclusion.rest,
        "figures": [
            {
                "label": f"{figure.name}, {figure.small}" if figure.small else figure.name,
                "value": figure.value,
                "note": figure.note,
            }
            for figure in figures
        ],
        "pictures": side_by_side(report.pictures, letterhead["brand"]) if has_results else [],
        "parts": _parts(report) if has_results else [],
        "definitions_title": _("Cómo se calcula"),
        "definitions": [{"label": name, "value": sums} for name, sums in report.definitions],
        "rows": [],
    }


def _parts(report):
    asked = [line for line in report.by_item if not line.choices]
    told = [
        (_("Por ítem"), _("Ítem"), asked),
        (_("Por año"), _("Año"), report.by_year),
        (_("Por clase de requisito"), _("Clase"), report.by_requirement_kind),
        (_("Por grupo de usuarios"), _("Grupo"), report.by_group),
        (_("Por cliente, del que menos cumple"), _("Cliente"), report.by_customer),
        (_("Por contrato, del que menos cumple"), _("Contrato"), report.by_contract),
    ]
    return [_part(*one) for one in told if one[2]] + _decisions(report)


def _part(title, first, lines):
    kept = lines[:MOST]
    part = {
        "title": title,
        "table": _table(
            first,
            [*(str(one.label) for one in Verdict), _("Cumplimiento")],
            [[line.label, *shown.counts(line.tally), shown.percent(line.percent)] for line in kept],
        ),
    }
    if len(kept) < len(lines):
        left_out = formats.number(len(lines) - len(kept))
        part["note"] = _("Y %(n)s más, en la hoja de datos.") % {"n": left_out}
    return part


def _decisions(report):
    return [
        {
            "title": f"{line.key}. {line.name}",
            "table": _table(
                _("Decisión"),
                [_("Contratos")],
                [[choice, formats.number(n)] for choice, n in line.choices.items()],
            ),
        }
        for line in report.by_item
        if line.choices
    ]


def _table(first, heads, rows):
    return {
        "columns": [{"label": first}, *({"label": head, "align": "right"} for head in heads)],
        "rows": rows,
    }
