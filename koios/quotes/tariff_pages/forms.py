"""What the team fills in about lists of tariffs and their prices."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.customers.forms.fields import NameField, customer_named
from koios.quotes.models import Service, TariffList
from koios.quotes.raising import ALREADY
from koios.ui.acts import ActForm
from koios.ui.numbers import NumberField
from koios.ui.widgets import DayInput

LONG = {"widget": forms.Textarea, "max_length": 2000}


class TariffListForm(forms.Form):
    """A list: what it is called, for whom it is and when."""

    name = NameField(label=_("Nombre"), max_length=120, help_text=_("Por ejemplo, General 2027."))
    customer = forms.CharField(
        label=_("Cliente"),
        max_length=250,
        required=False,
        help_text=_("NIT o nombre. Vacío: para todos."),
    )
    valid_from = forms.DateField(label=_("Rige desde"), widget=DayInput)
    valid_until = forms.DateField(
        label=_("Rige hasta"),
        widget=DayInput,
        required=False,
        help_text=_("Vacío: hasta que haya otra."),
    )

    def __init__(self, *args, user, tariffs=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.tariffs = user, tariffs
        if tariffs:
            self.initial = {
                "name": tariffs.name,
                "customer": str(tariffs.customer or ""),
                "valid_from": tariffs.valid_from,
                "valid_until": tariffs.valid_until,
            }

    def clean_customer(self):
        told = self.cleaned_data["customer"].strip()
        if not told:
            return None
        standing = self.tariffs.customer if self.tariffs else None
        return standing if told == str(standing or "") else customer_named(told, self.user)

    def clean(self):
        told = super().clean()
        since, until = told.get("valid_from"), told.get("valid_until")
        if since and until and until < since:
            self.add_error("valid_until", _g("Termina antes de empezar: revise las dos fechas."))
        if since and told.get("name") and "customer" in told:
            same = TariffList.objects.prepared(told["name"], told["customer"], since)
            if same.exclude(pk=self.tariffs and self.tariffs.pk).exists():
                self.add_error("name", ALREADY % {"name": told["name"]})
        return told


class ServiceChoice(forms.CharField):
    """A service by its code, as it is written."""

    def clean(self, value):
        told = super().clean(value)
        found = Service.objects.coded(told.split(" ")[0]) or Service.objects.coded(told)
        if told and found is None:
            raise forms.ValidationError(
                _g("No hay un servicio con ese código. Créelo en «Servicios» o revíselo.")
            )
        return found


class PriceForm(forms.Form):
    """What a service costs on a list, for a class of vehicle and a route or for any."""

    service = ServiceChoice(
        label=_("Servicio"), max_length=200, help_text=_("Su código."), required=True
    )
    vehicle_class = NameField(
        label=_("Clase de vehículo"),
        max_length=60,
        required=False,
        help_text=_("Vacío: para cualquiera."),
    )
    route = NameField(
        label=_("Ruta"), max_length=120, required=False, help_text=_("Vacío: para cualquiera.")
    )
    price = NumberField(
        label=_("Precio"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("En pesos, antes de IVA."),
        error_messages={"min_value": _("El precio no puede ser negativo.")},
    )

    def __init__(self, *args, tariff=None, **kwargs):
        super().__init__(*args, **kwargs)
        if tariff:
            del self.fields["service"]
            names = ("vehicle_class", "route", "price")
            self.initial |= {name: getattr(tariff, name) for name in names}


class LookForm(forms.Form):
    """Which price holds: for what, for whom, when."""

    service = ServiceChoice(label=_("Servicio"), max_length=200, help_text=_("Su código."))
    customer = forms.CharField(
        label=_("Cliente"), max_length=250, required=False, help_text=_("NIT o nombre.")
    )
    vehicle_class = NameField(label=_("Clase de vehículo"), max_length=60, required=False)
    route = NameField(label=_("Ruta"), max_length=120, required=False)
    on = forms.DateField(label=_("Día"), widget=DayInput, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_customer(self):
        told = self.cleaned_data["customer"].strip()
        return customer_named(told, self.user) if told else None

    def clean_on(self):
        return self.cleaned_data["on"] or calendar.today()


class PublicationForm(ActForm):
    """Nothing is asked; what publishing does is told."""

    @property
    def says(self):
        tariffs = self.record
        beside = TariffList.objects.beside(tariffs)
        told = [
            _g("«%(name)s» termina el día anterior.") % {"name": one}
            for one in beside.in_force(tariffs.valid_from)
            if one.valid_from != tariffs.valid_from
        ]
        later = beside.filter(valid_from__gt=tariffs.valid_from).order_by("valid_from").first()
        if later:
            told.append(_g("Termina cuando empiece «%(name)s».") % {"name": later})
        return " ".join(told)


class WithdrawalForm(ActForm):
    reason = forms.CharField(label=_("Por qué"), **LONG)

    @property
    def says(self):
        if self.record.is_draft:
            return ""
        return _g(
            "Sus días quedan sin estos precios, y la lista anterior no vuelve sola: si debe "
            "seguir, prepare otra con esos precios."
        )


class RaiseForm(forms.Form):
    """The list that follows: its name, its first day, and by how much prices change."""

    name = NameField(label=_("Nombre de la lista nueva"), max_length=120)
    valid_from = forms.DateField(label=_("Rige desde"), widget=DayInput)
    percent = NumberField(
        label=_("Aumento en %"),
        thousands=False,
        min_value=-99,
        max_value=1000,
        max_digits=6,
        decimal_places=2,
        help_text=_("Con menos delante, baja: -5."),
    )
    step = forms.IntegerField(
        label=_("Redondear a múltiplos de"),
        min_value=1,
        max_value=1_000_000,
        help_text=_("En pesos: 1, 50, 100, 1000."),
    )

    def __init__(self, *args, tariffs, **kwargs):
        super().__init__(*args, **kwargs)
        self.tariffs = tariffs

    @classmethod
    def begun(cls, tariffs):
        """What it proposes: the next first of January, no change, rounded to a hundred."""
        year = max(calendar.today(), tariffs.valid_from).year + 1
        name = tariffs.name
        for told in (str(year - 1), str(tariffs.valid_from.year)):
            name = name.replace(told, str(year))
        begun = {"name": name, "valid_from": date(year, 1, 1), "percent": Decimal(0), "step": 100}
        return cls(tariffs=tariffs, initial=begun)

    def clean_step(self):
        return Decimal(self.cleaned_data["step"])

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if day <= self.tariffs.valid_from:
            raise forms.ValidationError(_g("La lista nueva empieza después de la que reemplaza."))
        return day

    def clean(self):
        told = super().clean()
        if "percent" in told and "step" in told:
            lost = self.tariffs.lost_by(told["percent"], told["step"])
            if lost:
                message = _g("Con ese redondeo hay precios que quedarían en cero.")
                self.add_error("step", message)
        return told
