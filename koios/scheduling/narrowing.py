"""Whose service orders a page shows: by customer, by vehicle, by driver."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.customers.forms.picking import CustomerField


class NarrowForm(forms.Form):
    """Whose orders are shown."""

    customer = CustomerField(label=_("Cliente"), required=False, max_length=120)
    vehicle = forms.CharField(label=_("Vehículo"), required=False, max_length=120)
    driver = forms.CharField(label=_("Conductor"), required=False, max_length=150)

    NARROWED = {
        "customer": "customer",
        "vehicle": "vehicle__icontains",
        "driver": "driver__icontains",
    }

    @classmethod
    def narrow(cls, orders, told):
        """The orders that fit what was asked for."""
        wanted = {name: told[name] for name in told if name in cls.NARROWED}
        return orders.filter(**{cls.NARROWED[name]: value for name, value in wanted.items()})
