from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "koios.accounts"
    label = "accounts"
    verbose_name = _("Personas")

    def ready(self):
        import_module("koios.accounts.registrations")
