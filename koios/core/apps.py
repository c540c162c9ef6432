from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "koios.core"
    label = "core"
    verbose_name = _("Base")

    def ready(self):
        import_module("koios.core.remembered").remember_texts()
        import_module("koios.core.company")
        import_module("koios.core.home").seeds.add(
            "holidays", import_module("koios.core.calendar").seed
        )
