"""The prices of a contract or of an amendment while somebody writes them: the lines of a quote,
without quantities and sums."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koios.contracts.models import ContractTariff
from koios.core import calendar
from koios.quotes.desk.lines import LineForm, Lines, Row


class TariffForm(LineForm):
    """What a price asks for."""

    quantity = discount = optional = section = None
    description = forms.CharField(
        label=_("Descripción"),
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": _("Diga de qué es este precio.")},
    )


class TariffRow(Row):
    """A price as it was typed."""

    form_class = TariffForm
    more = ("vehicle_class", "route")

    def told(self) -> dict:
        """As `Contract.revise` takes it."""
        told = self.form.cleaned_data
        names = [name for name in ContractTariff.TOLD if name != "service_id"]
        service = self.service.pk if self.service else None
        return {name: told[name] for name in names} | {"service_id": service}


class Tariffs(Lines):
    """All of them; what a service costs this customer is looked up when its code is typed."""

    row_class = TariffRow
    sums_up = False

    @classmethod
    def on_page(cls, request, contract, standing):
        """As they were sent, or as they stand."""
        typed = request.method == "POST"
        rows = cls.typed(request.POST) if typed else cls.of(one.told() for one in standing)
        rows.contract = contract
        rows.url = reverse("contracts:tariff_lines", args=[contract.ref])
        return rows.filled()

    def do(self, what):
        """As with any lines; or «current», to begin with those that hold today."""
        if what == "current":
            held = self.contract.terms_on(calendar.today()).tariffs
            self.rows = self.of(one.told() for one in held).rows
        else:
            super().do(what)
        self.filled()

    def filled(self):
        today = calendar.today()
        return self.fill(
            customer=self.contract.customer, on=max(today, self.contract.start_on or today)
        )
