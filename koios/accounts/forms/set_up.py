"""What the first visit asks for."""

from copy import deepcopy

from django import forms
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts import set_up
from koios.accounts.forms.sign_in import NewPasswordForm, email_field
from koios.accounts.people import User
from koios.core import settings


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Código de instalación"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Está en la ventana donde arrancó Koios. Cada arranque muestra uno nuevo."),
        error_messages={"required": _("Escriba el código.")},
    )

    def clean_code(self):
        if not set_up.may_try().ok:
            raise ValidationError(_g("Demasiados intentos. Espere una hora, o reinicie Koios."))
        if not set_up.is_right(self.cleaned_data["code"]):
            raise ValidationError(_g("Ese no es. Copie el del último arranque."))
        return self.cleaned_data["code"]


class SettingsForm(forms.Form):
    """Some settings of the company, each checked by its own field."""

    KEYS = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key in self.KEYS:
            field = deepcopy(settings.definitions[key].field)
            field.initial = self.first_told(key)
            self.fields[_name(key)] = field

    def first_told(self, key):
        return settings.get(key)

    def save(self, *, by):
        for key in self.KEYS:
            written = self[_name(key)].data  # the setting's own field cleans it, and seals secrets
            if written or not getattr(self.fields[_name(key)], "keeps_when_empty", False):
                settings.put(key, written, by=by)


class CompanyForm(SettingsForm):
    KEYS = tuple(f"company.{name}" for name in set_up.COMPANY)

    def first_told(self, key):
        """Empty until somebody says it: no company is called as the program proposes."""
        told = settings.get(key)
        return "" if told == settings.definitions[key].default else told


class AdministratorForm(NewPasswordForm):
    """The first person, who invites the others."""

    name = forms.CharField(
        label=_("Su nombre"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Escriba su nombre.")},
    )
    email = email_field(_("Su correo"), help_text=_("Con él entrará."))

    field_order = ["name", "email", "password", "password_again"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, person=User(), **kwargs)

    def clean_email(self):
        self.person.email = self.cleaned_data["email"].lower()
        return self.person.email

    def clean_name(self):
        self.person.name = self.cleaned_data["name"]
        return self.person.name


class MailForm(SettingsForm):
    """The account at the mail server; nothing to ask when the environment tells it."""

    KEYS = tuple(
        f"mail.{name}" for name in ("host", "port", "security", "user", "password", "sender")
    )

    def __init__(self, *args, **kwargs):
        if django_settings.SMTP["host"]:
            self.KEYS = ()
        super().__init__(*args, **kwargs)


def _name(key):
    return key.partition(".")[2]
