"""The list of service orders as its address asks for it."""

from types import SimpleNamespace

from django import forms
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import calendar, exports, search
from koios.core.exports import Column
from koios.scheduling.models import ServiceOrder
from koios.scheduling.narrowing import NarrowForm
from koios.scheduling.rows import ROWS
from koios.scheduling.searching import KIND
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.widgets import DayInput

TABS = {
    "waiting": gettext_lazy("Por programar"),
    "today": gettext_lazy("Hoy"),
    "week": gettext_lazy("Esta semana"),
    "scheduled": gettext_lazy("Programadas"),
    "rendered": gettext_lazy("Prestadas"),
    "cancelled": gettext_lazy("Canceladas"),
    "all": gettext_lazy("Todas"),
}
EMPTY = {
    "waiting": gettext_lazy("Todo lo aprobado ya tiene fecha."),
    "today": gettext_lazy("Hoy no hay servicios programados."),
    "week": gettext_lazy("Esta semana no hay servicios programados."),
    "scheduled": gettext_lazy("No hay servicios con fecha por prestar."),
    "rendered": gettext_lazy("Aquí quedan los servicios que ya se prestaron."),
    "cancelled": gettext_lazy("No se ha cancelado ninguna orden."),
    "all": gettext_lazy("Aún no hay órdenes de servicio."),
}
WAYS = {
    "asked": ("asked_from", "pk"),
    "day": ("scheduled_on", "hour", "pk"),
    "opened": ("-opened_at", "-pk"),
}
USUAL = {"waiting": "asked", "today": "day", "week": "day", "scheduled": "day"}
NOTES = {
    "asked": gettext_lazy("Primero la que el cliente pidió para antes"),
    "day": gettext_lazy("Por fecha del servicio"),
    "opened": gettext_lazy("Primero la última orden"),
}


class ListForm(NarrowForm):
    q = forms.CharField(required=False, max_length=200)
    day_from = forms.DateField(
        label=gettext_lazy("Programada desde"), required=False, widget=DayInput
    )
    day_to = forms.DateField(
        label=gettext_lazy("Programada hasta"), required=False, widget=DayInput
    )

    NARROWED = {
        **NarrowForm.NARROWED,
        "day_from": "scheduled_on__gte",
        "day_to": "scheduled_on__lte",
    }


class OrderList:
    """The orders that a person may see, in a tab, narrowed and sorted as the address says."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        self.today = calendar.today()
        self.filters = Filters(ListForm, request, placeholder=_("Servicio, cliente o consecutivo"))
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "waiting"
        usual = USUAL.get(self.tab, "opened")
        self.sort = Sort(request, {usual: WAYS[usual], **WAYS})

    @cached_property
    def page(self):
        return ROWS.page(self.orders, self.request, self.sort.keys)

    @property
    def in_order(self):
        rows = self.orders.select_related("customer", "contact", "quote")
        return rows.order_by(*self.sort.keys)

    @property
    def table(self):
        return ROWS.draw(self.page, self.sort)

    @property
    def orders(self):
        rows = ServiceOrder.objects.visible_to(self.user).queue(self.tab, self.today)
        told = self.filters.values
        if "q" in told:
            rows = rows.filter(search.matching(told["q"], KIND))
        return ListForm.narrow(rows, told)

    @property
    def tabs(self):
        counts = self._counts()
        return [
            Tab(
                label,
                address(self.request, tab=name, sort=None),
                counts.get(name),
                name == self.tab,
            )
            for name, label in TABS.items()
        ]

    @property
    def note(self):
        return NOTES[self.sort.chosen.lstrip("-")]

    @property
    def empty(self):
        if self.filters.values:
            return _("Ninguna orden de esta pestaña cumple los filtros.")
        return EMPTY[self.tab]

    def _counts(self):
        """How many wait, in one query; what is over is not counted, for nobody works it off."""
        status = ServiceOrder.Status
        week = Q(scheduled_on__range=calendar.week_of(self.today))
        opened = Q(status__in=ServiceOrder.OPEN)
        done = Q(status=status.RENDERED)
        return (
            ServiceOrder.objects.visible_to(self.user)
            .filter(opened | (done & week))
            .aggregate(
                waiting=Count("pk", filter=Q(status=status.REQUESTED)),
                today=Count("pk", filter=Q(scheduled_on=self.today)),
                week=Count("pk", filter=week),
                scheduled=Count("pk", filter=Q(status=status.SCHEDULED)),
            )
        )


def _exported(user, query):
    return OrderList(SimpleNamespace(user=user, GET=query)).in_order


ORDERS = exports.add(
    exports.Export(
        "orders",
        gettext_lazy("Órdenes de servicio"),
        "scheduling",
        columns=[
            Column(gettext_lazy("Consecutivo"), "number"),
            Column(gettext_lazy("Estado"), "get_status_display"),
            Column(gettext_lazy("Servicio"), "title"),
            Column(gettext_lazy("Cliente"), "customer"),
            Column(gettext_lazy("Contacto"), "contact"),
            Column(gettext_lazy("Cotización"), "quote.label"),
            Column(gettext_lazy("Pedida desde"), "asked_from", "date"),
            Column(gettext_lazy("Pedida hasta"), "asked_until", "date"),
            Column(gettext_lazy("Programada para"), "scheduled_on", "date"),
            Column(gettext_lazy("Hora"), "hour"),
            Column(gettext_lazy("Vehículo"), "vehicle"),
            Column(gettext_lazy("Conductor"), "driver"),
            Column(gettext_lazy("Prestada"), "rendered_on", "date"),
            Column(gettext_lazy("Valor"), "total", "money"),
            Column(gettext_lazy("Notas"), "notes"),
        ],
        rows=_exported,
    )
)
