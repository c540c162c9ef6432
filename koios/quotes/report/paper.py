"""The report on paper: the same conclusion, figures and pictures as on the page."""

from django.utils.translation import gettext as _

from koios.core import documents
from koios.office.reporting.pictures import side_by_side
from koios.quotes.report import shown
from koios.quotes.report.labels import DIMENSIONS
from koios.quotes.report.words import in_millions
from koios.ui import formats

TEMPLATE = "office/report.typ"
MOST = 25  # lines of a breakdown on paper; the spreadsheet has them all


def compile(report) -> bytes:
    return documents.compile(TEMPLATE, told(report))


def told(report) -> dict:
    """All that the paper says, as plain data."""
    letterhead = documents.letterhead()
    has_any = bool(report.figures.sent)
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
            for figure in shown.key_figures(report) + shown.more_figures(report)
        ],
        "pictures": _pictures(report, letterhead["brand"]) if has_any else [],
        "parts": _parts(report) if has_any else [],
        "definitions_title": _("Cómo se calcula"),
        "definitions": [{"label": name, "value": sums} for name, sums in report.definitions],
        "rows": [],
    }


def _pictures(report, brand):
    reasons = report.named("reason")
    return side_by_side(report.pictures, brand, *([_reasons(reasons)] if reasons else ()))


def _reasons(lines):
    rows = [
        [one.name, formats.number(one.rejected), in_millions(one.value_rejected)] for one in lines
    ]
    heads = [_("Rechazadas"), _("Valor")]
    return {
        "title": _("Por qué se perdieron"),
        "note": _("Valores en millones de pesos."),
        "table": _table(_("Razón"), heads, rows),
    }


def _parts(report):
    told = [_months(report)]
    told += [_part(report, one) for one in DIMENSIONS.values() if one.key != "reason"]
    if report.pipeline.quotes:
        told += [_to_come(report, name) for name in ("seller", "service")]
    return told


def _months(report):
    rows = []
    for line in report.named("month"):
        year, rest = line.key[:4], line.key[4:]
        before = report.before_by_month.get(f"{int(year) - 1}{rest}")
        rows.append(
            [
                line.name,
                formats.number(line.sent),
                formats.number(before.sent) if before else "–",
                in_millions(line.value_sent),
                in_millions(line.value_approved),
                in_millions(before.value_approved) if before else "–",
                shown.percent(line.conversion_percent),
                shown.percent(before.conversion_percent) if before else "–",
            ]
        )
    heads = [
        _("Enviadas"),
        _("Un año antes"),
        _("Cotizado"),
        _("Aprobado"),
        _("Un año antes"),
        _("Conversión"),
        _("Un año antes"),
    ]
    return {
        "title": _("Por mes de envío"),
        "note": _("Valores en millones de pesos."),
        "table": _table(_("Mes"), heads, rows),
    }


def _part(report, dimension):
    lines = report.named(dimension.key, MOST)
    left_out = report.number(dimension.key) - len(lines)
    note = _("Valores en millones de pesos.")
    if left_out:
        note += " " + _("Y %(n)s más, en la hoja de datos.") % {"n": formats.number(left_out)}
    heads = [
        _("Enviadas"),
        _("Aprobadas"),
        _("Cotizado"),
        _("Aprobado"),
        _("Conversión"),
        _("De las decididas"),
    ]
    rows = [
        [
            line.name,
            formats.number(line.sent),
            formats.number(line.approved),
            in_millions(line.value_sent),
            in_millions(line.value_approved),
            shown.percent(line.conversion_percent),
            shown.percent(line.decided_percent),
        ]
        for line in lines
    ]
    return {
        "title": str(dimension.title),
        "note": note,
        "table": _table(str(dimension.one), heads, rows),
    }


def _to_come(report, name):
    heads = [
        _("Abiertas"),
        _("Valor"),
        _("Conversión, 12 meses"),
        _("Pronóstico"),
        _("Intervalo"),
    ]
    lines = to_come(report, name)
    rows = [
        [
            line["name"],
            formats.number(line["n"]),
            in_millions(line["value"]),
            shown.rate(line["rate"]),
            in_millions(line["forecast"].expected) if line["forecast"] else "–",
            shown.between(line["forecast"]),
        ]
        for line in lines[:MOST]
    ]
    one = DIMENSIONS[name]
    return {
        "title": _("Lo abierto y su pronóstico, por %(what)s") % {"what": str(one.one).lower()},
        "note": _("Valores en millones de pesos."),
        "table": _table(str(one.one), heads, rows),
    }


def to_come(report, name) -> list:
    """What each seller or service has open, the most valuable first, and what may come of it."""
    pipeline = report.pipeline
    lines = [
        {
            "key": key,
            "name": report.names.of(name, key),
            "n": len(quotes),
            "value": sum(quote.value for quote in quotes),
            "rate": pipeline.rates.of(name, key),
            "forecast": pipeline.forecast(quotes),
            "quotes": quotes,
        }
        for key, quotes in pipeline.by(name).items()
    ]
    return sorted(lines, key=lambda line: (-line["value"], line["name"]))


def _table(first, heads, rows):
    return {
        "columns": [{"label": first}, *({"label": head, "align": "right"} for head in heads)],
        "rows": rows,
    }
