"""What a person fills in to ask for a service."""

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.customers.forms.fields import NameField, PhoneField
from koios.customers.forms.public import AsksConsents, typed_address


class AskingForm(AsksConsents, forms.Form):
    """A request as the page takes it in: what one needs, and how to be reached."""

    what = forms.CharField(
        label=_("Cuéntenos qué necesita"),
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": _("Escriba qué necesita, con sus palabras.")},
    )
    place = forms.CharField(
        label=_("¿Dónde?"), max_length=300, required=False, help_text=_("De dónde a dónde.")
    )
    schedule = forms.CharField(
        label=_("¿Cuándo?"), max_length=300, required=False, help_text=_("Días y horas.")
    )
    passengers = forms.CharField(label=_("¿Cuántas personas?"), max_length=120, required=False)
    begins = forms.CharField(label=_("¿Desde cuándo?"), max_length=120, required=False)
    contact_name = NameField(
        label=_("Su nombre"),
        max_length=150,
        error_messages={"required": _("Escriba su nombre, para saber con quién hablamos.")},
    )
    company = NameField(label=_("Empresa o institución"), max_length=200, required=False)
    contact_email = forms.CharField(label=_("Correo electrónico"), max_length=254, required=False)
    contact_phone = PhoneField(label=_("Celular"), required=False)

    FIELDS = (
        *("what", "place", "schedule", "passengers", "begins"),
        *("contact_name", "company", "contact_email", "contact_phone"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_consents()

    def clean_contact_email(self):
        told = self.cleaned_data["contact_email"].strip()
        return typed_address(told) if told else ""

    def clean(self):
        told = super().clean()
        ways = ("contact_email", "contact_phone")
        if not any(told.get(name) or name in self.errors for name in ways):
            self.add_error("contact_email", _g("Denos un correo o un celular para responderle."))
        return told

    def told(self) -> dict:
        return {name: self.cleaned_data[name].strip() for name in self.FIELDS}
