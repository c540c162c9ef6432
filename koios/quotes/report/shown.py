"""How the figures of the report are written, each with what it compares to, on page and paper."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.quotes.report.standing import Standing
from koios.quotes.report.words import amount, in_millions, money
from koios.ui import formats
from koios.ui.figures import Figure


def subtitle(report) -> str:
    """2026, como estaban el 24 nov 2026; solo: Ana Restrepo."""
    told = _("Enviadas: %(period)s, como estaban el %(day)s") % {
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
    spread = figures.days_to_answer
    return [
        _amount(
            _("Cotizado"),
            figures.value_sent,
            _("%(n)s; un año antes: %(before)s")
            % {"n": quotes(figures.sent), "before": money(before.value_sent)},
            url=url(),
        ),
        _amount(
            _("Aprobado"),
            figures.value_approved,
            _("%(n)s; un año antes: %(before)s")
            % {"n": quotes(figures.approved), "before": money(before.value_approved)},
            url=url(state=Standing.APPROVED.value),
        ),
        Figure(
            _("Conversión"),
            percent(figures.conversion_percent),
            _("en valor %(value)s; de las decididas %(decided)s; un año antes: %(before)s")
            % {
                "value": percent(figures.conversion_value_percent),
                "decided": percent(figures.decided_percent),
                "before": percent(before.conversion_percent),
            },
            url=url(state=Standing.APPROVED.value),
        ),
        Figure(
            _("Días hasta la respuesta"),
            days(spread.median),
            _("mediana; media %(mean)s, p90 %(p90)s")
            % {"mean": days(spread.mean), "p90": days(spread.p90)},
            url=url(state="answered"),
        ),
    ]


def more_figures(report, url=lambda **which: "") -> list:
    figures, before = report.figures, report.before
    told = [
        (_("Rechazadas"), Standing.REJECTED, before.rejected),
        (_("Vencidas sin respuesta"), Standing.EXPIRED, before.expired),
        (_("Abiertas"), Standing.OPEN, before.open),
    ]
    return [
        *(
            Figure(
                name,
                formats.number(figures.counts[standing]),
                _("%(value)s; un año antes: %(before)s")
                % {"value": money(figures.values[standing]), "before": formats.number(earlier)},
                url=url(state=standing.value),
            )
            for name, standing, earlier in told
        ),
        to_come(report, url),
    ]


def to_come(report, url=lambda **which: "") -> Figure:
    """What may come of all that is open."""
    forecast = report.pipeline.forecast()
    if forecast is None:
        return Figure(
            _("Pronóstico de lo abierto"), "–", _("aún no hay decididas de las que aprender")
        )
    return _amount(
        _("Pronóstico de lo abierto"),
        forecast.expected,
        _("entre %(low)s y %(high)s, de %(n)s por %(value)s")
        % {
            "low": money(forecast.low),
            "high": money(forecast.high),
            "n": quotes(forecast.n),
            "value": money(forecast.value),
        },
        url=url(**open_on(report)) if forecast.n else "",
    )


def open_on(report, quotes=None) -> dict:
    """What an address says to list what is open, whenever it was sent."""
    some = report.pipeline.quotes if quotes is None else quotes
    first = min((quote.sent_on for quote in some), default=report.asked.period.start)
    return {"state": Standing.OPEN.value, "from": first, "to": report.asked.as_of}


def _amount(name, value, note, url="") -> Figure:
    told, unit = amount(value)
    return Figure(name, told, note, small=unit, url=url)


def quotes(n) -> str:
    return ngettext("%(n)s cotización", "%(n)s cotizaciones", n) % {"n": formats.number(n)}


def percent(value) -> str:
    """41,38 %; a dash where there is nothing to measure."""
    return "–" if value is None else formats.percent(value, 1)


def days(value) -> str:
    if value is None:
        return "–"
    return formats.number(value, 0 if value == int(value) else 1)


def rate(rate) -> str:
    """42 %, entre 30 % y 55 % (n = 38)"""
    if rate is None:
        return "–"
    low, high = rate.interval
    return _("%(value)s, entre %(low)s y %(high)s") % {
        "value": formats.percent(rate.value * 100, 0),
        "low": formats.percent(low * 100, 0),
        "high": formats.percent(high * 100, 0),
    }


def between(forecast) -> str:
    if forecast is None:
        return "–"
    return _("%(low)s a %(high)s") % {
        "low": in_millions(forecast.low),
        "high": in_millions(forecast.high),
    }
