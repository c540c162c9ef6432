"""Whether two colours can be told apart (WCAG 2.2), and whether a company's accent can be read.

`tokens.css` derives the accent of each theme from one colour; the same sums are made here, so that
a colour which would make a link or a button unreadable is refused before it is saved.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from koios.core.palette import mix
from koios.ui import formats

ENOUGH = 4.5  # WCAG 1.4.3, text

# As in tokens.css
PAPER = {"light": "#fbfaf7", "dark": "#191816"}
SURFACE = {"light": "#ffffff", "dark": "#211f1d"}
SUNK = {"light": "#f4f1ec", "dark": "#131210"}
ON_ACCENT = {"light": "#ffffff", "dark": "#17161c"}
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Pair:
    """Two colours of the program that meet, and how well they are told apart."""

    theme: str
    what: str
    front: str
    back: str
    ratio: float

    @property
    def is_legible(self):
        return self.ratio >= ENOUGH


def luminance(colour: str) -> float:
    """Relative luminance of WCAG, 0 for black to 1 for white."""
    r, g, b = (_linear(part) for part in _parts(colour))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def accent(brand: str, theme: str) -> str:
    return brand if theme == "light" else mix(brand, 0.42, "#ffffff")


def accent_strong(brand: str, theme: str) -> str:
    return mix(brand, 0.84, "#000000") if theme == "light" else mix(brand, 0.26, "#ffffff")


def accent_soft(brand: str, theme: str) -> str:
    return mix(brand, 0.08, "#ffffff") if theme == "light" else mix(brand, 0.34, "#191816")


def pairs(brand: str) -> list[Pair]:
    """Every pair in which the accent is read or read upon, in both themes."""
    found = []
    for theme in THEMES:
        own, strong, soft = (
            derive(brand, theme) for derive in (accent, accent_strong, accent_soft)
        )
        for what, front, back in (
            (_("el acento sobre el papel"), own, PAPER[theme]),
            (_("el acento sobre una superficie"), own, SURFACE[theme]),
            (_("el acento sobre el riel"), own, SUNK[theme]),
            (_("el texto de un botón sobre el acento"), ON_ACCENT[theme], own),
            (_("el acento fuerte sobre el fondo suave"), strong, soft),
            (_("el texto de un botón señalado"), ON_ACCENT[theme], strong),
        ):
            found.append(Pair(theme, what, front, back, ratio(front, back)))
    return found


def objection(brand: str) -> str:
    """Why this colour cannot be the accent, or nothing."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", brand):
        return _("Escriba el color con # y seis cifras, por ejemplo #35478c.")
    worst = min(pairs(brand), key=lambda pair: pair.ratio)
    if worst.is_legible:
        return ""
    told = {
        "what": worst.what,
        "ratio": formats.number(int(worst.ratio * 10) / 10, 1),  # 4.49 is not told as 4.5
        "enough": formats.number(ENOUGH, 1),
    }
    if worst.theme == "light":
        return (
            _(
                "Con este color no se lee bien %(what)s: el contraste es %(ratio)s y hace falta "
                "%(enough)s. Escoja uno más oscuro."
            )
            % told
        )
    return (
        _(
            "Con este color no se lee bien %(what)s en el tema oscuro: el contraste es %(ratio)s y "
            "hace falta %(enough)s. Escoja uno más claro o más vivo."
        )
        % told
    )


def must_be_legible(brand: str):
    """A validator of forms and settings."""
    if said := objection(brand):
        raise ValidationError(said, code="contrast")


def _parts(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def _linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
