from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerificationConfig(AppConfig):
    name = "koios.verification"
    label = "verification"
    verbose_name = _("Verificación de contratos")

    def ready(self):
        import_module("koios.verification.wiring")
        import_module("koios.verification.showing_elsewhere")
        import_module("koios.verification.report.wiring")
