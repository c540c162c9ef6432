"""What the acts on a service order ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.scheduling.models import ServiceOrder
from koios.ui.acts import ActForm
from koios.ui.widgets import DayInput, HourInput, ProposingInput

RECENT = 300  # orders whose vehicles and drivers are proposed


class OrderForm(ActForm):
    """A form about an order, which remembers what the person had before them."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def prepare(self):
        self.fields["seen"].initial = self.record.mark

    def look_again(self, theirs):
        self.data = self.data.copy()
        self.data["seen"] = theirs.mark


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
        widget=ProposingInput,
        help_text=_("La placa o el número interno; varios, separados por comas."),
        error_messages={"required": _("Diga con qué vehículo.")},
    )
    driver = forms.CharField(
        label=_("Conductor"),
        max_length=150,
        widget=ProposingInput,
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
        super().prepare()
        order, today = self.record, calendar.today()
        asked = order.asked_from if order.asked_from and order.asked_from > today else None
        self.initial |= {
            "on": order.scheduled_on or asked,
            "hour": order.hour,
            "vehicle": order.vehicle,
            "driver": order.driver,
            "notes": order.notes,
        }
        late = ServiceOrder.objects.exclude(vehicle="").order_by("-scheduled_on", "-pk")
        pairs = list(late.values_list("vehicle", "driver")[:RECENT])
        for name, values in zip(("vehicle", "driver"), zip(*pairs, strict=True), strict=False):
            self.fields[name].widget.proposed = sorted(set(values))


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
        super().prepare()
        today = calendar.today()
        self.fields["on"].initial = min(self.record.scheduled_on or today, today)


class NotesForm(OrderForm):
    notes = forms.CharField(
        label=_("Notas para quien lo presta"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def prepare(self):
        super().prepare()
        self.fields["notes"].initial = self.record.notes
