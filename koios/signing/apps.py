from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SigningConfig(AppConfig):
    name = "koios.signing"
    label = "signing"
    verbose_name = _("Firmas")

    def ready(self):
        import_module("koios.signing.wiring")
