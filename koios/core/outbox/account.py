"""The company's account at the mail server: the environment's, or else that of the settings."""

import random
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django import forms
from django.conf import settings as django_settings
from django.utils.translation import gettext_lazy as _

from koios.core import sealed, settings

SECURITY = [
    ("starttls", _("STARTTLS (lo usual, puerto 587)")),
    ("tls", _("TLS desde el comienzo (puerto 465)")),
    ("none", _("Ninguna (solo dentro de la misma red)")),
]
PAUSES = [1, 5, 15, 60, 180, 360, 720, 720, 720]  # two days, as mail servers do among themselves


def _define(key, label, field, default="", help=""):
    settings.define(key, field, default=default, group="mail", label=label, help=help)


settings.define_group("mail", _("Correo"), order=20)
_define("mail.host", _("Servidor de correo saliente (SMTP)"), forms.CharField(required=False))
_define("mail.port", _("Puerto"), forms.IntegerField(min_value=1, max_value=65535), 587)
_define("mail.security", _("Seguridad"), forms.ChoiceField(choices=SECURITY), "starttls")
_define("mail.user", _("Usuario"), forms.CharField(required=False))
_define(
    "mail.password",
    _("Contraseña"),
    sealed.SealedField(required=False),
    help=_("Se guarda cifrada y no se vuelve a mostrar."),
)
_define(
    "mail.sender",
    _("Dirección que firma los correos"),
    forms.EmailField(required=False),
    help=_("Si queda vacía, el correo de atención de la empresa."),
)
_define(
    "mail.sender_name",
    _("Nombre que firma los correos"),
    forms.CharField(required=False, max_length=120),
    help=_("Si queda vacío, el nombre comercial."),
)
_define(
    "mail.pauses",
    _("Minutos entre un intento y el siguiente"),
    settings.NumbersField(most=7 * 1440),
    PAUSES,
    help=_("Cuando el servidor pide esperar. Después del último, el correo queda no entregado."),
)


@dataclass(frozen=True)
class Account:
    host: str
    port: int
    security: str
    user: str
    password: str


def current() -> Account:
    told = django_settings.SMTP
    if told["host"]:
        return Account(**told)
    return Account(
        host=settings.get("mail.host"),
        port=settings.get("mail.port"),
        security=settings.get("mail.security"),
        user=settings.get("mail.user"),
        password=sealed.unseal(settings.get("mail.password")),
    )


def is_configured() -> bool:
    """Whether anybody has said through which server the mail leaves."""
    return bool(django_settings.SMTP["host"] or settings.get("mail.host"))


def sender() -> str:
    """The address that signs."""
    told = settings.get("mail.sender") or settings.get("company.email")
    if not told and "@" in current().user:
        told = current().user
    return told or f"no-responder@{_host()}"


def sender_name() -> str:
    return " ".join((settings.get("mail.sender_name") or settings.get("company.name")).split())


def domain() -> str:
    return sender().rpartition("@")[2]


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after so many attempts; nothing when it is time to give up."""
    minutes = settings.get("mail.pauses")
    if tries > len(minutes):
        return None
    return timedelta(minutes=minutes[tries - 1]) * random.uniform(0.9, 1.1)  # noqa: S311


def _host():
    return urlsplit(django_settings.BASE_URL).hostname or "localhost"
