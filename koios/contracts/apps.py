from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    name = "koios.contracts"
    label = "contracts"
    verbose_name = _("Contratos")

    def ready(self):
        import_module("koios.contracts.wiring")
        import_module("koios.contracts.showing_elsewhere")
