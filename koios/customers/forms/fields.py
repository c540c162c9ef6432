"""Fields that read what people write: documents, places, activities, phones."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import settings as company_settings
from koios.core.outbox import BadAddress, clean_address
from koios.core.refusals import Refusal
from koios.customers import activities, names, places, searching
from koios.customers.models import Customer


class NameField(forms.CharField):
    """A name without double spaces or signs that cannot be seen."""

    def clean(self, value):
        return super().clean(names.tidy(value or ""))


class PlaceField(forms.CharField):
    """A municipality, written as people do; its value is the code of DIVIPOLA."""

    def __init__(self, **options):
        options.setdefault("label", gettext_lazy("Municipio"))
        options.setdefault("help_text", gettext_lazy("Municipio y departamento."))
        super().__init__(max_length=120, **options)
        self.widget.attrs.setdefault("placeholder", "Armenia, Quindío")

    def prepare_value(self, value):
        return places.named(value) or value

    def clean(self, value):
        return _read(places.find, super().clean(value))


class ActivityField(forms.CharField):
    """A class of the CIIU, by its code or by the words of its name."""

    def __init__(self, **options):
        options.setdefault("label", gettext_lazy("Actividad económica (CIIU)"))
        options.setdefault(
            "help_text", gettext_lazy("Las cuatro cifras que trae el RUT, o palabras del nombre.")
        )
        super().__init__(max_length=200, **options)
        self.widget.attrs.setdefault("placeholder", "4921")

    def prepare_value(self, value):
        return str(activities.every()[value]) if value in activities.every() else value

    def clean(self, value):
        value = super().clean(value)
        if value and not any(sign.isdigit() for sign in value):
            return _by_words(value)
        return _read(activities.read, value)


class PhoneField(forms.CharField):
    """A phone as it was written, if it can be one."""

    def __init__(self, **options):
        options.setdefault("label", gettext_lazy("Teléfono"))
        super().__init__(max_length=60, **options)
        self.widget.attrs.setdefault("inputmode", "tel")

    def clean(self, value):
        value = names.tidy(super().clean(value))
        digits = re.sub(r"\D", "", value)
        if value and (len(digits) < 7 or re.search(r"[^\d\s+().,/;extEXT#-]", value)):
            raise ValidationError(
                _("Escriba el teléfono con sus cifras, por ejemplo 310 555 0142.")
            )
        return value


class SegmentField(forms.ChoiceField):
    """One of the company's segments; the one that a customer carries already stays on offer."""

    def __init__(self, **options):
        options.setdefault("label", gettext_lazy("Segmento"))
        super().__init__(required=False, **options)

    def offer(self, *carried):
        offered = list(company_settings.get("customers.segments"))
        offered += [segment for segment in carried if segment and segment not in offered]
        self.choices = [("", _("Sin segmento")), *((segment, segment) for segment in offered)]


def customer_named(told, user):
    """The one customer that a number or a name means, or an error that offers the nearest."""
    matching = Customer.objects.visible_to(user).filter(searching.condition(told))[:6]
    if len(matching) == 1:
        return matching[0]
    exact = [one for one in matching if str(one).casefold() == told.casefold()]
    if len(exact) == 1:
        return exact[0]
    if not matching:
        raise ValidationError(_("No hay un cliente con ese NIT o nombre."))
    raise ValidationError(
        _("Puede ser: %(names)s. Escriba el NIT o el nombre completo.")
        % {"names": "; ".join(f"{one} ({one.document})" for one in matching)}
    )


class CustomerField(forms.CharField):
    """A customer, written as people do; its value is the customer, merged ones followed.

    The form says who looks: `self.fields["customer"].user = user`.
    """

    user = None

    def __init__(self, **options):
        options.setdefault("label", gettext_lazy("Cliente"))
        options.setdefault("help_text", gettext_lazy("NIT o nombre."))
        super().__init__(max_length=250, **options)

    def prepare_value(self, value):
        if isinstance(value, Customer):
            return value.document_number or str(value)
        return value

    def clean(self, value):
        told = super().clean(value)
        return customer_named(told, self.user).survivor() if told else None


def checked_email(told):
    told = told.strip()
    if not told:
        return ""
    try:
        return clean_address(told)
    except BadAddress as bad:
        raise ValidationError(bad.message) from None


def _read(reader, value):
    try:
        return reader(value)
    except Refusal as refusal:
        raise ValidationError(refusal.message) from None


def _by_words(text):
    wanted = names.key(text)
    words = set(wanted.split())
    found = [one for one in activities.classes() if words <= set(names.key(one.name).split())]
    same = [one for one in found if names.key(one.name) == wanted]
    if len(same or found) == 1:
        return (same or found)[0].code
    if not found:
        raise ValidationError(_("Ninguna actividad de la CIIU lleva esas palabras."))
    shown = "; ".join(str(one) for one in found[:5])
    raise ValidationError(
        _("Puede ser %(activities)s. Escriba el código.")
        % {"activities": shown + ("…" if len(found) > 5 else "")}
    )
