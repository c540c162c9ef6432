from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "koios.cases"
    label = "cases"
    verbose_name = _("PQRS")

    def ready(self):
        import_module("koios.cases.wiring")
        import_module("koios.cases.importing.wiring")
        import_module("koios.cases.lists_pages.wiring")
        import_module("koios.cases.report.wiring")
