"""What somebody wants to know: the verifications of a year, of one customer or of all."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.customers.forms.picking import CustomerField, key_of
from koios.customers.models import Customer
from koios.verification.models import ContractVerification


@dataclass(frozen=True)
class Asked:
    year: int
    customer: Customer | None = None

    def among(self, verifications):
        """Those of these verifications that it asks for, of any year."""
        if self.customer:
            verifications = verifications.filter(contract__customer=self.customer)
        return verifications

    def query(self, **more) -> str:
        """The same as an address says it, and `more` about which verifications."""
        told = {"year": self.year, "customer": key_of(self.customer), **more}
        return urlencode({name: value for name, value in told.items() if value})


class AskedForm(forms.Form):
    """What to report on. With nothing said it is the latest year that was verified."""

    year = forms.IntegerField(
        label=_("Año"),
        required=False,
        min_value=calendar.FIRST.year,
        max_value=calendar.LAST.year,
    )
    customer = CustomerField(label=_("Cliente (NIT o nombre)"), required=False)

    def __init__(self, *args, customers=None, **kwargs):
        super().__init__(*args, **kwargs)
        if customers is not None:
            self.fields["customer"].customers = customers

    def asked(self) -> Asked:
        told = self.cleaned_data
        return Asked(told.get("year") or _latest(), told.get("customer"))


def _latest():
    found = ContractVerification.objects.aggregate(latest=Max("for_year"))["latest"]
    return found or calendar.today().year
