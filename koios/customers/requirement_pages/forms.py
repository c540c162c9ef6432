"""What a requirement and the acts on it ask for."""

from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.core import calendar
from koios.core.permissions import EDIT
from koios.customers.forms.fields import CustomerField
from koios.customers.requirements import Requirement
from koios.ui.widgets import DayInput

LONG = {"widget": forms.Textarea(attrs={"rows": 4}), "max_length": 2000}
KINDS = {
    "required": _("Lo que pide el cliente, la ley o el contrato."),
    "expected": _("Lo que da por hecho aunque no lo diga: puntualidad, buen trato."),
    "potential": _("Lo que todavía no pide y valoraría."),
}


class RequirementForm(forms.Form):
    """A requirement, as whoever learned of it writes it down."""

    FIELDS = ("kind", "statement", "source", "source_label", "source_url", "verification", "owner")

    customer = CustomerField()
    kind = forms.ChoiceField(
        label=_("Clase"), choices=Requirement.Kind.choices, widget=forms.RadioSelect
    )
    statement = forms.CharField(
        label=_("Qué requiere"),
        help_text=_("Una cosa por requisito, dicha de modo que se pueda comprobar."),
        error_messages={"required": _("Escriba qué requiere el cliente.")},
        **LONG,
    )
    source = forms.ChoiceField(label=_("De dónde viene"), choices=Requirement.Source.choices)
    source_label = forms.CharField(
        label=_("Dónde consta"),
        required=False,
        max_length=200,
        help_text=_("El acta, el número de la cotización o de la PQRS, la cláusula."),
    )
    source_url = forms.CharField(
        label=_("Enlace"),
        required=False,
        max_length=300,
        help_text=_("La dirección de la página o del documento, si la tiene."),
    )
    verification = forms.CharField(
        label=_("Cómo se verifica"),
        required=False,
        help_text=_("Qué se mira, dónde y quién: «minuta de ruta, Operaciones, cada mes»."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Responsable"),
        required=False,
        help_text=_("Vacío: quien atiende al cliente."),
    )

    def __init__(self, *args, user, requirement=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].notes = KINDS
        self.fields["customer"].user = user
        self.fields["owner"].queryset = User.objects.who_may("customers", EDIT).order_by("name")
        self.fields["owner"].empty_label = _g("Quien atiende al cliente")
        self.initial.setdefault("kind", Requirement.Kind.REQUIRED)
        if requirement:
            del self.fields["customer"]
            self.initial |= {name: getattr(requirement, name) for name in self.FIELDS}
            self.initial["owner"] = requirement.owner_id
            if requirement.is_agreed:
                del self.fields["statement"]

    def clean_source_url(self):
        told = self.cleaned_data["source_url"].strip()
        parts = urlsplit(told)
        is_here = told.startswith("/") and not parts.netloc and not told.startswith("//")
        is_there = parts.scheme in ("http", "https") and parts.netloc
        if told and not (is_here or is_there):
            raise forms.ValidationError(_g("Pegue la dirección completa, con https://."))
        return told

    def told(self):
        return {name: self.cleaned_data[name] for name in self.FIELDS if name in self.fields}


class ActForm(forms.Form):
    """A form about a requirement."""

    takes_files = False

    def __init__(self, *args, requirement=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.requirement = requirement
        self.prepare()

    def prepare(self):
        """What depends on the requirement."""


class StudyForm(ActForm):
    reason = forms.CharField(
        label=_("Qué hay que averiguar"),
        required=False,
        help_text=_("Con qué vehículos, personas o permisos se podría."),
        **LONG,
    )


class AgreementForm(ActForm):
    with_whom = forms.CharField(
        label=_("Con quién se acordó"),
        max_length=200,
        help_text=_("La persona del cliente que lo aceptó, y su cargo."),
        error_messages={"required": _("Diga con quién se acordó.")},
    )
    on = forms.DateField(label=_("Fecha del acuerdo"), widget=DayInput)
    statement = forms.CharField(label=_("Qué se acordó"), **LONG)
    verification = forms.CharField(
        label=_("Cómo se verifica"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    reason = forms.CharField(
        label=_("Con qué se cumple, o por qué cambia"),
        required=False,
        help_text=_("Recursos, condiciones, el acta o el correo en que consta."),
        **LONG,
    )

    def prepare(self):
        self.initial |= {
            "on": calendar.today(),
            "statement": self.requirement.statement,
            "verification": self.requirement.verification,
        }


class ReasonForm(ActForm):
    reason = forms.CharField(
        label=_("Por qué"), error_messages={"required": _("Diga por qué.")}, **LONG
    )


class VerificationForm(ActForm):
    takes_files = True

    met = forms.TypedChoiceField(
        label=_("¿Se cumple?"),
        choices=[("yes", _("Sí, se cumple")), ("no", _("No se cumple"))],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Diga si se cumple.")},
    )
    on = forms.DateField(label=_("Fecha"), widget=DayInput)
    note = forms.CharField(
        label=_("Qué se vio"),
        help_text=_("Los registros que se miraron y lo que decían."),
        error_messages={"required": _("Escriba qué se vio.")},
        **LONG,
    )

    def prepare(self):
        self.initial["on"] = calendar.today()


class HandoverForm(ActForm):
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Responsable"), empty_label=_("Elija una persona")
    )
    reason = forms.CharField(label=_("Nota para quien lo recibe"), required=False, **LONG)

    def prepare(self):
        people = User.objects.who_may("customers", EDIT).order_by("name")
        self.fields["person"].queryset = people.exclude(pk=self.requirement.owner_id)
