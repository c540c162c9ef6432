"""What somebody wants to know: the quotes sent in a period, as they stood on a day."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core import calendar
from koios.core.text import fold
from koios.customers.forms.picking import CustomerField, key_of
from koios.customers.models import Customer
from koios.office.reporting.asking import ANY, NONE, day_field
from koios.office.reporting.period import Period
from koios.quotes.models import Quote

BY_NAME = "n-"  # how an address names a seller of the past, of whom there is only a name


@dataclass(frozen=True)
class Asked:
    """A period, a day to look back from, and whose quotes. `seller` is the key of a person, a
    name of the past, `NONE` for those without any, or None for all."""

    period: Period
    as_of: date
    customer: Customer | None = None
    seller: object = None

    @property
    def is_as_of_today(self):
        return self.as_of == calendar.today()

    def among(self, quotes):
        """Those of these quotes that it asks for, whenever they were sent."""
        if self.customer:
            quotes = quotes.filter(customer=self.customer)
        if self.seller is not None:
            quotes = quotes.filter(**of_seller(self.seller))
        return quotes

    def within(self, quotes):
        """The same of its period."""
        return self.among(quotes).filter(sent_on__range=(self.period.start, self.period.end))

    def year_before(self):
        """The same months of the year before, seen from the same distance."""
        return replace(
            self, period=self.period.year_before(), as_of=Period.one_year_before(self.as_of)
        )

    def over(self, period):
        """The same of another period, as of the same day."""
        return replace(self, period=period)

    def query(self, **more) -> str:
        """The same as an address says it, and `more` about which quotes; None takes out."""
        told = {
            "from": self.period.start,
            "to": self.period.end,
            "as_of": None if self.is_as_of_today else self.as_of,
            "customer": key_of(self.customer),
            "seller": seller_in_address(self.seller),
            **more,
        }
        return urlencode({name: value for name, value in told.items() if value}, doseq=True)


def of_seller(seller) -> dict:
    """What to filter quotes by: a person, a name of the past, or nobody."""
    if isinstance(seller, int):
        return {"owner": seller}
    return {"owner": None, "seller_name": "" if seller in (None, NONE) else seller}


def seller_in_address(seller) -> str | None:
    if seller is None or isinstance(seller, int) or seller == NONE:
        return seller
    return f"{BY_NAME}{seller}"


class SellerField(forms.ChoiceField):
    """Who sells or sold: the people of the company, and those that only past quotes name."""

    def __init__(self, **options):
        super().__init__(required=False, choices=_sellers(), **options)

    def clean(self, value):
        told = super().clean(value)
        if not told or told == NONE:
            return told or None
        return told.removeprefix(BY_NAME) if told.startswith(BY_NAME) else int(told)


def _sellers():
    """All that may be chosen, in one query."""
    people = User.objects.order_by().filter(pk__in=Quote.objects.values("owner"))
    past = Quote.objects.order_by().filter(owner=None).exclude(seller_name="").distinct()
    found = people.values_list(Cast("pk", CharField()), "name").union(
        past.values_list(Concat(Value(BY_NAME), "seller_name"), "seller_name")
    )
    in_order = sorted(found, key=lambda one: fold(one[1]))
    return [ANY, *in_order, (NONE, _("Sin vendedor"))]


class AskedForm(forms.Form):
    """What to report on. With nothing said it is this month, as of today."""

    customer = CustomerField(label=gettext_lazy("Cliente (NIT o nombre)"), required=False)

    def __init__(self, *args, customers=None, **kwargs):
        super().__init__(*args, **kwargs)
        if customers is not None:
            self.fields["customer"].customers = customers
        # Words that Python keeps for itself, and addresses do not
        self.fields = {
            "from": day_field(_("Enviadas desde")),
            "to": day_field(_("Enviadas hasta")),
            **self.fields,
            "seller": SellerField(label=_("Vendedor")),
            "as_of": day_field(_("Como estaban el")),
        }

    def clean(self):
        told = super().clean()
        start, end, as_of = told.get("from"), told.get("to"), told.get("as_of")
        if start and end and start > end:
            self.add_error("to", _("El período termina antes de empezar."))
        if as_of and as_of > calendar.today():
            self.add_error("as_of", _("Ese día no ha llegado: elija uno hasta hoy."))
        return told

    def asked(self) -> Asked:
        told = self.cleaned_data
        start, end = told.get("from"), told.get("to")
        month = Period.of_month(end or start or calendar.today())
        return Asked(
            Period(start or month.start, max(end or month.end, start or month.start)),
            as_of=told.get("as_of") or calendar.today(),
            customer=told.get("customer"),
            seller=told.get("seller"),
        )
