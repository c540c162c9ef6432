"""What somebody wants to know: the cases received in a period, as they stood on a day."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.cases.models import Kind
from koios.core import calendar
from koios.customers.forms.picking import CustomerField, key_of
from koios.customers.models import Customer
from koios.office.reporting.asking import PickField, day_field
from koios.office.reporting.period import Period, opening


@dataclass(frozen=True)
class Asked:
    """A period, a day to look back from, and whose or which cases."""

    period: Period
    as_of: date
    kinds: tuple = ()
    customer: Customer | None = None
    owner: User | None = None

    @property
    def is_as_of_today(self):
        return self.as_of == calendar.today()

    def among(self, cases):
        """Those of these cases that it asks for."""
        cases = cases.filter(received_on__range=(self.period.start, self.period.end))
        if self.kinds:
            cases = cases.filter(kind__in=self.kinds)
        if self.customer:
            cases = cases.filter(customer=self.customer)
        if self.owner:
            cases = cases.filter(owner=self.owner)
        return cases

    def before(self):
        """The same of the period before, seen from the same distance to its end."""
        period = self.period.before()
        return replace(self, period=period, as_of=period.end + (self.as_of - self.period.end))

    def over(self, period):
        """The same of another period, as of the same day."""
        return replace(self, period=period)

    def query(self, **more) -> str:
        """The same as an address says it, and `more` about which cases; None takes out."""
        told = {
            "from": self.period.start,
            "to": self.period.end,
            "as_of": None if self.is_as_of_today else self.as_of,
            "customer": key_of(self.customer),
            "kind": list(self.kinds),
            "owner": self.owner.pk if self.owner else None,
            **more,
        }
        return urlencode({name: value for name, value in told.items() if value}, doseq=True)


class AskedForm(forms.Form):
    """What to report on. With nothing said it is this month as of today; while there is little
    of it yet, the month before."""

    kind = forms.MultipleChoiceField(
        label=gettext_lazy("Tipo"),
        required=False,
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    customer = CustomerField(label=gettext_lazy("Cliente (NIT o nombre)"), required=False)
    nobody = ""  # how the choice of cases without an owner is called, where it is offered

    def __init__(self, *args, customers=None, **kwargs):
        super().__init__(*args, **kwargs)
        if customers is not None:
            self.fields["customer"].customers = customers
        # Words that Python keeps for itself, and addresses do not
        self.fields = {
            "from": day_field(_("Recibidas desde")),
            "to": day_field(_("Recibidas hasta")),
            **self.fields,
            "owner": PickField(
                User.objects.order_by("name"), none=self.nobody, label=_("Responsable")
            ),
            "as_of": day_field(_("Como estaban el")),
        }

    def clean(self):
        told = super().clean()
        start, end = told.get("from"), told.get("to")
        if start and end and start > end:
            self.add_error("to", _("El período termina antes de empezar."))
        return told

    def asked(self) -> Asked:
        told = self.cleaned_data
        start, end = told.get("from"), told.get("to")
        day = end or start
        month = Period.of_month(day) if day else opening(calendar.today())
        return Asked(
            Period(start or month.start, max(end or month.end, start or month.start)),
            as_of=told.get("as_of") or calendar.today(),
            kinds=tuple(told.get("kind") or ()),
            customer=told.get("customer"),
            owner=told["owner"] if isinstance(told.get("owner"), User) else None,
        )
