from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionsConfig(AppConfig):
    name = "koios.actions"
    label = "actions"
    verbose_name = _("Acciones")

    def ready(self):
        import_module("koios.actions.wiring")
