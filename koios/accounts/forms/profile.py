"""What each person decides about their own account."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts import second_factor
from koios.accounts.forms.sign_in import (
    NewPasswordForm,
    PersonForm,
    check_tries,
    code_field,
    password_field,
)
from koios.accounts.people import User
from koios.core import limits

TRIES, PER = 10, timedelta(minutes=15)


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "phone", "language", "theme"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "theme": forms.RadioSelect,
        }
        help_texts = {"phone": _("Solo lo ve el equipo.")}


class CurrentPasswordForm(PersonForm):
    """Proves that who sits there is who signed in."""

    current_password = password_field(_("Su contraseña"), "current-password")

    def clean_current_password(self):
        knock = limits.take("accounts.confirmation", str(self.person.pk), limit=TRIES, per=PER)
        if not knock.ok:
            raise ValidationError(_g("Demasiados intentos. Espere unos minutos."))
        if not self.person.check_password(self.cleaned_data["current_password"]):
            raise ValidationError(_g("Esa no es su contraseña actual."))
        return self.cleaned_data["current_password"]


class PasswordForm(CurrentPasswordForm, NewPasswordForm):
    """The password they have, and the one they want."""

    field_order = ["current_password", "password", "password_again"]


class ActivationForm(PersonForm):
    """The first code proves that the telephone holds the secret."""

    code = code_field(_("Código que muestra la aplicación"))

    def __init__(self, *args, secret, **kwargs):
        super().__init__(*args, **kwargs)
        self.secret = secret

    def clean_code(self):
        check_tries(self.person)
        if not second_factor.fits(self.secret, self.cleaned_data["code"]):
            raise ValidationError(
                _g("Ese código no es. Revise la hora del teléfono y escriba el siguiente.")
            )
        return self.cleaned_data["code"]
