"""How the figures of the report are written, each with what it compares to, on page and paper."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.ui import formats
from koios.ui.figures import Figure
from koios.verification.compliance import Verdict
from koios.verification.report.words import open_findings


def subtitle(report) -> str:
    """2026; 2026, solo Colegio La Arboleda"""
    year, customer = report.asked.year, report.asked.customer
    if customer is None:
        return str(year)
    return _("%(year)s. Solo: %(customer)s") % {"year": year, "customer": customer}


def key_figures(report, url=lambda **which: "", findings_url="") -> list:
    """The four that lead. `url(**which)` is the address of the list behind a figure."""
    standing, found = report.standing, report.findings
    return [
        Figure(
            _("Cumplimiento"),
            percent(report.tally.percent),
            _("en %(year)s: %(before)s")
            % {"year": report.asked.year - 1, "before": percent(report.percent_before)},
            url=url(status="done"),
        ),
        Figure(
            _("Contratos verificados"),
            formats.number(standing.done),
            _of_how_many(standing),
            url=url(status="done"),
        ),
        Figure(
            _("Por verificar"),
            formats.number(standing.waiting),
            _to_be_done(standing),
            url=url(tab="open"),
        ),
        Figure(
            _("Hallazgos"),
            formats.number(found["recorded"]),
            open_findings(found),
            url=findings_url,
        ),
    ]


def more_figures(report, url=lambda **which: "") -> list:
    """How many items have each verdict."""
    tally = report.tally
    told = []
    for verdict in Verdict:
        n = getattr(tally, verdict.value)
        if verdict == Verdict.NOT_APPLICABLE:
            note = _("no cuentan")
        else:
            share = 100 * n / tally.counting if tally.counting else None
            note = _("%(share)s de los que cuentan") % {"share": percent(share)}
        told.append(
            Figure(
                str(verdict.label),
                formats.number(n),
                note,
                small=ngettext("ítem", "ítems", n),
                url=url(status="done", verdict=verdict.value),
            )
        )
    return told


def percent(value) -> str:
    """91,4 %; a dash where nothing counts."""
    return "–" if value is None else formats.percent(value, 1)


def counts(tally) -> list:
    """How many have each verdict, as a table tells it."""
    return [formats.number(getattr(tally, verdict.value)) for verdict in Verdict]


def _of_how_many(standing):
    told = _("de %(n)s") % {"n": formats.number(standing.contracts)}
    if not standing.cancelled:
        return told
    cancelled = ngettext("%(n)s cancelada", "%(n)s canceladas", standing.cancelled)
    return f"{told}; {cancelled % {'n': formats.number(standing.cancelled)}}"


def _to_be_done(standing):
    told = _("%(pending)s por empezar, %(in_progress)s en curso") % {
        "pending": formats.number(standing.pending),
        "in_progress": formats.number(standing.in_progress),
    }
    if not standing.overdue:
        return told
    overdue = ngettext("%(n)s vencida", "%(n)s vencidas", standing.overdue)
    return f"{told}; {overdue % {'n': formats.number(standing.overdue)}}"
