"""What the forms of all reports are made of: days, and one of a few records."""

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy

from koios.core import calendar
from koios.ui.widgets import DayInput

ANY = ("", gettext_lazy("Cualquiera"))
NONE = "none"  # as an address asks for the records that have none
_YEARS = gettext_lazy("Escriba un año entre 1995 y 2065.")


class PickField(forms.ChoiceField):
    """One of a few records, read once both for the list and for the choice; with `none` also
    what has none of them."""

    def __init__(self, records, *, none="", **options):
        self.records = {str(record.pk): record for record in records}
        listed = [(key, str(record)) for key, record in self.records.items()]
        offered = [ANY, (NONE, none), *listed] if none else [ANY, *listed]
        super().__init__(required=False, choices=offered, **options)

    def clean(self, value):
        told = super().clean(value)
        return self.records.get(told, told or None)


def day_field(label):
    """A day that the calendar knows."""
    bounds = (
        validators.MinValueValidator(calendar.FIRST, _YEARS),
        validators.MaxValueValidator(calendar.LAST, _YEARS),
    )
    return forms.DateField(label=label, required=False, widget=DayInput, validators=bounds)
