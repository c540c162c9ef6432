"""The report on paper: the same conclusion, figures and pictures as on the page."""

from django.utils.translation import gettext as _

from koios.cases.report import shown
from koios.cases.report.labels import DIMENSIONS
from koios.core import documents
from koios.office.reporting.pictures import side_by_side
from koios.ui import formats

TEMPLATE = "office/report.typ"
MOST = 25  # lines of a breakdown on paper; the spreadsheet has them all


def compile(report) -> bytes:
    return documents.compile(TEMPLATE, told(report))


def told(report) -> dict:
    """All that the paper says, as plain data."""
    letterhead = documents.letterhead()
    rows = [_row(row) for row in report.follow_up]
    came_any = bool(report.figures.received)
    return {
        "company": letterhead,
        "title": _("Informe de PQRS"),
        "period": shown.subtitle(report),
        "came": report.conclusion.came,
        "verdict": report.conclusion.verdict,
        "rest": report.conclusion.rest,
        "figures": [
            {"label": figure.name, "value": figure.value, "note": figure.note}
            for figure in shown.key_figures(report) + shown.more_figures(report)
        ],
        "pictures": _pictures(report, letterhead["brand"]) if came_any else [],
        "parts": [_part(report, one) for one in DIMENSIONS.values()] if came_any else [],
        "definitions_title": _("Cómo se calcula"),
        "definitions": [{"label": name, "value": sums} for name, sums in report.definitions],
        "rows_title": _("Seguimiento de cada PQRS"),
        "rows_note": _("%(n)s PQRS, en el orden en que llegaron")
        % {"n": formats.number(len(rows))},
        "columns": _columns(),
        "rows": rows,
    }


def _pictures(report, brand):
    return side_by_side(report.pictures, brand, _attention(report))


def _attention(report):
    return {
        "title": _("¿Se atendió a cada una?"),
        "table": {
            "columns": [
                {"label": _("Paso")},
                *(
                    {"label": label, "align": "right"}
                    for label in (_("Cuántas"), _("De"), _("Nota"))
                ),
            ],
            "rows": [
                [name, formats.number(n), formats.number(of), note or "–"]
                for name, n, of, note, _url in shown.attention(report)
            ],
        },
    }


def _part(report, dimension):
    lines = report.named(dimension.key, MOST)
    left_out = report.figures.lines.number(dimension.key) - len(lines)
    note = _("Y %(n)s más, en la hoja de datos.") % {"n": formats.number(left_out)}
    heads = (
        _("Recibidas"),
        _("Respondidas"),
        _("Tarde"),
        _("Vencidas"),
        _("A tiempo"),
        _("Días hábiles"),
    )
    return {
        "title": str(dimension.title),
        "note": note if left_out else "",
        "table": {
            "columns": [
                {"label": str(dimension.one)},
                *({"label": label, "align": "right"} for label in heads),
            ],
            "rows": [
                [
                    line.name,
                    formats.number(line.received),
                    formats.number(line.answered),
                    formats.number(line.late),
                    formats.number(line.overdue),
                    shown.percent(line.on_time_percent),
                    shown.days(line.mean_business_days),
                ]
                for line in lines
            ],
        },
    }


def _columns():
    return [
        {"label": _("Radicado y tipo")},
        {"label": _("Asunto y cliente"), "share": 3.6},
        {"label": _("Responsable"), "share": 2.1},
        {"label": _("Recibida")},
        {"label": _("Acuse")},
        {"label": _("Vence")},
        {"label": _("Respondida")},
        {"label": _("Días hábiles"), "align": "right"},
        {"label": _("Calendario"), "align": "right"},
        {"label": _("Entrega")},
        {"label": _("Nota"), "align": "right"},
        {"label": _("Cómo estaba"), "share": 2.2},
    ]


def _row(row):
    case = row.case
    return [
        [case.number, str(case.short_kind)],
        [case.subject, str(case.customer or "")],
        str(case.owner or "–"),
        formats.day(case.received_on),
        _day(row.acknowledged_on),
        _day(row.due_on),
        _day(row.answered_on),
        _number(row.business_days),
        _number(row.calendar_days),
        [row.told_delivery or "–", _day(row.delivery_on) if row.delivery == "returned" else ""],
        _("%(score)s de 5") % {"score": row.score} if row.score else "–",
        [str(row.told_standing), _("Reabierta") if row.is_reopened else ""],
    ]


def _day(value):
    return formats.day(value) if value else "–"


def _number(value):
    return "–" if value is None else formats.number(value)
