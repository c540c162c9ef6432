"""What a contract asks for while it is prepared."""

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.contracts.clauses import FIELDS as FIELDS_OF_CLAUSES
from koios.contracts.clauses import Renewal, check_fields
from koios.contracts.drafting import FIELDS
from koios.contracts.models import Contract, ContractContact
from koios.core import calendar
from koios.core.permissions import EDIT
from koios.customers.forms.fields import CustomerField
from koios.customers.models import Requirement
from koios.ui.widgets import DayInput

LATEST = calendar.LAST.replace(month=1, day=1)


class ContractForm(forms.ModelForm):
    """A contract in preparation: what it is about, its dates, its value, who answers."""

    class Meta:
        model = Contract
        fields = (*FIELDS, "owner")
        widgets = {
            "object": forms.Textarea(attrs={"rows": 3}),
            "routes": forms.Textarea(attrs={"rows": 3}),
            "notes": forms.Textarea(attrs={"rows": 2}),
            "start_on": DayInput,
            "end_on": DayInput,
        }
        help_texts = {
            "object": _("Qué servicio se presta, en una o dos frases."),
            "routes": _("Uno por renglón: «Colegio – Norte, 5:30 a. m.»."),
            "renewal_months": _("Solo si se prorroga sola."),
            "notice_amount": _("Cuánto antes de terminar hay que avisar que no se renueva."),
        }

    customer = CustomerField()
    changed_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["customer"].user = user
        if self.instance.pk:
            del self.fields["customer"]
            self.initial["changed_at"] = self.instance.changed_at.isoformat()
        if "owner" in self.fields:
            owners = User.objects.who_may("contracts", EDIT).order_by("name")
            self.fields["owner"].queryset = owners
            self.fields["owner"].empty_label = _g("Sin responsable")

    def clean(self):
        told = super().clean()
        start, end = told.get("start_on"), told.get("end_on")
        if start and end and end < start:
            self.add_error("end_on", _g("Termina antes de empezar: revise las fechas."))
        if end and end >= LATEST:
            self.add_error("end_on", _g("Escriba un año anterior a 2065, o deje la fecha vacía."))
        if told.get("renewal") == Renewal.SILENCE:
            if not end:
                self.add_error("end_on", _g("Para que se prorrogue sola necesita una fecha."))
            if not told.get("renewal_months"):
                self.add_error("renewal_months", _g("Diga por cuántos meses se prorroga."))
        return told

    def _post_clean(self):
        """The verbs of the contract save."""

    def unjudged(self):
        """What was typed, without errors: nobody asked to save it yet."""
        self._errors, self.cleaned_data = {}, {}
        return self

    def told(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ClauseForm(forms.Form):
    """A clause; a row without a text is none. The order is that of the numbers."""

    order = forms.IntegerField(label=_("Orden"), min_value=0, max_value=999, required=False)
    title = forms.CharField(label=_("Título"), max_length=120, required=False)
    text = forms.CharField(
        label=_("Texto"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[check_fields],
    )

    def clean(self):
        told = super().clean()
        if told.get("text") and not told.get("title"):
            self.add_error("title", _g("Póngale un título."))
        return told


Clauses = forms.formset_factory(ClauseForm, extra=1, max_num=100, absolute_max=200)


class PeopleForm(forms.Form):
    """Who of the customer does what in the contract."""

    def __init__(self, *args, contract, **kwargs):
        super().__init__(*args, **kwargs)
        people = contract.customer.contacts.current()
        standing = {one.role: one.contact_id for one in contract.contacts.all()}
        for role, label in ContractContact.Role.choices:
            self.fields[role] = forms.ModelChoiceField(
                people, label=label, required=False, empty_label=_g("Nadie")
            )
            self.initial[role] = standing.get(role)


class RequirementsForm(forms.Form):
    """Which requirements of the customer the contract promises to meet."""

    requirements = forms.ModelMultipleChoiceField(
        None, label=_("Requisitos"), required=False, widget=forms.CheckboxSelectMultiple
    )
    statement = forms.CharField(
        label=_("Otro requisito, que aún no está en el registro"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label=_("Clase"), required=False)
    verification = forms.CharField(label=_("Cómo se verifica"), required=False, max_length=1000)

    def __init__(self, *args, contract, **kwargs):
        super().__init__(*args, **kwargs)
        over = (Requirement.Status.NOT_AGREED, Requirement.Status.RETIRED)
        offered = Requirement.objects.filter(customer=contract.customer).exclude(status__in=over)
        self.fields["requirements"].queryset = offered
        self.fields["kind"].choices = Requirement.Kind.choices
        self.initial["requirements"] = [one.requirement_id for one in contract.requirements.all()]


def fields_of_clauses() -> list:
    """(field, what it says), as they may be written in a clause."""
    return [(f"{{{name}}}", meaning) for name, meaning in FIELDS_OF_CLAUSES.items()]
