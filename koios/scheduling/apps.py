from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchedulingConfig(AppConfig):
    name = "koios.scheduling"
    label = "scheduling"
    verbose_name = _("Programaciones")

    def ready(self):
        import_module("koios.scheduling.wiring")
