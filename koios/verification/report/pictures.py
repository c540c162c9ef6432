"""The charts of the report, the same for page and paper, each with its numbers as a table."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.core import charts
from koios.office.reporting.pictures import PHONE, WHOLE, Picture, twins
from koios.ui import formats
from koios.verification.compliance import Verdict
from koios.verification.report import shown
from koios.verification.report.words import short

MOST = 10  # items of which the least is kept
LOW = 50  # where the axis of years begins, when all of them lie above


def of(report):
    yield by_year(report.tallies)
    yield how_contracts_do(report.by_contract)
    yield weakest(report.by_item)


def by_year(tallies: dict) -> Picture | None:
    """The compliance of each year, where there are some to compare."""
    known = {year: one for year, one in tallies.items() if one.percent is not None}
    if len(known) < 2:
        return None
    values = [float(one.percent) for one in known.values()]
    return Picture(
        _("Cumplimiento por año"),
        _("en porcentaje"),
        *twins(
            charts.lines,
            list(known),
            [charts.Series(_("Cumplimiento"), values)],
            unit="percent",
            low=LOW if min(values) >= LOW else 0,
        ),
        [_("Año"), *(str(one.label) for one in Verdict), _("Cumplimiento")],
        [[year, *shown.counts(one), shown.percent(one.percent)] for year, one in known.items()],
    )


BANDS = (  # the least of each
    (100, "100 %"),
    (90, "90–99 %"),
    (70, "70–89 %"),
    (0, "0–69 %"),
)


def how_contracts_do(lines: list) -> Picture | None:
    """How many contracts lie in each band of compliance."""
    known = [line.percent for line in lines if line.percent is not None]
    if not known:
        return None
    counts = [0] * len(BANDS)
    for percent in known:
        counts[next(at for at, (least, _name) in enumerate(BANDS) if percent >= least)] += 1
    names = [name for _least, name in BANDS]
    return Picture(
        _("Contratos según su cumplimiento"),
        _("cuántos contratos verificados"),
        *twins(charts.bars, names, [charts.Series(_("Contratos"), [n or None for n in counts])]),
        [_("Cumplimiento"), _("Contratos")],
        [list(row) for row in zip(names, counts, strict=True)],
    )


def weakest(lines: list) -> Picture | None:
    """The items of which the least is kept."""
    lacking = [line for line in lines if line.percent is not None and line.percent < 100]
    if not lacking:
        return None
    lowest = sorted(lacking, key=lambda line: line.percent)[:MOST]
    rows = [_row(line) for line in lowest]
    return Picture(
        _("Los ítems que menos se cumplen"),
        _("Cumplimiento de cada ítem en los contratos donde aplica (n)."),
        charts.ranges(rows, width=WHOLE),
        charts.ranges(rows, width=PHONE),
        [_("Ítem"), _("Cuentan"), _("Cumplimiento")],
        [[short(line.label), line.tally.counting, shown.percent(line.percent)] for line in lowest],
        is_wide=True,
    )


def _row(line):
    return charts.Range(
        short(line.label),
        float(line.percent),
        shown.percent(line.percent),
        n=line.tally.counting,
        reading=_lacking(line.tally),
        tone="bad" if line.tally.does_not else "ink",
    )


def _lacking(tally):
    told = []
    if tally.does_not:
        told.append(
            ngettext("%(n)s no cumple", "%(n)s no cumplen", tally.does_not)
            % {"n": formats.number(tally.does_not)}
        )
    if tally.partly:
        told.append(_("%(n)s en parte") % {"n": formats.number(tally.partly)})
    return ", ".join(told)
