"""What the lists of quotes ask for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.office.own_lists import NamedForm
from koios.quotes.models import Conditions, LossReason, QuoteTemplate

RETIRED = gettext_lazy("Sin marcar, queda en lo que ya la tiene y no se ofrece más.")


class ReasonForm(NamedForm):
    class Meta:
        model = LossReason
        fields = ["name", "for_customers", "active"]
        help_texts = {
            "for_customers": gettext_lazy("Sin marcar, solo la usa la empresa en sus registros."),
            "active": RETIRED,
        }


class ConditionsForm(NamedForm):
    class Meta:
        model = Conditions
        fields = ["name", "text", "active"]
        help_texts = {"active": RETIRED}


class TemplateForm(NamedForm):
    class Meta:
        model = QuoteTemplate
        fields = ["name", "title", "introduction", "conditions", "valid_days", "active"]
        help_texts = {"active": RETIRED}

    def clean_valid_days(self):
        days = self.cleaned_data["valid_days"]
        if not 1 <= days <= 365:
            raise forms.ValidationError(_("Escriba de 1 a 365 días."))
        return days
