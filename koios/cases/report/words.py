"""What the report says in words: its conclusion first, its definitions last."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.cases.report.figures import Figures
from koios.cases.report.labels import named
from koios.core import settings
from koios.ui import formats


@dataclass(frozen=True)
class Conclusion:
    """What one would say to who asks in the corridor; the middle is what matters."""

    came: str
    verdict: str = ""
    rest: str = ""

    def __str__(self):
        return " ".join(filter(None, [self.came, self.verdict, self.rest]))


def conclusion(asked, figures: Figures, before: Figures) -> Conclusion:
    if not figures.received:
        return Conclusion(_("No llegó ninguna PQRS en este período."))
    rest = [_overdue(figures), _pace(figures), _weakest(figures)]
    return Conclusion(_came(figures, before), _verdict(figures), " ".join(filter(None, rest)))


def target() -> int:
    """The share of answers on time that the company aims at."""
    return settings.get("cases.on_time_target")


def meets(percent) -> bool:
    return percent is not None and percent >= target()


def _came(figures, before):
    came = ngettext("Llegó %(n)s PQRS", "Llegaron %(n)s PQRS", figures.received)
    came %= {"n": formats.number(figures.received)}
    change = figures.received - before.received
    if change:
        words = _("%(came)s, %(n)s más que en el período anterior.")
        if change < 0:
            words = _("%(came)s, %(n)s menos que en el período anterior.")
        return words % {"came": came, "n": formats.number(abs(change))}
    return _("%(came)s, tantas como en el período anterior.") % {"came": came}


def _verdict(figures):
    if figures.on_time_percent is None:
        return _("Ninguna ha llegado a su término ni a su respuesta.")
    told = {
        "percent": formats.percent(figures.on_time_percent),
        "target": formats.percent(target(), 0),
    }
    if figures.on_time == figures.due:
        return _("Todas las que debían estarlo se respondieron a tiempo.")
    if meets(figures.on_time_percent):
        return _("El %(percent)s se respondió a tiempo, dentro de la meta de %(target)s.") % told
    return _("El %(percent)s se respondió a tiempo, por debajo de la meta de %(target)s.") % told


def _overdue(figures):
    if not figures.overdue:
        return ""
    told = ngettext(
        "Una sigue abierta y vencida.", "%(n)s siguen abiertas y vencidas.", figures.overdue
    )
    return told % {"n": formats.number(figures.overdue)}


def _pace(figures):
    median = figures.response_business_days.median
    if median is None:
        return ""
    return _("La mitad de las respuestas tomó %(days)s o menos.") % {"days": business_days(median)}


def _weakest(figures):
    """The type that falls shortest of the target, when there is more than one."""
    lines = [line for line in figures.lines["kind"] if line.due]
    short = [line for line in lines if not meets(line.on_time_percent)]
    if not short or len(lines) < 2:
        return ""
    [worst] = named("kind", [max(short, key=lambda line: (line.due - line.on_time, line.due))], {})
    return _("Lo que más falla: %(kind)s, %(late)s de %(due)s fuera de término.") % {
        "kind": worst.name.lower(),
        "late": formats.number(worst.due - worst.on_time),
        "due": formats.number(worst.due),
    }


def business_days(days) -> str:
    """9 días hábiles; 9,5 días hábiles"""
    whole = days == int(days)
    told = formats.number(days, 0 if whole else 1)
    return ngettext("%(n)s día hábil", "%(n)s días hábiles", int(days) if whole else 2) % {
        "n": told
    }


def definitions(asked) -> list:
    """How each figure is worked out, printed on the report as pairs of a name and its sum."""
    return [
        (
            _("Período"),
            _(
                "PQRS recibidas entre el %(start)s y el %(end)s, como estaban al final del "
                "%(as_of)s. Lo que pasó después de ese día no cuenta."
            )
            % {
                "start": formats.day(asked.period.start),
                "end": formats.day(asked.period.end),
                "as_of": formats.day(asked.as_of),
            },
        ),
        (
            _("Recibidas"),
            _(
                "Todas, menos las duplicadas y las que no eran una PQRS. Las felicitaciones y las "
                "que terminaron sin respuesta (desistidas, trasladadas o rechazadas) solo cuentan "
                "aquí."
            ),
        ),
        (
            _("Respondidas"),
            _(
                "Con una respuesta de fondo que aceptó el servidor de correo o que se publicó en "
                "la página de seguimiento. Una respuesta que rebotó no cuenta desde ese día."
            ),
        ),
        (
            _("A tiempo"),
            _(
                "Respondidas hasta su fecha de vencimiento ÷ (respondidas + abiertas y vencidas). "
                "Con el término detenido, una PQRS no está vencida. Un requerimiento de autoridad "
                "cuenta con la fecha que este fija."
            ),
        ),
        (
            _("Días hábiles de respuesta"),
            _(
                "Los del recibo a la primera respuesta. El día 1 es el hábil siguiente al recibo "
                "(antes de él son 0) y los días de suspensión no cuentan. Los días calendario sí "
                "los incluyen."
            ),
        ),
        (
            _("Media, mediana y p90"),
            _(
                "La mitad de las respuestas tomó lo que dice la mediana o menos; nueve de cada "
                "diez, lo que dice p90. Entre dos valores se interpola en línea recta."
            ),
        ),
        (
            _("Reabiertas"),
            _(
                "Las que volvieron a abrirse ÷ respondidas. La primera respuesta conserva sus "
                "cifras."
            ),
        ),
        (
            _("Período anterior"),
            _(
                "PQRS recibidas entre el %(start)s y el %(end)s, como estaban el %(as_of)s: a la "
                "misma distancia de su final."
            )
            % {
                "start": formats.day(asked.before().period.start),
                "end": formats.day(asked.before().period.end),
                "as_of": formats.day(asked.before().as_of),
            },
        ),
    ]
