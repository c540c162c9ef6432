"""The quotes as the desk finds them: in queues, narrowed, and filed by the day of their sending."""

from types import SimpleNamespace

from django import forms
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core import calendar, exports, search
from koios.core.permissions import APPROVE, EDIT
from koios.customers import searching as customers
from koios.customers.models import Customer
from koios.quotes.desk.rows import PARTS, ROWS
from koios.quotes.desk.sheets import COLUMNS
from koios.quotes.models import LossReason, Quote, QuoteLine, Service, Status
from koios.quotes.searching import QUOTE
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.widgets import DayInput

TABS = {
    "today": gettext_lazy("Por seguir hoy"),
    "mine": gettext_lazy("Mías"),
    "drafts": gettext_lazy("Borradores"),
    "approval": gettext_lazy("Por aprobar"),
    "sent": gettext_lazy("Enviadas"),
    "approved": gettext_lazy("Aprobadas"),
    "rejected": gettext_lazy("Rechazadas"),
    "expired": gettext_lazy("Vencidas"),
    "all": gettext_lazy("Todas"),
}
EMPTY = {
    "today": gettext_lazy("Nada por seguir hoy. Cada cotización aparece aquí el día de su paso."),
    "mine": gettext_lazy("No tiene cotizaciones abiertas a su cargo."),
    "drafts": gettext_lazy("No hay borradores."),
    "approval": gettext_lazy("Ninguna cotización espera su aprobación."),
    "sent": gettext_lazy("Ninguna espera la respuesta de un cliente."),
    "approved": gettext_lazy("Aquí quedan las que los clientes aprueban."),
    "rejected": gettext_lazy("Aquí quedan las que los clientes rechazan, con su razón."),
    "expired": gettext_lazy("Aquí quedan las que vencen sin respuesta."),
    "all": gettext_lazy("Aún no hay cotizaciones."),
}
WAYS = {
    "sent": ("-sent_on", "-pk"),
    "step": ("next_step_on", "pk"),
    "changed": ("-changed_at", "-pk"),
    "number": ("-year", "-sequence", "-version", "-pk"),
    "value": ("-total", "-pk"),
    "until": ("valid_until", "pk"),
}
USUAL = {"today": "step", "mine": "step", "drafts": "changed", "approval": "changed"}
NOTES = {
    "sent": gettext_lazy("Por fecha de envío, primero la última"),
    "step": gettext_lazy("Primero la que se sigue antes"),
    "changed": gettext_lazy("Primero la última que cambió"),
    "number": gettext_lazy("Por número, primero el último"),
    "value": gettext_lazy("Primero la de más valor"),
    "until": gettext_lazy("Primero la que vence antes"),
}
ANY = ("", gettext_lazy("Cualquiera"))
SIMPLE = {
    "status": "status",
    "owner": "owner",
    "customer": "customer",
    "reason": "reason",
    "sent_from": "sent_on__gte",
    "sent_to": "sent_on__lte",
    "answered_from": "answered_on__gte",
    "answered_to": "answered_on__lte",
    "value_from": "total__gte",
    "value_to": "total__lte",
}


class ListForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    customer = forms.ModelChoiceField(
        Customer.objects.all(),
        label=gettext_lazy("Cliente"),
        required=False,
        widget=forms.HiddenInput,
    )
    named = forms.CharField(label=gettext_lazy("Cliente, nombre o NIT"), required=False)
    owner = forms.ModelChoiceField(
        User.objects.order_by("name"), label=gettext_lazy("Vendedor"), required=False
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Estado"), required=False, choices=[ANY, *Status.choices]
    )
    service = forms.ModelChoiceField(
        Service.objects.all(), label=gettext_lazy("Servicio"), required=False
    )
    reason = forms.ModelChoiceField(
        LossReason.objects.all(), label=gettext_lazy("Razón de pérdida"), required=False
    )
    sent_from = forms.DateField(
        label=gettext_lazy("Enviada desde"), required=False, widget=DayInput
    )
    sent_to = forms.DateField(label=gettext_lazy("Enviada hasta"), required=False, widget=DayInput)
    answered_from = forms.DateField(
        label=gettext_lazy("Respondida desde"), required=False, widget=DayInput
    )
    answered_to = forms.DateField(
        label=gettext_lazy("Respondida hasta"), required=False, widget=DayInput
    )
    value_from = forms.IntegerField(label=gettext_lazy("Valor desde"), required=False, min_value=0)
    value_to = forms.IntegerField(label=gettext_lazy("Valor hasta"), required=False, min_value=0)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("owner", "reason", "service"):
            self.fields[name].empty_label = _("Cualquiera")


class QuoteList:
    """The quotes that a person may see, in a tab, narrowed and sorted as the address says."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        self.today = calendar.today()
        self.filters = Filters(ListForm, request, placeholder=_("Cliente, servicio o número"))
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "sent"
        usual = USUAL.get(self.tab, "sent")
        self.sort = Sort(request, {usual: WAYS[usual], **WAYS})

    @cached_property
    def page(self):
        return ROWS.page(self.quotes, self.request, self.sort.keys)

    @property
    def in_order(self):
        rows = self.quotes.select_related("customer", "contact", "owner", "reason")
        return rows.order_by(*self.sort.keys)

    @property
    def table(self):
        part = PARTS.get(self.sort.chosen.lstrip("-"))
        choosing = self.user.may("quotes", EDIT)
        return ROWS.draw(self.page, self.sort, choosing=choosing, group=part)

    @property
    def quotes(self):
        rows = Quote.objects.visible_to(self.user).queue(self.tab, self.user, self.today)
        told = self.filters.values
        if "q" in told:
            rows = rows.filter(search.matching(told["q"], QUOTE))
        if "named" in told:
            meant = Customer.objects.filter(customers.condition(told["named"]))
            rows = rows.filter(customer__in=meant.values("pk"))
        if "service" in told:
            offering = QuoteLine.objects.filter(service=told["service"])
            rows = rows.filter(pk__in=offering.values("quote"))
        return rows.filter(**{SIMPLE[name]: told[name] for name in told if name in SIMPLE})

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
            if name != "approval" or self.user.may("quotes", APPROVE)
        ]

    @property
    def note(self):
        return NOTES[self.sort.chosen.lstrip("-")]

    @property
    def empty(self):
        if self.filters.values:
            return _("Ninguna cotización de esta pestaña cumple los filtros.")
        return EMPTY[self.tab]

    def _counts(self):
        """How many wait; what has ended is not counted, for nobody works it off."""
        opened = Quote.objects.visible_to(self.user).filter(status__in=[Status.DRAFT, Status.SENT])
        counts = opened.aggregate(
            today=Count("pk", filter=Q(next_step_on__lte=self.today)),
            mine=Count("pk", filter=Q(owner=self.user)),
            drafts=Count("pk", filter=Q(status=Status.DRAFT)),
            sent=Count("pk", filter=Q(status=Status.SENT)),
        )
        if self.user.may("quotes", APPROVE):
            counts["approval"] = opened.to_approve().count()
        return counts


def _exported(user, query):
    return QuoteList(SimpleNamespace(user=user, GET=query)).in_order


QUOTES = exports.add(
    exports.Export(
        "quotes", gettext_lazy("Cotizaciones"), "quotes", columns=COLUMNS, rows=_exported
    )
)
