"""A case that someone tells to a person of the company: by phone, at the desk, on paper."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.cases.models import Case, Kind
from koios.core import clock
from koios.customers import identity
from koios.customers.forms.fields import checked_email, customer_named
from koios.ui.widgets import DayInput, MomentInput

OLDEST = timedelta(days=366)


class EntryForm(forms.Form):
    """Who, what, when, with which documents (Decreto 1166 de 2016 for verbal petitions)."""

    channel = forms.ChoiceField(
        label=gettext_lazy("¿Por dónde llegó?"),
        choices=[choice for choice in Case.Channel.choices if choice[0] != Case.Channel.WEB],
        initial=Case.Channel.PHONE,
    )
    received_at = forms.DateTimeField(
        label=gettext_lazy("Recibida"),
        required=False,
        widget=MomentInput,
        help_text=gettext_lazy("Vacío: ahora. Si llegó por carta, el día y la hora en que llegó."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Tipo"), choices=Kind.choices)
    due_on = forms.DateField(
        label=gettext_lazy("Fecha que fija la autoridad"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Solo para un requerimiento de autoridad."),
    )
    identity = forms.ChoiceField(
        label=gettext_lazy("Identidad"),
        choices=[
            (Case.Identity.NAMED, gettext_lazy("Da su nombre")),
            (Case.Identity.CONFIDENTIAL, gettext_lazy("Da su nombre, en reserva")),
            (Case.Identity.ANONYMOUS, gettext_lazy("No da su nombre")),
        ],
    )
    name = forms.CharField(
        label=gettext_lazy("Nombres y apellidos"), max_length=200, required=False
    )
    document = forms.CharField(
        label=gettext_lazy("Cédula u otro documento"), max_length=40, required=False
    )
    email = forms.CharField(label=gettext_lazy("Correo electrónico"), required=False)
    phone = forms.CharField(label=gettext_lazy("Celular"), max_length=30, required=False)
    address = forms.CharField(label=gettext_lazy("Dirección"), max_length=200, required=False)
    customer = forms.CharField(
        label=gettext_lazy("Cliente"), required=False, help_text=gettext_lazy("NIT o nombre.")
    )
    subject = forms.CharField(label=gettext_lazy("Asunto"), max_length=200)
    service = forms.CharField(
        label=gettext_lazy("Ruta, placa o servicio"), max_length=120, required=False
    )
    happened_on = forms.CharField(
        label=gettext_lazy("Día en que ocurrió"), max_length=60, required=False
    )
    facts = forms.CharField(
        label=gettext_lazy("Los hechos, como los cuenta la persona"), widget=forms.Textarea
    )
    request = forms.CharField(
        label=gettext_lazy("Lo que pide"),
        widget=forms.Textarea,
        required=False,
        help_text=gettext_lazy("Un punto por renglón."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self):
        return checked_email(self.cleaned_data["email"])

    def clean_customer(self):
        told = self.cleaned_data["customer"].strip()
        return customer_named(told, self.user) if told else None

    def clean_received_at(self):
        told = self.cleaned_data["received_at"]
        if told and told > clock.now():
            raise forms.ValidationError(_("No puede haber llegado después de ahora."))
        if told and clock.now() - told > OLDEST:
            raise forms.ValidationError(
                _("Llegó hace más de un año. Las PQRS de antes se traen con «Importar».")
            )
        return told

    def clean(self):
        told = super().clean()
        if told.get("kind") == Kind.AUTHORITY and not told.get("due_on"):
            self.add_error("due_on", _("Escriba la fecha que fija la autoridad."))
        if told.get("identity") != Case.Identity.ANONYMOUS and not told.get("name", "").strip():
            self.add_error("name", _("Escriba el nombre, o marque que no lo da."))
        return told

    def file(self, *, basket, by):
        """File it; the same basket twice is the same case."""
        told = self.cleaned_data
        names = ("channel", "received_at", "kind", "due_on", "identity", "customer")
        names += ("subject", "service", "happened_on", "facts", "request")
        return Case.file(
            **{name: told[name] for name in names},
            petitioner=self._petitioner(),
            basket=basket,
            submission=basket,
            by=by,
        )

    def _petitioner(self):
        told = self.cleaned_data
        if told["identity"] == Case.Identity.ANONYMOUS:
            return None
        try:
            document = identity.read(told["document"])
        except identity.BadDocument:
            document = None
        return {
            "name": told["name"].strip(),
            "document_type": document.type if document else "",
            "document_number": document.number if document else told["document"].strip()[:30],
            **{name: told[name].strip() for name in ("email", "phone", "address")},
        }
