"""What the acts on a verification, on a campaign and on a contract to be verified ask for."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from koios.accounts.models import User
from koios.core import calendar
from koios.core import settings as company
from koios.core.outbox.addresses import BadAddress, clean_addresses
from koios.core.permissions import EDIT
from koios.ui.acts import ActForm
from koios.ui.widgets import DayInput
from koios.verification import letters
from koios.verification.compliance import Verdict

LONG = {"widget": forms.Textarea(attrs={"rows": 4}), "max_length": 4000}
NOBODY = "nobody"


def people():
    """Who may verify."""
    return User.objects.who_may("contracts", EDIT).order_by("name")


def last_day():
    """When what begins today should be done."""
    return calendar.today() + timedelta(days=company.get("verification.days"))


def years():
    """Those that may be verified, the one that runs first."""
    this = calendar.today().year
    return [(this, str(this)), (this - 1, str(this - 1))]


class ReasonForm(ActForm):
    reason = forms.CharField(
        label=_("Por qué"), error_messages={"required": _("Diga por qué.")}, **LONG
    )


class DayForm(ActForm):
    """Another last day, and why."""

    day = forms.DateField(label=_("Para cuándo"), widget=DayInput)
    reason = forms.CharField(
        label=_("Por qué"), error_messages={"required": _("Diga por qué.")}, **LONG
    )

    def prepare(self):
        self.initial["day"] = self.record.due_on

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < calendar.today():
            raise forms.ValidationError(_g("Ya pasó: escriba un día desde hoy."))
        return day


class HandoverForm(ActForm):
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Quién verifica"), empty_label=_("Elija una persona")
    )
    reason = forms.CharField(label=_("Nota para quien la recibe"), required=False, **LONG)

    def prepare(self):
        self.fields["person"].queryset = people().exclude(pk=self.record.owner_id)


class CompletionForm(ActForm):
    conclusion = forms.CharField(
        label=_("Conclusión"),
        required=False,
        help_text=_("Sale en el PDF, debajo del resultado."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
    )

    def prepare(self):
        partly = company.get("verification.finding_of_partly")
        wanted = {Verdict.DOES_NOT, Verdict.PARTLY} if partly else {Verdict.DOES_NOT}
        lacking = sum(one.verdict in wanted for one in self.record.all_items)
        if lacking:
            told = ngettext(
                "Queda registrado %(n)s hallazgo, con su responsable y su fecha.",
                "Quedan registrados %(n)s hallazgos, cada uno con su responsable y su fecha.",
                lacking,
            )
            self.says = told % {"n": lacking}
        else:
            self.says = _g("No queda ningún hallazgo.")


class PlanForm(ActForm):
    """The verification of one contract, outside of a campaign."""

    for_year = forms.TypedChoiceField(label=_("Año que se verifica"), coerce=int)
    due_on = forms.DateField(label=_("Para cuándo"), widget=DayInput)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Quién verifica"), required=False)

    def prepare(self):
        self.fields["for_year"].choices = years()
        standing = set(self.record.verifications.standing().values_list("for_year", flat=True))
        free = [year for year, _name in years() if year not in standing]
        self.fields["owner"].queryset = people()
        self.fields["owner"].empty_label = _g("Quien la empiece")
        self.initial |= {"due_on": last_day(), "owner": self.record.owner_id}
        self.initial["for_year"] = next(iter(free), None)

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < calendar.today():
            raise forms.ValidationError(_g("Ya pasó: escriba un día desde hoy."))
        return day


class CampaignForm(forms.Form):
    """The year, the last day and who verifies."""

    for_year = forms.TypedChoiceField(label=_("Año que se verifica"), coerce=int)
    due_on = forms.DateField(label=_("Para cuándo"), widget=DayInput)
    verifier = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Quién verifica"),
        required=False,
        help_text=_("Después se puede entregar a otra persona, de una en una o todas."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["for_year"].choices = years()
        self.fields["verifier"].queryset = people()
        self.fields["verifier"].empty_label = _g("El responsable de cada contrato")
        self.initial.setdefault("due_on", last_day())


class PersonHandoverForm(ActForm):
    """What somebody (or nobody) still has to verify in a campaign goes to another."""

    whose = forms.ChoiceField(label=_("De quién"))
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("A quién"), empty_label=_("Elija una persona")
    )
    reason = forms.CharField(label=_("Nota"), required=False, **LONG)

    def prepare(self):
        rows = self.record.verifications.open().order_by("owner__name")
        found = dict(rows.values_list("owner", "owner__name"))
        self.fields["whose"].choices = [
            (key or NOBODY, name or _g("Nadie todavía")) for key, name in found.items()
        ]
        self.fields["person"].queryset = people()

    def clean(self):
        told = super().clean()
        person = told.get("person")
        if person and told.get("whose") == str(person.pk):
            self.add_error("person", _g("Ya son de esa persona: elija otra."))
        return told


class CopyForm(ActForm):
    """To whom of the customer, and the words of the mail."""

    to = forms.MultipleChoiceField(
        label=_("Para"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label=_("Otros correos"),
        required=False,
        max_length=1000,
        help_text=_("Separados por comas."),
    )
    cc = forms.CharField(
        label=_("Con copia a"),
        required=False,
        max_length=1000,
        help_text=_("Separados por comas."),
    )
    subject = forms.CharField(label=_("Asunto"), max_length=250)
    text = forms.CharField(
        label=_("Mensaje"), widget=forms.Textarea(attrs={"rows": 10}), max_length=5000
    )

    def prepare(self):
        contacts = [one for one in self.record.customer.contacts.current() if one.email]
        self.fields["to"].choices = [(one.email, f"{one.name}, {one.email}") for one in contacts]
        if not contacts:
            del self.fields["to"]
        subject, text = letters.proposed(self.record, self.user)
        chosen = [one.email for one in contacts if one.contract]
        self.initial |= {"to": chosen or [one.email for one in contacts[:1]]}
        self.initial |= {"subject": subject, "text": text}

    def clean_others(self):
        return _addresses(self.cleaned_data["others"])

    def clean_cc(self):
        return _addresses(self.cleaned_data["cc"])

    def clean(self):
        told = super().clean()
        others = told.pop("others", None) or []
        told["to"] = list(dict.fromkeys([*(told.get("to") or []), *others]))
        if not self.errors and not told["to"]:
            name = "to" if "to" in self.fields else "others"
            self.add_error(name, _g("Elija a quién enviarla, o escriba un correo."))
        return told


def _addresses(text):
    try:
        return clean_addresses([one for one in text.replace(";", ",").split(",") if one.strip()])
    except BadAddress as bad:
        raise forms.ValidationError(bad.message) from None
