"""How the figures of a report are written, each with what it compares to, on page and paper."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.cases.report.words import target
from koios.office.reporting.sums import ratio
from koios.ui import formats
from koios.ui.figures import Figure


def subtitle(report) -> str:
    """julio de 2026, como estaban el 22 jul 2026; solo: Reclamo."""
    told = _("PQRS recibidas: %(period)s, como estaban el %(day)s") % {
        "period": report.asked.period,
        "day": formats.day(report.asked.as_of),
    }
    if report.narrowed:
        told = _("%(told)s. Solo: %(filters)s") % {
            "told": told,
            "filters": ", ".join(report.narrowed),
        }
    return told


def key_figures(report, url=lambda **which: "") -> list:
    """The four that lead. `url(**which)` is the address of the list behind a figure."""
    figures, before = report.figures, report.before
    spread = figures.response_business_days
    return [
        Figure(
            _("Recibidas"),
            formats.number(figures.received),
            _before(formats.number(before.received)),
            url=url(),
        ),
        Figure(
            _("Respondidas a tiempo"),
            percent(figures.on_time_percent),
            _("meta %(target)s; antes: %(before)s")
            % {"target": formats.percent(target(), 0), "before": percent(before.on_time_percent)},
            url=url(state="ontime"),
        ),
        Figure(
            _("Días hábiles de respuesta"),
            days(spread.median),
            _("mediana; media %(mean)s, p90 %(p90)s; antes, mediana %(before)s")
            % {
                "mean": days(spread.mean),
                "p90": days(spread.p90),
                "before": days(before.response_business_days.median),
            },
            url=url(state="answered"),
        ),
        Figure(
            _("Abiertas y vencidas"),
            formats.number(figures.overdue),
            _before(formats.number(before.overdue)),
            url=url(state="overdue"),
        ),
    ]


def more_figures(report, url=lambda **which: "") -> list:
    figures, before = report.figures, report.before
    spread = figures.response_calendar_days
    return [
        Figure(
            _("Respondidas"),
            formats.number(figures.answered),
            ngettext("%(n)s tarde", "%(n)s tarde", figures.late)
            % {"n": formats.number(figures.late)}
            + f"; {_before(formats.number(before.answered))}",
            url=url(state="answered"),
        ),
        Figure(
            _("Abiertas"),
            formats.number(figures.open),
            _before(formats.number(before.open)),
            url=url(state="open"),
        ),
        Figure(
            _("Días calendario"),
            days(spread.median),
            _("mediana; media %(mean)s, p90 %(p90)s; antes, mediana %(before)s")
            % {
                "mean": days(spread.mean),
                "p90": days(spread.p90),
                "before": days(before.response_calendar_days.median),
            },
            url=url(state="answered"),
        ),
        Figure(
            _("Reabiertas"),
            percent(figures.reopened_percent),
            _("%(n)s de las respondidas; antes: %(before)s")
            % {
                "n": formats.number(figures.reopened),
                "before": percent(before.reopened_percent),
            },
            url=url(state="reopened"),
        ),
    ]


def attention(report, url=lambda **which: "") -> list:
    """Was each one attended: pairs of a step, how many, of how many, and a note."""
    figures, scores = report.figures, report.figures.scores
    mean = ratio(sum(scores), len(scores))
    return [
        (
            _("Con acuse de recibo"),
            figures.acknowledged,
            figures.received,
            "",
            url(state="acknowledged"),
        ),
        (
            _("Respondidas y entregadas"),
            figures.answered,
            figures.received,
            "",
            url(state="answered"),
        ),
        (
            _("Calificadas por quien preguntó"),
            len(scores),
            figures.answered,
            _("%(mean)s de 5") % {"mean": formats.number(mean, 1)} if mean is not None else "",
            url(state="rated"),
        ),
    ]


def percent(value) -> str:
    """96,43 %; a dash where there is nothing to measure."""
    return "–" if value is None else formats.percent(value, 2)


def days(value) -> str:
    if value is None:
        return "–"
    return formats.number(value, 0 if value == int(value) else 2)


def _before(told):
    return _("antes: %(before)s") % {"before": told}
