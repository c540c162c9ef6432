from importlib import import_module

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from koios.core import home
from koios.core.permissions import CONFIGURE, EDIT, SEE, register_module


class AccountsConfig(AppConfig):
    name = "koios.accounts"
    label = "accounts"
    verbose_name = _("Personas")

    def ready(self):
        settings = import_module("koios.core.settings")  # models: not before all apps are known
        register_module("users", _("Personas y roles"), order=80, levels=(SEE, EDIT, CONFIGURE))
        register_module("identities", _("Identidades en reserva"), order=81, levels=(SEE,))
        settings.define_group("access", _("Ingreso"), order=80)
        settings.define(
            "access.invitation_days",
            forms.IntegerField(min_value=1, max_value=60),
            default=7,
            group="access",
            label=_("Días que dura una invitación"),
        )
        settings.define(
            "access.password_link_hours",
            forms.IntegerField(min_value=1, max_value=72),
            default=2,
            group="access",
            label=_("Horas que dura un enlace para cambiar la contraseña"),
        )
        import_module("koios.accounts.rail")
        home.announcements.add("set-up", import_module("koios.accounts.set_up").announce)
