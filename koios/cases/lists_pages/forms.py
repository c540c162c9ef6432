"""What the lists of PQRS ask for."""

import difflib
import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import Area
from koios.cases.desk.forms import handlers
from koios.cases.models import AnswerTemplate, AssignmentRule, Cause, Kind, Process, Term
from koios.customers.forms.fields import customer_named
from koios.office.own_lists import ListedForm, NamedForm
from koios.ui.widgets import DayInput

ALL_KINDS = ("", gettext_lazy("Todos"))


class ChoiceForm(NamedForm):
    """A cause or a process: its name, and whether it is offered."""

    class Meta:
        model = Cause
        fields = ["name", "active"]
        help_texts = {
            "active": gettext_lazy("Sin marcar, queda en las PQRS que ya lo tienen y no en otras.")
        }


class CauseForm(ChoiceForm):
    pass


class ProcessForm(ChoiceForm):
    class Meta(ChoiceForm.Meta):
        model = Process


class TemplateForm(ListedForm):
    """A text to begin an answer with; a field that does not exist is told at once."""

    class Meta:
        model = AnswerTemplate
        fields = ["name", "kind", "text", "active"]
        help_texts = {
            "kind": gettext_lazy("Se ofrece primero en las PQRS de ese tipo."),
            "text": gettext_lazy("Los campos van entre llaves: {nombre}."),
        }

    def prepare(self):
        self.fields["kind"].choices = [ALL_KINDS, *Kind.choices]

    def clean_text(self):
        text = self.cleaned_data["text"]
        for name in re.findall(r"\{([^{}\n]{0,40})\}", text):
            if name not in AnswerTemplate.FIELDS:
                raise forms.ValidationError(_no_field(name))
        return text


class RuleForm(ListedForm):
    """Whose the new cases are that meet all conditions."""

    customer = forms.CharField(
        label=gettext_lazy("Cliente"),
        required=False,
        help_text=gettext_lazy("NIT o nombre. Vacío: cualquiera."),
    )

    class Meta:
        model = AssignmentRule
        fields = ["kind", "customer", "words", "owner", "area", "order", "active"]
        help_texts = {
            "order": gettext_lazy("Se miran de menor a mayor; decide la primera que se cumple."),
            "area": gettext_lazy("Vacío: la de la persona."),
        }

    def prepare(self):
        self.fields["kind"].choices = [(("", _("Cualquiera"))), *Kind.choices]
        self.fields["owner"].queryset = handlers()
        self.fields["owner"].empty_label = _("Nadie todavía")
        self.fields["area"].queryset = Area.objects.order_by("name")
        self.fields["area"].empty_label = _("La de la persona")
        self.initial["customer"] = str(self.instance.customer or "")

    def clean_customer(self):
        told = self.cleaned_data["customer"].strip()
        if not told:
            return None
        standing = self.instance.customer
        return standing if told == str(standing or "") else customer_named(told, self.user)

    def clean(self):
        told = super().clean()
        if not self.errors and not (told.get("owner") or told.get("area")):
            self.add_error("owner", _("Diga quién atiende: una persona o un área."))
        return told


class TermForm(ListedForm):
    """A term of a type, from a day on."""

    reason = forms.CharField(
        label=gettext_lazy("Por qué cambia"),
        max_length=300,
        help_text=gettext_lazy("Queda en el registro de actos."),
        error_messages={"required": gettext_lazy("Diga por qué.")},
    )

    class Meta:
        model = Term
        fields = [
            *("business_days", "most_business_days", "norm", "missing_item_days"),
            *("petitioner_months", "transfer_days", "valid_from", "valid_until"),
        ]
        widgets = {"valid_from": DayInput, "valid_until": DayInput}
        help_texts = {
            "valid_from": gettext_lazy("Se aplica a lo que se reciba desde ese día."),
            "valid_until": gettext_lazy("Vacío: hasta que haya otro."),
        }

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        same = Term.objects.filter(kind=self.instance.kind, valid_from=day)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Ya hay un término de este tipo que rige desde ese día."))
        return day

    def clean(self):
        told = super().clean()
        days, most = told.get("business_days"), told.get("most_business_days")
        if self.instance.kind != Kind.AUTHORITY:
            if not days and "business_days" not in self.errors:
                self.add_error("business_days", _("Escriba cuántos días hábiles."))
            elif days and not most:
                told["most_business_days"] = days
            elif days and most < days:
                self.add_error("most_business_days", _("No es menos que el término."))
            elif days and most > 2 * days:
                self.add_error(
                    "most_business_days",
                    _("Con prórroga se llega como mucho al doble (Ley 1437 de 2011, art. 14)."),
                )
        begins, ends = told.get("valid_from"), told.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error("valid_until", _("Termina antes de empezar."))
        return told


def _no_field(name):
    near = difflib.get_close_matches(name, AnswerTemplate.FIELDS, 1)
    told = _("{%(name)s} no es un campo.") % {"name": name}
    if near:
        return told + " " + _("¿Quiso decir {%(name)s}?") % {"name": near[0]}
    fields = ", ".join(f"{{{one}}}" for one in AnswerTemplate.FIELDS)
    return told + " " + _("Los que hay: %(fields)s.") % {"fields": fields}
