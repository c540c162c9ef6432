"""A field for numbers as people in Colombia write them: «1.234.567,50», «$ 350.000», «7,5»."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from koios.core import numbers
from koios.ui import formats


class NumberField(forms.DecimalField):
    """`thousands`: one sign alone before three digits parts thousands, as in «350.000»."""

    def __init__(self, *, thousands=True, **options):
        self.thousands = thousands
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**options)

    def to_python(self, value):
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        try:
            return numbers.read(value, thousands=self.thousands)
        except ValueError:
            raise ValidationError(_("Escríbalo con cifras, por ejemplo 1.250.000.")) from None

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else written(value)


def written(value) -> str:
    """A number as the field takes it back: «350.000», «7,5»."""
    return formats.number(value, max(0, -value.normalize().as_tuple().exponent))
