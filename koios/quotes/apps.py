from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotesConfig(AppConfig):
    name = "koios.quotes"
    label = "quotes"
    verbose_name = _("Cotizaciones")

    def ready(self):
        import_module("koios.quotes.wiring")
        import_module("koios.quotes.lists_pages.wiring")
        import_module("koios.quotes.need_pages.wiring")
        import_module("koios.quotes.places")
        import_module("koios.quotes.report.wiring")
        import_module("koios.quotes.importing.wiring")
        import_module("koios.quotes.tariff_pages.wiring")
