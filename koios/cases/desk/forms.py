"""What the acts on a case ask for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import Area, User
from koios.cases.models import Case, Cause, Kind, Process
from koios.customers.forms.fields import checked_email, customer_named
from koios.ui.widgets import DayInput

LONG = {"widget": forms.Textarea, "max_length": 10_000}


class CaseForm(forms.Form):
    """A form about a case, filled in by a person of the company."""

    def __init__(self, *args, case=None, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.user = case, user
        self.prepare()

    def prepare(self):
        """What depends on the case or on who fills it in."""


class NothingForm(CaseForm):
    pass


class ReasonForm(CaseForm):
    reason = forms.CharField(label=gettext_lazy("Razón"), **LONG)


class OptionalReasonForm(CaseForm):
    reason = forms.CharField(label=gettext_lazy("Nota"), required=False, **LONG)


class AssignmentForm(CaseForm):
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Responsable"),
        empty_label=gettext_lazy("Elija una persona"),
    )
    area = forms.ModelChoiceField(Area.objects.all(), label=gettext_lazy("Área"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Nota para quien la recibe"), required=False, **LONG
    )

    def prepare(self):
        self.fields["person"].queryset = handlers(self.case)
        self.fields["area"].empty_label = _("La de la persona")
        self.initial["person"] = self.case.owner_id if self.case else None


class KindForm(CaseForm):
    kind = forms.ChoiceField(label=gettext_lazy("Tipo"), choices=Kind.choices)
    due_on = forms.DateField(
        label=gettext_lazy("Fecha que fija la autoridad"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Solo para un requerimiento de autoridad."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Razón"), help_text=gettext_lazy("La lee la persona."), **LONG
    )

    def prepare(self):
        self.initial["kind"] = self.case.kind


class PriorityForm(CaseForm):
    severity = forms.TypedChoiceField(
        label=gettext_lazy("Gravedad"),
        coerce=int,
        choices=[
            (1, gettext_lazy("1, molestia")),
            (2, gettext_lazy("2, leve")),
            (3, gettext_lazy("3, seria")),
            (4, gettext_lazy("4, grave")),
            (5, gettext_lazy("5, peligro para alguien")),
        ],
    )
    urgency = forms.TypedChoiceField(
        label=gettext_lazy("Urgencia"),
        coerce=int,
        choices=[
            (1, gettext_lazy("1, puede esperar su término")),
            (2, gettext_lazy("2, esta semana")),
            (3, gettext_lazy("3, ahora")),
        ],
    )
    reason = forms.CharField(label=gettext_lazy("Nota"), required=False, **LONG)

    def prepare(self):
        self.initial |= {"severity": self.case.severity, "urgency": self.case.urgency}


class DetailsForm(CaseForm):
    subject = forms.CharField(label=gettext_lazy("Asunto"), max_length=200)
    customer = forms.CharField(
        label=gettext_lazy("Cliente"),
        required=False,
        help_text=gettext_lazy("NIT o nombre. Vacío: sin cliente."),
    )
    service = forms.CharField(
        label=gettext_lazy("Ruta, placa o servicio"), max_length=120, required=False
    )
    cause = forms.ModelChoiceField(
        Cause.objects.none(),
        label=gettext_lazy("Causa"),
        required=False,
        empty_label=gettext_lazy("Sin causa"),
    )
    process = forms.ModelChoiceField(
        Process.objects.none(),
        label=gettext_lazy("Proceso"),
        required=False,
        empty_label=gettext_lazy("Sin proceso"),
    )

    def prepare(self):
        case = self.case
        self.fields["cause"].queryset = Cause.objects.filter(active=True)
        self.fields["process"].queryset = Process.objects.filter(active=True)
        self.initial |= {
            "subject": case.subject,
            "customer": str(case.customer or ""),
            "service": case.service,
            "cause": case.cause_id,
            "process": case.process_id,
        }

    def clean_customer(self):
        told = self.cleaned_data["customer"].strip()
        if not told:
            return None
        if self.case.customer and told == str(self.case.customer):
            return self.case.customer
        return customer_named(told, self.user)


class PetitionerForm(CaseForm):
    email = forms.CharField(label=gettext_lazy("Correo electrónico"), required=False)
    phone = forms.CharField(label=gettext_lazy("Celular"), max_length=30, required=False)
    address = forms.CharField(label=gettext_lazy("Dirección"), max_length=200, required=False)
    reason = forms.CharField(label=gettext_lazy("Razón"), required=False, **LONG)

    def prepare(self):
        if self.case.petitioner and not self.case.is_confidential:
            for name in ("email", "phone", "address"):
                self.initial[name] = getattr(self.case.petitioner, name)

    def clean_email(self):
        return checked_email(self.cleaned_data["email"])

    def clean(self):
        told = super().clean()
        if self.case.is_confidential:  # the fields were shown empty: empty means unchanged
            return {key: value for key, value in told.items() if value or key == "reason"}
        return told


class AsksForm(CaseForm):
    asks = forms.CharField(
        label=gettext_lazy("Lo que pidió"), widget=forms.Textarea, required=False
    )

    def prepare(self):
        self.initial["asks"] = "\n".join(ask["text"] for ask in self.case.asks)

    def clean_asks(self):
        return [line.strip() for line in self.cleaned_data["asks"].splitlines() if line.strip()]


class InformationForm(CaseForm):
    item = forms.CharField(
        label=gettext_lazy("Qué falta"),
        help_text=gettext_lazy("La persona lo lee tal como lo escriba."),
        **LONG,
    )


class ExtensionForm(CaseForm):
    extra_days = forms.IntegerField(label=gettext_lazy("Días hábiles que suma"), min_value=1)
    reason = forms.CharField(
        label=gettext_lazy("Razón de la demora"),
        help_text=gettext_lazy("La persona la lee tal como la escriba."),
        **LONG,
    )

    def prepare(self):
        most = self.case.most_extra_days
        self.fields["extra_days"].help_text = _("Hasta %(most)s.") % {"most": most}
        self.initial["extra_days"] = most or None


class TransferForm(ReasonForm):
    destination = forms.CharField(label=gettext_lazy("Entidad que debe responder"), max_length=200)
    destination_email = forms.CharField(
        label=gettext_lazy("Correo de la entidad"),
        required=False,
        help_text=gettext_lazy("Si lo escribe, le enviamos la solicitud con sus archivos."),
    )
    field_order = ["destination", "destination_email", "reason"]

    def clean_destination_email(self):
        return checked_email(self.cleaned_data["destination_email"])


class LinkForm(CaseForm):
    number = forms.CharField(label=gettext_lazy("Radicado de la otra PQRS"), max_length=60)

    def clean_number(self):
        told = self.cleaned_data["number"]
        other = Case.objects.visible_to(self.user).numbered(told).first()
        if other is None:
            raise forms.ValidationError(_("No hay una PQRS con ese radicado."))
        return other


class DuplicateForm(LinkForm):
    pass


class AboutForm(CaseForm):
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Persona"),
        empty_label=gettext_lazy("Elija una persona"),
    )
    reason = forms.CharField(label=gettext_lazy("Nota"), required=False, **LONG)

    def prepare(self):
        self.fields["person"].queryset = User.objects.active().order_by("name")


class ClosingForm(CaseForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("¿Procede lo que pidió?"),
        choices=Case.Outcome.choices,
        widget=forms.RadioSelect,
    )
    cause = forms.ModelChoiceField(
        Cause.objects.none(), label=gettext_lazy("Causa"), empty_label=gettext_lazy("Sin causa")
    )
    process = forms.ModelChoiceField(
        Process.objects.none(),
        label=gettext_lazy("Proceso"),
        empty_label=gettext_lazy("Sin proceso"),
    )

    def prepare(self):
        self.fields["cause"].queryset = Cause.objects.filter(active=True)
        self.fields["process"].queryset = Process.objects.filter(active=True)
        answer = self.case.answer
        self.initial |= {
            "outcome": self.case.outcome or (answer.outcome if answer else ""),
            "cause": self.case.cause_id,
            "process": self.case.process_id,
        }


def handlers(case=None):
    """Who may be given a case: active people whose roles let them work on one."""
    people = User.objects.who_may("cases", "edit").order_by("name")
    return people.exclude(pk=case.about_person_id) if case and case.about_person_id else people
