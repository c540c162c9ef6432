"""Coming in: e-mail and password, the second factor, and what to do without a password."""

from datetime import timedelta

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts import second_factor
from koios.accounts.local import is_this_machine
from koios.core import limits

KNOCKS, PER = 60, timedelta(minutes=15)  # from one address, whoever they say they are


def email_field(label="", **options):
    return forms.EmailField(
        label=label or _("Correo electrónico"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "inputmode": "email"}),
        error_messages={
            "required": _("Escriba el correo."),
            "invalid": _("El correo no está completo. Ejemplo: nombre@correo.com"),
        },
        **options,
    )


def password_field(label, autocomplete="new-password", **options):
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": _("Escriba la contraseña.")},
        **options,
    )


def code_field(label="", **options):
    return forms.CharField(
        label=label or _("Código"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
        error_messages={"required": _("Escriba el código.")},
        **options,
    )


class SignInForm(LoginForm):
    """E-mail and password, checked by django-allauth and counted by django-axes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.fields["password"] = password_field(_("Contraseña"), "current-password")
        self.fields["remember"].label = _("Seguir dentro en este equipo por dos semanas")
        self.order_fields(["login", "password", "remember"])

    def clean_login(self):
        return self.cleaned_data["login"].strip().lower()

    def clean(self):
        knock = limits.take(
            "accounts.sign-in", limits.client_ip(self.request), limit=KNOCKS, per=PER
        )
        if not knock.ok:
            raise ValidationError(_g("Demasiados intentos desde su red. Espere unos minutos."))
        cleaned = super().clean()
        if self.user is not None:
            self._refuse_who_may_not_come_in()
        return cleaned

    def _refuse_who_may_not_come_in(self):
        # Only who knows the password reads this: it tells nobody else that the account exists.
        if not self.user.is_active:
            raise ValidationError(_g("Su cuenta está desactivada. Hable con quien administra."))
        if self.user.is_demo and not is_this_machine(self.request):
            raise ValidationError(
                _g(
                    "Esta contraseña es de la demostración y solo sirve en el mismo equipo donde "
                    "corre Koios. Cámbiela allá, o cree personas de verdad."
                )
            )


class CodeForm(AuthenticateForm):
    """The code of the telephone, or a recovery code; few tries, and each code opens once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()

    def clean_code(self):
        check_tries(self.user)
        code = self.cleaned_data["code"]
        self.authenticator = second_factor.open_with(self.user, code)
        if self.authenticator is None:
            raise ValidationError(_g("El código no es correcto o ya se usó. Espere el siguiente."))
        return code


class ForgottenForm(forms.Form):
    """Who cannot come in says where to write."""

    email = email_field()


class PersonForm(forms.Form):
    """A form that somebody fills in about themselves."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person


class NewPasswordForm(PersonForm):
    """A password, twice; told what is wrong with it before it is kept."""

    password = password_field(
        _("Contraseña nueva"), help_text=_("Diez caracteres o más. Sirve una frase.")
    )
    password_again = password_field(_("Otra vez, para estar seguros"))

    def clean_password(self):
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, self.person)
        return password

    def clean(self):
        cleaned = super().clean()
        first, again = cleaned.get("password"), cleaned.get("password_again")
        if first and again and first != again:
            self.add_error("password_again", _g("Las dos no son iguales. Escríbalas de nuevo."))
        return cleaned


def check_tries(person):
    """Count a try at a code; too many stop it for a while."""
    if not second_factor.may_try(person).ok:
        raise ValidationError(_g("Demasiados intentos. Espere diez minutos."))
