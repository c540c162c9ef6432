"""What somebody wants to know: the cases received in a period, as they stood on a day."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.core import validators
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.cases.models import Kind
from koios.cases.report.labels import NONE
from koios.cases.report.period import ONE_DAY, Period
from koios.core import calendar
from koios.customers import searching
from koios.customers.models import Customer
from koios.ui.widgets import DayInput

ANY = ("", gettext_lazy("Cualquiera"))
BY_KEY = "id-"  # how an address names a customer: the number of an identity has no place there


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
            "customer": f"{BY_KEY}{self.customer.pk}" if self.customer else None,
            "kind": list(self.kinds),
            "owner": self.owner.pk if self.owner else None,
            **more,
        }
        return urlencode({name: value for name, value in told.items() if value}, doseq=True)


class CustomerField(forms.CharField):
    """A customer by its NIT or name as a person writes it, or by its key as an address does."""

    def __init__(self, *, customers=None, **options):
        super().__init__(**options)
        self.customers = Customer.objects.all() if customers is None else customers

    def clean(self, value):
        told = super().clean(value)
        if not told:
            return None
        if found := self._by_key(told):
            return found
        matching = list(self.customers.filter(searching.condition(told))[:6])
        exact = [one for one in matching if str(one).casefold() == told.casefold()]
        if len(matching) == 1 or len(exact) == 1:
            return (exact or matching)[0]
        if not matching:
            raise forms.ValidationError(_("No hay un cliente con ese NIT o nombre."))
        raise forms.ValidationError(
            _("Puede ser: %(names)s. Escriba el NIT o el nombre completo.")
            % {"names": "; ".join(f"{one} ({one.document})" for one in matching)}
        )

    def prepare_value(self, value):
        """What stands in the field: the name, however the address said it."""
        found = value if isinstance(value, Customer) else self._by_key(str(value or ""))
        return str(found) if found else value

    def _by_key(self, told):
        key = told.removeprefix(BY_KEY)
        if key == told or not key.isdecimal():
            return None
        if getattr(self, "_found", ("", None))[0] != key:
            self._found = (key, self.customers.filter(pk=int(key)).first())
        return self._found[1]


class PickField(forms.ChoiceField):
    """One of a few records, read once both for the list and for the choice; with `none` also
    those cases that have none of them."""

    def __init__(self, records, *, none="", **options):
        self.records = {str(record.pk): record for record in records}
        listed = [(key, str(record)) for key, record in self.records.items()]
        offered = [ANY, (NONE, none), *listed] if none else [ANY, *listed]
        super().__init__(required=False, choices=offered, **options)

    def clean(self, value):
        told = super().clean(value)
        return self.records.get(told, told or None)


class AskedForm(forms.Form):
    """What to report on. With nothing said it is this month, as of today."""

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
            "from": _day(_("Recibidas desde")),
            "to": _day(_("Recibidas hasta")),
            **self.fields,
            "owner": PickField(
                User.objects.order_by("name"), none=self.nobody, label=_("Responsable")
            ),
            "as_of": _day(_("Como estaban el")),
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
        month = Period.of_month(end or start or calendar.today())
        return Asked(
            Period(start or month.start, max(end or month.end, start or month.start)),
            as_of=told.get("as_of") or calendar.today(),
            kinds=tuple(told.get("kind") or ()),
            customer=told.get("customer"),
            owner=told["owner"] if isinstance(told.get("owner"), User) else None,
        )


def _day(label):
    """A day that the calendar knows."""
    bounds = (
        validators.MinValueValidator(calendar.FIRST, _YEARS),
        validators.MaxValueValidator(calendar.LAST, _YEARS),
    )
    return forms.DateField(label=label, required=False, widget=DayInput, validators=bounds)


_YEARS = gettext_lazy("Escriba un año entre 1995 y 2065.")


def of_month_before(day: date) -> Asked:
    """The month that ended last, as of today."""
    return Asked(Period.of_month(day.replace(day=1) - ONE_DAY), as_of=day)
