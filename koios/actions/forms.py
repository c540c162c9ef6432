"""What the acts on a finding ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.core.permissions import EDIT

LONG = {"widget": forms.Textarea, "max_length": 10_000}


class FindingForm(forms.Form):
    """A form about a finding."""

    takes_files = False

    def __init__(self, *args, finding=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.finding = finding
        self.prepare()

    def prepare(self):
        """What depends on the finding."""


class TreatmentForm(FindingForm):
    note = forms.CharField(
        label=_("Qué se hará"),
        required=False,
        help_text=_("La corrección inmediata y quién la hace."),
        **LONG,
    )


class ClosingForm(FindingForm):
    takes_files = True

    reason = forms.CharField(
        label=_("Qué se hizo y cómo se sabe que funcionó"),
        error_messages={"required": _("Escriba qué se hizo y cómo se comprobó.")},
        **LONG,
    )


class DismissalForm(FindingForm):
    reason = forms.CharField(
        label=_("Por qué no es un hallazgo"),
        error_messages={"required": _("Diga por qué.")},
        **LONG,
    )


class HandoverForm(FindingForm):
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Responsable"), empty_label=_("Elija una persona")
    )
    reason = forms.CharField(label=_("Nota para quien lo recibe"), required=False, **LONG)

    def prepare(self):
        people = User.objects.who_may("actions", EDIT).order_by("name")
        self.fields["person"].queryset = people.exclude(pk=self.finding.owner_id)


class EvidenceForm(FindingForm):
    takes_files = True
