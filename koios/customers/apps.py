from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from koios.core.permissions import register_module


class CustomersConfig(AppConfig):
    name = "koios.customers"
    label = "customers"
    verbose_name = _("Clientes")

    def ready(self):
        register_module("customers", _("Clientes"), order=20)
        import_module("koios.customers.registrations")
        import_module("koios.customers.telling")
        import_module("koios.customers.requirement_pages.wiring")
