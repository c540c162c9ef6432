"""What the company takes in: kinds, sizes and how much in a day, each on its settings page."""

from django import forms
from django.core.validators import MinValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from koios.core import settings
from koios.core.files.kinds import ALLOWED, kinds

settings.define_group("files", _("Archivos"), order=50)

_RECEIVABLE = [kind for kind in kinds if kind.key != "bin"]


def _define(key, field, default, label, help=""):
    settings.define(f"files.{key}", field, default=default, group="files", label=label, help=help)


def _amount(highest):
    return forms.IntegerField(validators=[MinValueValidator(1)], max_value=highest)


_define(
    "kinds",
    forms.MultipleChoiceField(
        choices=[
            (kind.key, format_lazy("{} .{}", kind.label, kind.extension)) for kind in _RECEIVABLE
        ],
        widget=forms.CheckboxSelectMultiple,
    ),
    ALLOWED,
    _("Tipos que se reciben"),
    _("El tipo se mira en el contenido. Páginas web, dibujos SVG y programas no se reciben nunca."),
)
_define("largest_mb", _amount(100), 10, _("Tamaño máximo de un archivo, en MB"))
_define("most", _amount(50), 10, _("Archivos por envío"))
_define(
    "day_mb",
    _amount(100_000),
    500,
    _("Máximo por día desde una misma dirección, en MB"),
    _("Cuenta lo que llega por los formularios públicos, para que nadie llene el disco."),
)
_define("kept_hours", _amount(168), 24, _("Horas que se guarda un archivo sin enviar"))
_define(
    "scanner",
    forms.RegexField(
        r"^(unix:/\S+|[\w.\-]+:\d{1,5})$",
        required=False,
        error_messages={"invalid": _("Escriba «servidor:puerto» o «unix:/ruta».")},
    ),
    "",
    _("Antivirus (clamd)"),
    _("Por ejemplo 127.0.0.1:3310. Vacío: los archivos no se revisan."),
)


def allowed() -> set[str]:
    return set(settings.get("files.kinds"))


def largest() -> int:
    return settings.get("files.largest_mb") * 1024 * 1024
