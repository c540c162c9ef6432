"""The charts of the report, the same for page and paper, each with its numbers as a table."""

from decimal import Decimal

from django.utils.translation import gettext as _

from koios.core import charts
from koios.office.reporting.period import month_name, short_month, span
from koios.office.reporting.pictures import PHONE, WHOLE, Picture, twins
from koios.quotes.report.figures import Line
from koios.quotes.report.standing import Standing
from koios.ui import formats

MOST = 10  # sellers against the company
PARTS = (
    (Standing.APPROVED, "ok"),
    (Standing.REJECTED, "bad"),
    (Standing.EXPIRED, "warn"),
    (Standing.OPEN, "hold"),
)


def of(report):
    months = report.course_months
    yield how_they_stand(report.course, months)
    yield year_on_year(report.course, report.course_before, months)
    yield ages(report.ageing)
    yield by_seller(report)


def how_they_stand(by_month: dict, months: list) -> Picture:
    """What was sent in each month and what became of it."""
    counts = [
        [_line(by_month, month).counts[standing] for month in months] for standing, _tone in PARTS
    ]
    shown = [at for at, values in enumerate(counts) if any(values)]
    series = [charts.Series(str(PARTS[at][0].label), counts[at], PARTS[at][1]) for at in shown]
    return Picture(
        _("Enviadas por mes, y en qué quedaron"),
        span(months),
        *twins(charts.bars, [short_month(one) for one in months], series, stacked=True),
        [_("Mes"), *(one.label for one in series), _("Enviadas")],
        [
            [month_name(month), *column, sum(column)]
            for month, column in zip(
                months, zip(*(one.values for one in series), strict=True), strict=True
            )
        ],
    )


def year_on_year(by_month: dict, before: dict, months: list) -> Picture:
    """What was approved in each month's quotes, beside the same month a year before."""
    now = [_line(by_month, month).value_approved for month in months]
    then = [_line(before, _year_before(month)).value_approved for month in months]
    series = [charts.Series(_("Este período"), [_millions(value) for value in now], "accent")]
    if any(then):
        earlier = charts.Series(_("Un año antes"), [_millions(value) for value in then], "soft")
        series.insert(0, earlier)
    return Picture(
        _("Aprobado por mes de envío"),
        _("en millones de pesos"),
        *twins(charts.bars, [short_month(one) for one in months], series),
        [_("Mes"), _("Aprobado"), _("Un año antes")],
        [
            [month_name(month), formats.pesos(value), formats.pesos(earlier)]
            for month, value, earlier in zip(months, now, then, strict=True)
        ],
    )


def ages(ageing: list) -> Picture | None:
    """How long the open ones have waited."""
    if not any(age.n for age in ageing):
        return None
    series = [charts.Series(_("Abiertas"), [age.n or None for age in ageing])]
    labels = [age.key.replace("-", "–") for age in ageing]
    return Picture(
        _("Antigüedad de las abiertas"),
        _("días desde el envío"),
        *twins(charts.bars, labels, series),
        [_("Días"), _("Abiertas"), _("Valor")],
        [[age.name, age.n, formats.pesos(age.value)] for age in ageing],
    )


def by_seller(report) -> Picture | None:
    """Each seller's conversion against that of all, with how sure it is."""
    lines = [line for line in report.named("seller") if line.decided]
    if len(lines) < 2:
        return None
    lines = sorted(lines, key=lambda line: -line.decided)[:MOST]
    whole = report.figures.rate.value
    rows = [_against(line, whole) for line in lines]
    return Picture(
        _("Conversión por vendedor"),
        _("Aprobadas de las decididas (n). Línea: intervalo del 95 %. Raya: la de todos."),
        charts.ranges(rows, width=WHOLE),
        charts.ranges(rows, width=PHONE),
        [_("Vendedor"), _("Decididas"), _("Aprobadas"), _("Conversión")],
        [
            [line.name, line.decided, line.approved, formats.percent(line.decided_percent, 1)]
            for line in lines
        ],
        is_wide=True,
    )


def _against(line, whole):
    rate = line.rate
    low, high = rate.interval
    if low > whole:
        reading, tone = _("sobre el de todos"), "ink"
    elif high < whole:
        reading, tone = _("bajo el de todos"), "bad"
    else:
        reading, tone = _("sin diferencia clara"), "ink"
    return charts.Range(
        line.name,
        float(rate.value * 100),
        formats.percent(line.decided_percent, 1),
        low=float(low * 100),
        high=float(high * 100),
        target=float(whole * 100),
        n=line.decided,
        reading=reading,
        tone=tone,
        sure=not low <= whole <= high,
    )


def _line(lines, month):
    return lines.get(month) or Line(month)


def _year_before(month):
    return f"{int(month[:4]) - 1}{month[4:]}"


def _millions(value):
    return float(round(Decimal(value) / 1_000_000, 1))
