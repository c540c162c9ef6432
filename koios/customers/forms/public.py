"""What public forms ask of whoever fills them in: their address, and leave to use their data."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.outbox import BadAddress, clean_address
from koios.customers.privacy import ConsentPurpose

YES_OR_NO = [("yes", gettext_lazy("Sí")), ("no", gettext_lazy("No"))]
PREFIX = "consent_"


class AsksConsents:
    """A form that asks one question for each purpose, none answered beforehand (D1377, 7)."""

    def ask_consents(self):
        for purpose in ConsentPurpose.objects.asked():
            self.fields[f"{PREFIX}{purpose.key}"] = forms.ChoiceField(
                label=purpose.question,
                help_text=purpose.hint,
                choices=YES_OR_NO,
                widget=forms.RadioSelect,
                required=False,
            )

    @property
    def consents(self):
        """The bound field of each purpose, in order."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def consented(self) -> dict:
        """{key of the purpose: bool}, only those that were answered."""
        return {
            name.removeprefix(PREFIX): value == "yes"
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX) and value
        }


def typed_address(email: str) -> str:
    """An e-mail as a person typed it, or what is wrong with it."""
    if "@" not in email:
        raise forms.ValidationError(_("Falta la arroba (@). Ejemplo: nombre@correo.com"))
    try:
        return clean_address(email)
    except BadAddress:
        raise forms.ValidationError(
            _("Revise el correo: así no llegaría. Ejemplo: nombre@correo.com")
        ) from None
