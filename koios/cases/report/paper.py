"""The report on paper: the same conclusion, figures and pictures as on the page."""

from django.utils.translation import gettext as _

from koios.cases.report import shown
from koios.cases.report.labels import DIMENSIONS
from koios.core import documents
from koios.ui import formats

TEMPLATE = "cases/report.typ"
MOST = 25  # lines of a breakdown on paper; the spreadsheet has them all


def compile(report) -> bytes:
    return documents.compile(TEMPLATE, told(report))


def told(report) -> dict:
    """All that the paper says, as plain data."""
    letterhead = documents.letterhead()
    rows = [_row(row) for row in report.follow_up]
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
        "pictures": list(_pictures(report.pictures, letterhead["brand"])),
        "parts": [_part(report, one) for one in DIMENSIONS.values() if report.figures.received],
        "definitions_title": _("Cómo se calcula"),
        "definitions": [{"label": name, "value": sums} for name, sums in report.definitions],
        "rows_title": _("Seguimiento de cada PQRS"),
        "rows_note": _("%(n)s PQRS, en el orden en que llegaron")
        % {"n": formats.number(len(rows))},
        "columns": _columns(),
        "rows": rows,
    }


def _pictures(pictures, brand):
    """Two halves beside each other; one that needs the whole width by itself."""
    row = []
    for picture in pictures:
        drawn = {
            "title": picture.title,
            "caption": picture.caption,
            "keys": picture.chart.keys,
            "svg": picture.chart.svg(brand=brand),
            "alt": picture.title,
        }
        if picture.is_wide:
            if row:
                yield row
            yield [drawn]
            row = []
        else:
            row.append(drawn)
            if len(row) == 2:
                yield row
                row = []
    if row:
        yield row


def _part(report, dimension):
    lines = report.named(dimension.key, MOST)
    left_out = len(report.figures.lines[dimension.key]) - len(lines)
    note = _("Y %(n)s más, en la hoja de cálculo.") % {"n": formats.number(left_out)}
    return {
        "title": str(dimension.title),
        "note": note if left_out else "",
        "table": {
            "columns": [
                {"label": str(dimension.one), "share": 3},
                *(
                    {"label": label, "align": "right", "share": 1}
                    for label in (
                        _("Recibidas"),
                        _("Respondidas"),
                        _("Tarde"),
                        _("Vencidas"),
                        _("A tiempo"),
                        _("Días hábiles"),
                    )
                ),
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
        {"label": _("Radicado")},
        {"label": _("Tipo"), "share": 2},
        {"label": _("Asunto y cliente"), "share": 5},
        {"label": _("Responsable"), "share": 2.4},
        {"label": _("Recibida")},
        {"label": _("Acuse")},
        {"label": _("Vence")},
        {"label": _("Respondida")},
        {"label": _("Entrega"), "share": 2},
        {"label": _("Hábiles"), "align": "right"},
        {"label": _("Calendario"), "align": "right"},
        {"label": _("Calificación"), "align": "right"},
        {"label": _("Cómo estaba"), "share": 2.2},
    ]


def _row(row):
    case = row.case
    return [
        case.number,
        str(case.get_kind_display()),
        f"{case.subject}\n{case.customer}" if case.customer else case.subject,
        str(case.owner or "–"),
        formats.day(case.received_on),
        _day(row.acknowledged_on),
        _day(row.due_on),
        _day(row.answered_on) if row.is_answered else "–",
        row.told_delivery or "–",
        _number(row.business_days),
        _number(row.calendar_days),
        _("%(score)s de 5") % {"score": row.score} if row.score else "–",
        str(row.told_standing) + (f"\n{_('Reabierta')}" if row.is_reopened else ""),
    ]


def _day(value):
    return formats.day(value) if value else "–"


def _number(value):
    return "–" if value is None else formats.number(value)
