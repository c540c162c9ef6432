"""Who the company is: what its letters, its public pages and its mails say of it."""

from django import forms
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from stdnum.co import nit

from koios.core import settings
from koios.core.permissions import register_module

register_module("settings", _("Ajustes"), order=90, levels=("see", "configure"))
register_module("trail", _("Registro de actos"), order=91, levels=("see",))

settings.define_group("company", _("Empresa"), order=10)
settings.define_group("numbering", _("Numeración"), order=40)


def _text(label, *, default="", required=False, field=forms.CharField, help="", **options):
    return {
        "field": field(required=required, **options),
        "default": default,
        "group": "company",
        "label": label,
        "help": help,
    }


def _check_nit(text):
    """Who writes the check digit writes the right one: it goes on every letter."""
    number, dash, wrong = text.rpartition("-")
    number = "".join(filter(str.isdigit, number))
    if dash and number and wrong.strip() != (right := nit.calc_check_digit(number)):
        raise ValidationError(
            _("El dígito de verificación de %(number)s es %(right)s, no %(wrong)s."),
            params={"number": number, "right": right, "wrong": wrong.strip()},
        )


settings.define("company.name", **_text(_("Nombre comercial"), default="Koios", required=True))
settings.define("company.legal_name", **_text(_("Razón social")))
settings.define(
    "company.nit", **_text(_("NIT con dígito de verificación"), validators=[_check_nit])
)
settings.define("company.address", **_text(_("Dirección")))
settings.define("company.city", **_text(_("Municipio y departamento")))
settings.define("company.phone", **_text(_("Teléfono de atención")))
settings.define("company.email", **_text(_("Correo de atención"), field=forms.EmailField))
settings.define("company.hours", **_text(_("Horario de atención")))
settings.define(
    "company.website", **_text(_("Sitio web"), field=forms.URLField, assume_scheme="https")
)
settings.define(
    "company.authority_name",
    **_text(_("Autoridad que la vigila"), default="Superintendencia de Transporte"),
)
settings.define(
    "company.authority_url",
    **_text(
        _("Página de la autoridad"),
        default="https://www.supertransporte.gov.co",
        field=forms.URLField,
        assume_scheme="https",
        help=_("La ley pide un enlace visible para el consumidor (Ley 1480 de 2011, art. 50)."),
    ),
)
settings.define(
    "company.brand",
    **_text(
        _("Color de la empresa"),
        default="#35478c",
        required=True,
        help=_("Se revisa que el texto se lea bien sobre él."),
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Escriba el color como #35478c."))],
    ),
)
settings.define("company.logo", **_text(_("Logo"), help=_("PNG o JPG; si no hay, va la inicial.")))


def card() -> dict:
    """What letters and public pages say of the company, as plain texts."""
    return {
        definition.key.removeprefix("company."): settings.get(definition.key)
        for definition in settings.definitions
        if definition.group == "company"
    }


def speaking():
    """`with speaking():` what the company writes to those outside is in its own language, in
    whichever one the person works who sets it off."""
    return override(django_settings.LANGUAGE_CODE)
