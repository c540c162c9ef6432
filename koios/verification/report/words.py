"""What the report says in words: its conclusion first, its definitions last."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    year, standing = report.asked.year, report.standing
    if not standing.contracts:
        return Conclusion(_("No hay contratos por verificar en %(year)s.") % {"year": year})
    rest = [_weakest(report), _findings(report), _waiting(standing)]
    return Conclusion(_came(report), _verdict(report), " ".join(filter(None, rest)))


def _came(report):
    standing = report.standing
    told = {
        "n": formats.number(standing.done),
        "of": formats.number(standing.contracts),
        "year": report.asked.year,
    }
    if not standing.done:
        return _("Aún no se ha terminado ninguna verificación de %(year)s.") % told
    if not standing.waiting:
        words = ngettext(
            "Se verificó %(n)s contrato de %(year)s, el único.",
            "Se verificaron todos los contratos de %(year)s: %(n)s.",
            standing.done,
        )
    else:
        words = ngettext(
            "Se ha verificado %(n)s de los %(of)s contratos de %(year)s.",
            "Se han verificado %(n)s de los %(of)s contratos de %(year)s.",
            standing.done,
        )
    return words % told


def _verdict(report):
    percent, before = report.tally.percent, report.percent_before
    if not report.standing.done:
        return ""
    if percent is None:
        return _("Ningún ítem cuenta todavía para el cumplimiento.")
    told = {
        "percent": formats.percent(percent, 1),
        "year": report.asked.year - 1,
        "before": "" if before is None else formats.percent(before, 1),
    }
    if before is None:
        return _("Se cumple el %(percent)s de lo verificado.") % told
    return _("Se cumple el %(percent)s de lo verificado; en %(year)s, el %(before)s.") % told


def _weakest(report):
    """The item of which the least is kept."""
    known = [line for line in report.by_item if line.percent is not None]
    worst = min(known, key=lambda line: line.percent, default=None)
    if worst is None or worst.percent == 100:
        return ""
    return _("Lo que menos se cumple: «%(item)s», %(percent)s.") % {
        "item": short(worst.name),
        "percent": formats.percent(worst.percent, 1),
    }


def _findings(report):
    found = report.findings
    if not found["recorded"]:
        return ""
    told = ngettext("Quedó %(n)s hallazgo", "Quedaron %(n)s hallazgos", found["recorded"]) % {
        "n": formats.number(found["recorded"])
    }
    if not found["open"]:
        return _("%(told)s, sin nada abierto.") % {"told": told}
    return f"{told}: {open_findings(found)}."


def _waiting(standing):
    if not (standing.waiting and standing.done):
        return overdue(standing.overdue)
    told = ngettext("Falta %(n)s", "Faltan %(n)s", standing.waiting) % {
        "n": formats.number(standing.waiting)
    }
    late = overdue(standing.overdue)
    return f"{told}. {late}" if late else f"{told}."


def overdue(n) -> str:
    if not n:
        return ""
    return ngettext(
        "%(n)s ya pasó de su fecha límite.", "%(n)s ya pasaron de su fecha límite.", n
    ) % {"n": formats.number(n)}


def open_findings(found) -> str:
    """3 abiertos, 1 vencido"""
    told = ngettext("%(n)s abierto", "%(n)s abiertos", found["open"]) % {
        "n": formats.number(found["open"])
    }
    if found["overdue"]:
        late = ngettext("%(n)s vencido", "%(n)s vencidos", found["overdue"])
        told += ", " + late % {"n": formats.number(found["overdue"])}
    return told


def short(statement: str, most: int = 80) -> str:
    """The first words of what an item asks, without its full stop."""
    told = " ".join(statement.split()).rstrip(".")
    return told if len(told) <= most else f"{told[: most - 1].rsplit(' ', 1)[0]}…"


def definitions(report) -> list:
    """How each figure is worked out, printed on the report as pairs of a name and its sum."""
    return [
        (
            _("Cumplimiento"),
            _(
                "100 × (cumple + ½ × cumple en parte) ÷ (cumple + cumple en parte + no cumple). "
                "Cada ítem cuenta por el peso que le da la lista de verificación; lo que no "
                "aplica no cuenta. Si nada cuenta, no hay porcentaje."
            ),
        ),
        (
            _("De qué habla"),
            _(
                "Las verificaciones de los contratos de %(year)s. Los resultados son de las "
                "terminadas; las anuladas no cuentan."
            )
            % {"year": report.asked.year},
        ),
        (
            _("Contratos"),
            _(
                "Los que tienen una verificación del año por empezar, en curso o terminada. Las "
                "canceladas se dicen aparte."
            ),
        ),
        (
            _("Vencidas"),
            _("Sin terminar, con la fecha límite antes del %(day)s.")
            % {"day": formats.day(report.today)},
        ),
        (
            _("Ítem"),
            _(
                "Lo que pregunta la lista de verificación, por su código, con el texto de la "
                "última versión. Los requisitos del cliente se cuentan por su clase, porque "
                "cada contrato tiene los suyos."
            ),
        ),
        (
            _("Hallazgos"),
            _(
                "Los que dejaron las verificaciones terminadas del año, como están hoy. Cerrados "
                "son los que ya no están abiertos ni en tratamiento, también los descartados."
            ),
        ),
    ]
