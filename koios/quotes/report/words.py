"""What the report says in words: its conclusion first, its definitions last."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.office.reporting.asking import NONE
from koios.quotes.report.forecast import ENOUGH
from koios.ui import formats


@dataclass(frozen=True)
class Conclusion:
    """What one would say to who asks in the corridor; the middle is what matters."""

    came: str
    verdict: str = ""
    rest: str = ""

    def __str__(self):
        return " ".join(filter(None, [self.came, self.verdict, self.rest]))


def conclusion(report) -> Conclusion:
    figures = report.figures
    if not figures.sent:
        return Conclusion(_("No se envió ninguna cotización en este período."))
    rest = [_pace(figures), _lost(report), _to_come(report)]
    return Conclusion(_quoted(report), _verdict(report), " ".join(filter(None, rest)))


def _quoted(report):
    figures, before = report.figures, report.before
    told = ngettext(
        "Se envió %(n)s cotización por %(value)s", "Se enviaron %(n)s por %(value)s", figures.sent
    ) % {"n": formats.number(figures.sent), "value": money(figures.value_sent)}
    change = figures.sent - before.sent
    if not before.sent:
        return f"{told}."
    if change == 0:
        return _("%(told)s, tantas como un año antes.") % {"told": told}
    words = _("%(told)s, %(n)s más que un año antes.")
    if change < 0:
        words = _("%(told)s, %(n)s menos que un año antes.")
    return words % {"told": told, "n": formats.number(abs(change))}


def _verdict(report):
    figures, before = report.figures, report.before
    if not figures.decided:
        return _("Ninguna se ha decidido todavía.")
    told = _("Se aprobó el %(percent)s de las decididas, por %(value)s") % {
        "percent": formats.percent(figures.decided_percent),
        "value": money(figures.value_approved),
    }
    if before.decided_percent is None:
        return f"{told}."
    return _("%(told)s; un año antes, el %(before)s.") % {
        "told": told,
        "before": formats.percent(before.decided_percent),
    }


def _pace(figures):
    median = figures.days_to_answer.median
    if median is None:
        return ""
    return _("La mitad de las respuestas tomó %(days)s o menos.") % {"days": in_days(median)}


def _lost(report):
    """The reason for which most was lost."""
    lines = [line for line in report.named("reason") if line.key is not None]
    if not lines:
        return ""
    worst = max(lines, key=lambda line: (line.rejected, line.value_rejected))
    return _("Lo que más se pierde: %(reason)s, %(n)s de %(of)s rechazadas.") % {
        "reason": worst.name.lower(),
        "n": formats.number(worst.rejected),
        "of": formats.number(report.figures.rejected),
    }


def _to_come(report):
    forecast = report.pipeline.forecast()
    if forecast is None or not forecast.n:
        return ""
    return _("De lo abierto se esperan %(expected)s, entre %(low)s y %(high)s.") % {
        "expected": money(forecast.expected),
        "low": money(forecast.low),
        "high": money(forecast.high),
    }


def money(value) -> str:
    """$ 1.240 millones; $ 12,4 millones; $ 480.000"""
    return f"{formats.NBSP}".join(filter(None, amount(value)))


def amount(value) -> tuple:
    """The same in two: the number, and its unit where it has one."""
    if abs(value) < 1_000_000:
        return formats.pesos(value), ""
    millions = value / 1_000_000
    told = formats.number(millions, 0 if abs(millions) >= 100 else 1)
    return f"${formats.NBSP}{told}", _("millones")


def in_millions(value) -> str:
    """12,4: where a table says so above."""
    return formats.number(value / 1_000_000, 1)


def in_days(days) -> str:
    """9 días; 9,5 días"""
    whole = days == int(days)
    told = formats.number(days, 0 if whole else 1)
    return ngettext("%(n)s día", "%(n)s días", int(days) if whole else 2) % {"n": told}


def seller_name(seller) -> str:
    return _("Sin vendedor") if seller == NONE else str(seller)


def definitions(report) -> list:
    """How each figure is worked out, printed on the report as pairs of a name and its sum."""
    asked, before = report.asked, report.asked.year_before()
    days = {
        "start": formats.day(asked.period.start),
        "end": formats.day(asked.period.end),
        "as_of": formats.day(asked.as_of),
    }
    return [
        (
            _("Período"),
            _(
                "Cotizaciones enviadas entre el %(start)s y el %(end)s, como estaban al final del "
                "%(as_of)s. Lo que pasó después de ese día no cuenta."
            )
            % days,
        ),
        (
            _("Cotización"),
            _(
                "Cada número cuenta una vez, por su última versión enviada y la fecha de esta. Los "
                "borradores y las anuladas no cuentan."
            ),
        ),
        (
            _("Estados"),
            _(
                "Aprobada o rechazada, si el cliente respondió hasta ese día; vencida, si sin "
                "respuesta pasó su último día de vigencia; abierta, las demás."
            ),
        ),
        (
            _("Valor"),
            _(
                "El total de la cotización con IVA, en pesos. En las aprobadas incluye las "
                "opciones que el cliente marcó."
            ),
        ),
        (
            _("Conversión"),
            _(
                "Aprobadas ÷ enviadas en el período, en número y en valor. De las decididas: "
                "aprobadas ÷ (aprobadas + rechazadas + vencidas)."
            ),
        ),
        (
            _("Días hasta la respuesta"),
            _(
                "Días calendario entre el envío y la aprobación o el rechazo. La mitad de las "
                "respuestas tomó lo que dice la mediana o menos; nueve de cada diez, lo que dice "
                "p90. Entre dos valores se interpola en línea recta."
            ),
        ),
        (
            _("Servicio"),
            _(
                "El de mayor valor entre las líneas de la cotización; sin servicio, si todas son "
                "texto libre."
            ),
        ),
        (
            _("Un año antes"),
            _(
                "Cotizaciones enviadas entre el %(start)s y el %(end)s, como estaban el %(as_of)s: "
                "a la misma distancia."
            )
            % {
                "start": formats.day(before.period.start),
                "end": formats.day(before.period.end),
                "as_of": formats.day(before.as_of),
            },
        ),
        (
            _("Abiertas y su antigüedad"),
            _(
                "Todas las que estaban abiertas ese día, de cualquier fecha de envío; la "
                "antigüedad va del envío a ese día."
            ),
        ),
        (
            _("Pronóstico"),
            _(
                "Valor de cada abierta × la conversión de las decididas que se enviaron entre el "
                "%(start)s y el %(end)s: la de su vendedor y servicio si suman %(enough)s o más; "
                "si no, la de su vendedor; si no, la de toda la empresa. El intervalo, del 95 %%, "
                "reúne la duda sobre cada conversión (Wilson) y la de cada cotización, que se gana "
                "o no."
            )
            % {
                "start": formats.day(report.rates_period.start),
                "end": formats.day(report.rates_period.end),
                "enough": ENOUGH,
            },
        ),
    ]
