from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "koios.ui"
    label = "ui"
    verbose_name = _("Interfaz")

    def ready(self):
        from koios.core import settings
        from koios.ui.contrast import must_be_legible

        settings.definitions["company.brand"].field.validators.append(must_be_legible)
