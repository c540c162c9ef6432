"""What the acts on a quote ask for."""

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.core import calendar
from koios.core.permissions import EDIT
from koios.ui.widgets import DayInput

LONG = {"widget": forms.Textarea, "max_length": 2000}


class ActForm(forms.Form):
    """Stand-in until `koios.ui.acts` lands."""

    takes_files = False

    def __init__(self, *args, record=None, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.record, self.user = record, user
        self.prepare()

    def prepare(self):
        """What depends on the record or on who fills it in."""


class PlanForm(ActForm):
    step = forms.CharField(
        label=_("Próximo paso"),
        max_length=200,
        error_messages={"required": _("Escriba qué sigue.")},
    )
    on = forms.DateField(
        label=_("Fecha"), widget=DayInput, error_messages={"required": _("Escoja el día.")}
    )

    def prepare(self):
        if self.record:
            self.initial |= {"step": self.record.next_step, "on": self.record.next_step_on}

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day < calendar.today():
            raise forms.ValidationError(_g("El paso se planea para hoy o después."))
        return day


class HandoverForm(ActForm):
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Vendedor"), empty_label=_("Elija una persona")
    )
    reason = forms.CharField(label=_("Nota para quien la recibe"), required=False, **LONG)

    def prepare(self):
        people = User.objects.who_may("quotes", EDIT).order_by("name")
        self.fields["person"].queryset = people
        if self.record:
            self.fields["person"].queryset = people.exclude(pk=self.record.owner_id)
