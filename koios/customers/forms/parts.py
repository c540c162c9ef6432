"""What hangs on a customer: people, notes, papers, addresses, decisions about it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core import clock
from koios.core.permissions import EDIT
from koios.customers import erasure
from koios.customers.contact import ROLES
from koios.customers.forms.fields import NameField, PhoneField, PlaceField
from koios.customers.models import Address, ConsentEvent, ConsentPurpose, Contact, Note, Paper
from koios.ui.widgets import DayInput, MomentInput


class ContactForm(forms.ModelForm):
    name = NameField(label=gettext_lazy("Nombre"), max_length=150)
    phone = PhoneField(label=gettext_lazy("Teléfono o celular"), required=False)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Recibe"),
        choices=list(ROLES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Contact
        fields = ["name", "position", "part", "email", "phone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["roles"] = [role for role in ROLES if getattr(self.instance, role)]

    def clean(self):
        told = super().clean()
        if told.get("roles") and not told.get("email") and "email" not in self.errors:
            self.add_error("email", _("Para recibir algo necesita un correo."))
        return told

    def _post_clean(self):
        """The verbs of the contact save."""

    def told(self):
        roles = {role: role in self.cleaned_data["roles"] for role in ROLES}
        return {name: self.cleaned_data[name] for name in self.Meta.fields} | roles


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["kind", "contact", "happened_at", "minutes", "text"]
        widgets = {
            "kind": forms.RadioSelect,
            "happened_at": MomentInput,
            "text": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args, customer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = customer.contacts.current()
        self.fields["contact"].empty_label = _("Nadie en particular")
        self.initial["happened_at"] = clock.local(clock.now())
        self.fields["minutes"].max_value = 600

    def clean_happened_at(self):
        instant = self.cleaned_data["happened_at"]
        if instant > clock.now():
            raise forms.ValidationError(_("Aún no ha ocurrido: escriba una fecha que ya pasó."))
        return instant

    def _post_clean(self):
        """The verb of the note saves."""


class PaperForm(forms.ModelForm):
    class Meta:
        model = Paper
        fields = ["kind", "name", "issued_on", "expires_on"]
        widgets = {"issued_on": DayInput, "expires_on": DayInput}
        help_texts = {
            "name": gettext_lazy("Si es otro documento, cómo se llama."),
            "expires_on": gettext_lazy("La fecha impresa en él; si no vence, déjela vacía."),
        }

    file = forms.FileField(label=gettext_lazy("Archivo"), required=False)

    def clean(self):
        told = super().clean()
        if told.get("kind") == Paper.Kind.OTHER and not told.get("name"):
            self.add_error("name", _("Diga qué documento es."))
        issued, expires = told.get("issued_on"), told.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", _("Vence antes de expedirse: revise las fechas."))
        return told

    def _post_clean(self):
        """The verb of the paper saves."""

    def told(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class AddressForm(forms.ModelForm):
    municipality = PlaceField(required=False)

    class Meta:
        model = Address
        fields = ["use", "name", "line", "municipality"]

    def _post_clean(self):
        """The verbs of the address save."""


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Responsable"))
    reason = forms.CharField(label=gettext_lazy("Motivo"), required=False, max_length=300)

    def __init__(self, *args, customer, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.who_may("customers", EDIT)
        self.fields["owner"].queryset = people.exclude(pk=customer.owner_id)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Motivo"),
        max_length=300,
        error_messages={"required": gettext_lazy("Diga por qué.")},
    )


class ErasureForm(ReasonForm):
    """Why the data of a person go; while one claim about them stands, only by its decision."""

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, **kwargs)
        claims = erasure.claims_on(record)
        self.claim = claims.pop() if len(claims) == 1 else ""
        if self.claim:
            self.fields["decided"] = forms.BooleanField(
                label=_("Se suprimen porque así se decidió el reclamo que está en trámite"),
                error_messages={
                    "required": _(
                        "Mientras se decide el reclamo, solo se suprimen por su decisión."
                    )
                },
            )

    def told(self):
        return {"reason": self.cleaned_data["reason"], "decided": self.claim}


class ConsentForm(forms.Form):
    """An answer that somebody of the company writes down for a person."""

    purpose = forms.ModelChoiceField(
        ConsentPurpose.objects.none(), label=gettext_lazy("Para qué"), empty_label=None
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("Qué dijo"),
        choices=ConsentEvent.Answer.choices,
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Cómo lo dijo"),
        choices=[one for one in ConsentEvent.Channel.choices if one[0] != "web"],
    )
    note = forms.CharField(
        label=gettext_lazy("Dónde está la prueba"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("La grabación, el correo o el documento en que consta."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ConsentPurpose.objects.asked()
        self.fields["purpose"].queryset = ConsentPurpose.objects.filter(is_active=True)
