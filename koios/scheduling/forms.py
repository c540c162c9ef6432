"""What the acts on a service order ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.scheduling.models import ServiceOrder
from koios.ui.widgets import DayInput, HourInput

RECENT = 300  # orders whose vehicles and drivers are proposed


class OrderForm(forms.Form):
    """A form about an order, which remembers what the person had before them."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args, order=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.order = order
        self.fields["seen"].initial = order.mark
        self.prepare()

    def prepare(self):
        """What depends on the order."""

    def look_again(self, order):
        """Somebody else wrote first: what was typed stays, and this is now what was seen."""
        self.data = self.data.copy()
        self.data["seen"] = order.mark


class ScheduleForm(OrderForm):
    on = forms.DateField(
        label=_("Fecha"),
        widget=DayInput,
        error_messages={
            "required": _("Diga qué día se presta."),
            "invalid": _("Escriba la fecha como día, mes y año."),
        },
    )
    hour = forms.TimeField(
        label=_("Hora"),
        required=False,
        widget=HourInput,
        help_text=_("A la que se recoge a los pasajeros."),
        error_messages={"invalid": _("Escriba la hora como 05:30.")},
    )
    vehicle = forms.CharField(
        label=_("Vehículo"),
        max_length=120,
        help_text=_("La placa o el número interno; varios, separados por comas."),
        error_messages={"required": _("Diga con qué vehículo.")},
    )
    driver = forms.CharField(
        label=_("Conductor"),
        max_length=150,
        help_text=_("Varios, separados por comas."),
        error_messages={"required": _("Diga quién conduce.")},
    )
    notes = forms.CharField(
        label=_("Notas para quien lo presta"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self):
        order = self.order
        asked = (
            order.asked_from if (order.asked_from or calendar.today()) > calendar.today() else None
        )
        self.initial = {
            "on": order.scheduled_on or asked,
            "hour": order.hour,
            "vehicle": order.vehicle,
            "driver": order.driver,
            "notes": order.notes,
        } | self.initial
        for name, values in self.proposals.items():
            self.fields[name].widget.attrs |= {"list": f"{name}-list", "autocomplete": "off"}
            self.fields[name].proposed = values

    @property
    def proposals(self):
        """The vehicles and drivers of late, so that nobody types a plate twice."""
        late = ServiceOrder.objects.exclude(vehicle="").order_by("-scheduled_on", "-pk")
        pairs = list(late.values_list("vehicle", "driver")[:RECENT])
        return {
            "vehicle": sorted({vehicle for vehicle, _driver in pairs}),
            "driver": sorted({driver for _vehicle, driver in pairs}),
        }


class ReasonForm(OrderForm):
    reason = forms.CharField(
        label=_("Por qué"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Diga por qué.")},
    )


class RenderedForm(OrderForm):
    on = forms.DateField(
        label=_("Se prestó el"),
        widget=DayInput,
        error_messages={"required": _("Diga qué día se prestó.")},
    )
    note = forms.CharField(
        label=_("Qué pasó"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Novedades, kilómetros, pasajeros: lo que deba quedar dicho."),
    )

    def prepare(self):
        today = calendar.today()
        self.fields["on"].initial = min(self.order.scheduled_on or today, today)


class NotesForm(OrderForm):
    notes = forms.CharField(
        label=_("Notas para quien lo presta"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def prepare(self):
        self.fields["notes"].initial = self.order.notes
