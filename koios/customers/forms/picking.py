"""A customer as a person writes it: by NIT or name."""

from django import forms
from django.utils.translation import gettext as _

from koios.customers import searching
from koios.customers.models import Customer

BY_KEY = "id-"  # how an address names a customer: the number of an identity has no place there


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


def key_of(customer) -> str | None:
    """As an address names it."""
    return f"{BY_KEY}{customer.pk}" if customer else None
