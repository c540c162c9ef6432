from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionsConfig(AppConfig):
    name = "koios.actions"
    label = "actions"
    verbose_name = _("Acciones")

    def ready(self):
        from koios.core import numbering, settings
        from koios.core.permissions import register_module

        register_module("actions", _("Hallazgos y acciones"), order=40)
        settings.define_group("actions", _("Hallazgos y acciones"), order=60, module="actions")
        settings.define(
            "actions.finding_days",
            forms.IntegerField(min_value=1, max_value=120),
            default=10,
            group="actions",
            label=_("Días hábiles para tratar un hallazgo"),
        )
        numbering.register(
            "finding",
            label=_("Hallazgos"),
            default_format="HZ-{year}-{number:04d}",
            model="actions.finding",
        )
