from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "koios.office"
    label = "office"
    verbose_name = _("Oficina")

    def ready(self):
        import_module("koios.office.rail")
        import_module("koios.office.subjects")
        import_module("koios.office.logo")
        import_module("koios.office.listing")
