"""The charts of the report, the same for page and paper, each with its numbers as a table."""

from django.utils.translation import gettext as _

from koios.cases.report.labels import named
from koios.cases.report.standing import Standing
from koios.cases.report.words import meets, target
from koios.core import charts
from koios.office.reporting.period import month_name, short_month, span
from koios.office.reporting.pictures import PHONE, WHOLE, Picture, twins
from koios.ui import formats

LONGEST = 20  # business days that have a bar of their own


def how_they_stand(by_month: list, months: list) -> Picture:
    """What came in each month and what became of it."""
    parts = [
        (_("A tiempo"), "ok", (Standing.ON_TIME,)),
        (_("Tarde"), "warn", (Standing.LATE,)),
        (_("Vencidas"), "bad", (Standing.OVERDUE,)),
        (_("En término"), "hold", (Standing.OPEN,)),
        (_("Otras"), "soft", (Standing.LEFT, Standing.PRAISE, Standing.UNDATED)),
    ]
    lines = {line.key: line for line in by_month}
    counts = [
        [_sum(lines.get(month), standings) for month in months] for _name, _tone, standings in parts
    ]
    shown = [at for at, values in enumerate(counts) if any(values)]
    series = [charts.Series(parts[at][0], counts[at], parts[at][1]) for at in shown]
    return Picture(
        _("Recibidas por mes, y cómo quedaron"),
        span(months),
        *twins(charts.bars, _axis(months), series, stacked=True),
        [_("Mes"), *(one.label for one in series), _("Recibidas")],
        [
            [month_name(month), *column, sum(column)]
            for month, column in zip(
                months, zip(*(one.values for one in series), strict=True), strict=True
            )
        ],
    )


def on_time(by_month: list, months: list) -> Picture:
    """How many of each month's were answered on time, against the target."""
    lines = {line.key: line for line in by_month}
    values = [lines[month].on_time_percent if month in lines else None for month in months]
    lowest = min((value for value in values if value is not None), default=0)
    low = max(0, min(int(lowest), target()) // 10 * 10 - 10)
    return Picture(
        _("Respondidas a tiempo"),
        _("línea punteada: meta de %(target)s") % {"target": formats.percent(target(), 0)},
        *twins(
            charts.lines,
            _axis(months),
            [charts.Series(_("A tiempo"), [_float(value) for value in values])],
            unit="percent",
            target=target(),
            low=low,
        ),
        [_("Mes"), _("Respondidas"), _("A tiempo")],
        [
            [
                month_name(month),
                lines[month].answered if month in lines else 0,
                "–" if value is None else formats.percent(value, 2),
            ]
            for month, value in zip(months, values, strict=True)
        ],
    )


def by_kind(lines: list) -> Picture | None:
    """Each type against the target."""
    told = [line for line in named("kind", lines, {}) if line.due]
    if not told:
        return None
    rows = [
        charts.Range(
            line.name,
            float(line.on_time_percent),
            formats.number(line.on_time_percent, 1),
            target=target(),
            n=line.due,
            reading=_("cumple la meta") if meets(line.on_time_percent) else _("bajo la meta"),
            tone="ink" if meets(line.on_time_percent) else "bad",
        )
        for line in told
    ]
    lowest = min(int(line.on_time_percent) for line in told)
    low = min(lowest, target()) // 10 * 10 - (10 if lowest else 0)
    return Picture(
        _("A tiempo por tipo"),
        _("Respondidas a tiempo, de las que debían estarlo (n). Raya: meta."),
        charts.ranges(rows, low=max(0, low), width=WHOLE),
        charts.ranges(rows, low=max(0, low), width=PHONE),
        [_("Tipo"), _("Debían responderse"), _("A tiempo"), _("A tiempo, %")],
        [
            [line.name, line.due, line.on_time, formats.percent(line.on_time_percent, 2)]
            for line in told
        ],
        is_wide=True,
    )


def how_long(business: list) -> Picture | None:
    """In how many business days the answers came."""
    if not business:
        return None
    counts = [0] * (min(max(*business, 1), LONGEST) + 1)
    beyond = 0
    for days in business:
        if days > LONGEST:
            beyond += 1
        else:
            counts[days] += 1
    labels = [str(days) for days in range(len(counts))]
    if beyond:
        counts, labels = [*counts, beyond], [*labels, f"{LONGEST + 1}+"]
    return Picture(
        _("En cuántos días hábiles se respondió"),
        _("n = %(n)s") % {"n": formats.number(len(business))},
        *twins(
            charts.bars,
            labels,
            # A bar that is not there needs no number above it.
            [charts.Series(_("Respuestas"), [count or None for count in counts])],
        ),
        [_("Días hábiles"), _("Respuestas")],
        [list(row) for row in zip(labels, counts, strict=True)],
    )


def _axis(months):
    return [short_month(month) for month in months]


def _sum(line, standings):
    return sum(line.standings.get(one, 0) for one in standings) if line else 0


def _float(value):
    return None if value is None else float(value)
