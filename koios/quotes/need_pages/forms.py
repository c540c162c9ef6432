"""What the team fills in about a request: when it comes, and with each act afterwards."""

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.core import calendar, files
from koios.core.permissions import EDIT
from koios.core.refusals import Refusal
from koios.customers import identity, names
from koios.customers.forms.fields import (
    NameField,
    PhoneField,
    PlaceField,
    checked_email,
    customer_named,
)
from koios.customers.models import Contact, Customer
from koios.quotes.models import CapabilityCheck, LossReason, Need
from koios.ui.acts import ActForm
from koios.ui.widgets import DayInput

LONG = {"widget": forms.Textarea, "max_length": 2000}
SAYS_NOTHING = _("Diga quién pide: un cliente, una empresa o el nombre de una persona.")


class TellingForm(forms.Form):
    """What is needed, and who asks: as it is told by phone, by mail or in a visit."""

    what = forms.CharField(
        label=_("Qué necesita"),
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": _("Escriba qué necesita, con las palabras de quien pide.")},
    )
    place = forms.CharField(
        label=_("Dónde"),
        max_length=300,
        required=False,
        help_text=_("Origen, destino o recorrido."),
    )
    schedule = forms.CharField(
        label=_("Cuándo"), max_length=300, required=False, help_text=_("Días, horas, fechas.")
    )
    passengers = forms.CharField(label=_("Cuántas personas"), max_length=120, required=False)
    begins = forms.CharField(label=_("Desde cuándo"), max_length=120, required=False)
    customer = forms.CharField(
        label=_("Cliente"),
        required=False,
        max_length=250,
        help_text=_("NIT o nombre, si ya lo es."),
    )
    company = NameField(
        label=_("Empresa"), max_length=200, required=False, help_text=_("Si aún no es cliente.")
    )
    contact_name = NameField(label=_("Persona de contacto"), max_length=150, required=False)
    contact_phone = PhoneField(label=_("Teléfono o celular"), required=False)
    contact_email = forms.CharField(label=_("Correo electrónico"), max_length=254, required=False)

    WHAT = ("what", "place", "schedule", "passengers", "begins")
    WHO = ("company", "contact_name", "contact_phone", "contact_email")

    def __init__(self, *args, user, need=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.need = user, need

    def clean_contact_email(self):
        return checked_email(self.cleaned_data["contact_email"])

    def clean_customer(self):
        told = self.cleaned_data["customer"].strip()
        if not told:
            return None
        standing = self.need.customer if self.need else None
        return standing if told == str(standing or "") else customer_named(told, self.user)

    def clean(self):
        told = super().clean()
        said = told.get("customer") or told.get("company") or told.get("contact_name")
        if not said and not {"customer", "company", "contact_name"} & set(self.errors):
            self.add_error("customer", SAYS_NOTHING)
        return told

    def told(self) -> dict:
        """The fields of the request; the contact is the customer's own, where we know them."""
        told = {name: self.cleaned_data[name] for name in (*self.WHAT, *self.WHO, "customer")}
        told["contact"] = contact_of(told["customer"], told["contact_name"], told["contact_email"])
        return told


class TakingForm(TellingForm):
    """A request that just came."""

    channel = forms.ChoiceField(
        label=_("¿Por dónde llegó?"),
        choices=[choice for choice in Need.Channel.choices if choice[0] != Need.Channel.WEB],
        initial=Need.Channel.PHONE,
        widget=forms.RadioSelect,
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Responsable"),
        required=False,
        empty_label=_("Nadie por ahora"),
    )
    next_step = forms.CharField(
        label=_("Próximo paso"),
        max_length=200,
        required=False,
        help_text=_("Vacío: llamar para entender lo que necesita."),
    )
    next_step_on = forms.DateField(label=_("Fecha"), required=False, widget=DayInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = sellers()
        if self.user.may("quotes", EDIT):
            self.initial.setdefault("owner", self.user.pk)

    def clean(self):
        told = super().clean()
        _check_step(self, told)
        return told

    def take(self, *, basket, by):
        """Take it; the same basket twice is the same request."""
        told = {name: self.cleaned_data[name] for name in ("channel", "owner")}
        told |= {name: self.cleaned_data[name] for name in ("next_step", "next_step_on")}
        return Need.take(**self.told(), **told, basket=basket, submission=basket, by=by)


class CapabilityForm(ActForm):
    verdict = forms.ChoiceField(
        label=_("¿Podemos prestarlo?"),
        choices=CapabilityCheck.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Escoja una de las tres.")},
    )
    means = forms.CharField(
        label=_("¿Con qué?"),
        help_text=_("Vehículos, conductores, permisos, horarios; si no podemos, qué falta."),
        **LONG,
    )
    conditions = forms.CharField(
        label=_("Condiciones"),
        required=False,
        help_text=_("Si podemos con condiciones: cuáles. Van a la cotización."),
        **LONG,
    )

    def prepare(self):
        last = self.record.capability
        if last:
            names = ("verdict", "means", "conditions")
            self.initial |= {name: getattr(last, name) for name in names}

    def clean(self):
        told = super().clean()
        with_conditions = told.get("verdict") == CapabilityCheck.Verdict.CONDITIONS
        if with_conditions and not told.get("conditions", "").strip():
            self.add_error("conditions", _g("Escriba las condiciones, o escoja «Sí podemos»."))
        return told


class StepForm(ActForm):
    step = forms.CharField(label=_("Qué se hará"), max_length=200)
    on = forms.DateField(label=_("Cuándo"), widget=DayInput)

    def prepare(self):
        self.initial |= {"step": self.record.next_step, "on": self.record.next_step_on}

    def clean_on(self):
        return _not_past(self.cleaned_data["on"])


class HandoverForm(ActForm):
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Responsable"), empty_label=_("Elija una persona")
    )
    reason = forms.CharField(label=_("Nota para quien la recibe"), required=False, **LONG)

    def prepare(self):
        self.fields["person"].queryset = sellers().exclude(pk=self.record.owner_id)


class RecognitionForm(ActForm):
    customer = forms.CharField(label=_("Cliente"), max_length=250, help_text=_("NIT o nombre."))

    def prepare(self):
        self.initial["customer"] = self.record.customer_name or self.record.company

    def clean_customer(self):
        return customer_named(self.cleaned_data["customer"].strip(), self.user)


class NewCustomerForm(ActForm):
    kind = forms.ChoiceField(
        label=_("Es"),
        choices=Customer.Kind.choices,
        initial=Customer.Kind.COMPANY,
        widget=forms.RadioSelect,
    )
    legal_name = NameField(label=_("Razón social, o nombres y apellidos"), max_length=250)
    document = forms.CharField(
        label=_("Documento"),
        required=False,
        max_length=40,
        help_text=_("NIT o cédula. Un prospecto puede quedar sin él."),
    )
    municipality = PlaceField(required=False)
    another = forms.BooleanField(
        label=_("Es otro, aunque se parezca"), required=False, widget=forms.HiddenInput
    )

    def prepare(self):
        need = self.record
        self.initial |= {"legal_name": need.company or need.contact_name}
        if not need.company:
            self.initial["kind"] = Customer.Kind.PERSON

    def clean_document(self):
        told = self.cleaned_data["document"].strip()
        if not told:
            return None
        try:
            return identity.read(told)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from None

    def clean(self):
        told = super().clean()
        if self.errors or told["another"]:
            return told
        alike = Customer.objects.similar_to(told["legal_name"], document=told["document"])
        if alike:
            self.fields["another"].widget = forms.CheckboxInput()
            self.add_error("another", _alike(alike))
        return told


class ClosingForm(ActForm):
    reason = forms.ModelChoiceField(
        LossReason.objects.none(), label=_("Por qué termina sin cotización"), empty_label=_("Elija")
    )
    comment = forms.CharField(label=_("Nota"), required=False, **LONG)

    def prepare(self):
        self.fields["reason"].queryset = LossReason.objects.filter(active=True)


class ReopeningForm(ActForm):
    comment = forms.CharField(label=_("Por qué se abre de nuevo"), **LONG)


class RevocationForm(ActForm):
    reason = forms.CharField(label=_("Por qué se anula"), **LONG)


class FilesForm(ActForm):
    takes_files = True


def sellers():
    """Who may be given a request."""
    return User.objects.who_may("quotes", EDIT).order_by("name")


def contact_of(customer, name, email):
    """The person of the customer with that name or address; none where nobody fits."""
    if customer is None:
        return None
    wanted = names.key(name) if name else ""
    for contact in Contact.objects.current().filter(customer=customer):
        if (email and contact.email.casefold() == email.casefold()) or (
            wanted and names.key(contact.name) == wanted
        ):
            return contact
    return None


def staged(request):
    """The basket of a form with files, and the files that were refused."""
    basket = files.basket_from(request.POST.get("basket"))
    _staged, refused = files.stage_all(basket, request.FILES.getlist("files"), by=request.user)
    return basket, refused


def _check_step(form, told):
    if told.get("next_step") and not told.get("next_step_on") and "next_step_on" not in form.errors:
        form.add_error("next_step_on", _g("Diga para cuándo."))
    elif told.get("next_step_on") and not told.get("next_step"):
        form.add_error("next_step", _g("Diga qué se hará ese día."))
    elif told.get("next_step_on") and told["next_step_on"] < calendar.today():
        form.add_error("next_step_on", PAST)


def _not_past(day):
    if day < calendar.today():
        raise forms.ValidationError(PAST)
    return day


PAST = _("Ese día ya pasó: escoja hoy o después.")


def _alike(customers):
    return _g(
        "Puede que ya sea cliente: %(names)s. Si es uno de ellos, use «Enlazar con un cliente»; si "
        "es otro, márquelo y guarde de nuevo."
    ) % {"names": "; ".join(f"{one} ({one.document or one.place or '–'})" for one in customers)}
