from django import forms
from django.utils.translation import gettext_lazy as _

from koios.core.outbox import BadAddress, clean_address
from koios.ui.acts import ActForm

REQUIRED = {"required": _("Falta este dato.")}


class ReasonForm(ActForm):
    reason = forms.CharField(
        label=_("Motivo"), max_length=1000, widget=forms.Textarea, error_messages=REQUIRED
    )


class ReplacementForm(ActForm):
    """Who signs instead."""

    name = forms.CharField(label=_("Nombre"), max_length=150, error_messages=REQUIRED)
    email = forms.EmailField(label=_("Correo"), error_messages=REQUIRED)
    document = forms.CharField(label=_("Documento"), max_length=40, required=False)
    capacity = forms.CharField(label=_("En calidad de"), max_length=120, required=False)
    reason = forms.CharField(label=_("Motivo"), max_length=500, error_messages=REQUIRED)

    def clean_email(self):
        try:
            return clean_address(self.cleaned_data["email"])
        except BadAddress as wrong:
            raise forms.ValidationError(wrong.message) from None
