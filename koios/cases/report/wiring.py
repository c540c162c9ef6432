"""What the report tells the base of itself: its options on the command line, its settings."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.cases.report import command
from koios.core import settings
from koios.core.permissions import SEE
from koios.core.reports import Report, reports


class PeopleField(settings.ListField):
    """Addresses of people of the company who may see PQRS, one a line."""

    def run_validators(self, value):
        known = {
            person.email
            for person in User.objects.who_may("cases", SEE).filter(
                email__in=[told.lower() for told in value]
            )
        }
        unknown = [told for told in value if told.lower() not in known]
        if unknown:
            raise ValidationError(
                _("Ninguna persona activa que vea las PQRS tiene este correo: %(emails)s.")
                % {"emails": ", ".join(unknown)}
            )


settings.define(
    "cases.on_time_target",
    forms.IntegerField(min_value=1, max_value=100),
    default=95,
    group="cases",
    label=gettext_lazy("Meta de respuestas a tiempo, en %"),
)
settings.define(
    "cases.report_people",
    PeopleField(required=False),
    default=[],
    group="cases",
    label=gettext_lazy("A quién llega el informe del mes"),
    help=gettext_lazy(
        "Un correo por línea. El primer día hábil de cada mes reciben el informe del anterior."
    ),
)

reports.add(Report("cases", gettext_lazy("informe de PQRS"), command.add_arguments, command.make))
