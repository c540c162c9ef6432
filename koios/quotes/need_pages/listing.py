"""The list of requests as its address asks for it."""

from types import SimpleNamespace

from django import forms
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core import exports, search
from koios.customers.forms.picking import CustomerField
from koios.office.between import between
from koios.quotes.models import LossReason, Need
from koios.quotes.need_pages.rows import ROWS, SHEET
from koios.quotes.searching import NEED
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.widgets import DayInput

S = Need.Status
TABS = {
    "open": gettext_lazy("Por atender"),
    "mine": gettext_lazy("Mías"),
    "quoted": gettext_lazy("Cotizadas"),
    "closed": gettext_lazy("Sin cotización"),
    "all": gettext_lazy("Todas"),
}
EMPTY = {
    "open": gettext_lazy("No hay solicitudes por atender."),
    "mine": gettext_lazy("No tiene solicitudes por atender a su cargo."),
    "quoted": gettext_lazy("Aquí quedan las que ya tienen cotización."),
    "closed": gettext_lazy("Aquí quedan las que terminaron sin cotización, con su razón."),
    "all": gettext_lazy("Aún no hay solicitudes."),
}
WAYS = {
    "step": ("next_step_on", "pk"),
    "received": ("-received_at", "-pk"),
    "number": ("-year", "-sequence", "-pk"),
}
NOTES = {
    "step": gettext_lazy("Primero la que tiene el paso más próximo"),
    "received": gettext_lazy("Primero la última en llegar"),
    "number": gettext_lazy("Por número, primero el último"),
}
ANY = ("", gettext_lazy("Cualquiera"))


class ListForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    customer = CustomerField(label=gettext_lazy("Cliente"), required=False, max_length=120)
    channel = forms.ChoiceField(
        label=gettext_lazy("Canal"), required=False, choices=[ANY, *Need.Channel.choices]
    )
    owner = forms.ModelChoiceField(
        User.objects.order_by("name"), label=gettext_lazy("Responsable"), required=False
    )
    unowned = forms.BooleanField(label=gettext_lazy("Sin responsable"), required=False)
    received_from = forms.DateField(
        label=gettext_lazy("Recibida desde"), required=False, widget=DayInput
    )
    received_to = forms.DateField(
        label=gettext_lazy("Recibida hasta"), required=False, widget=DayInput
    )
    step_to = forms.DateField(
        label=gettext_lazy("Próximo paso hasta"), required=False, widget=DayInput
    )
    reason = forms.ModelChoiceField(
        LossReason.objects.all(), label=gettext_lazy("Razón"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("owner", "reason"):
            self.fields[name].empty_label = _("Cualquiera")


class NeedList:
    """The requests that a person may see, in a tab, narrowed and sorted as the address says."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        self.filters = Filters(ListForm, request, placeholder=_("Qué piden, quién o número"))
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "open"
        self.sort = Sort(request, _ways(self.tab))

    @cached_property
    def page(self):
        return ROWS.page(self.needs, self.request, self.sort.keys)

    @property
    def in_order(self):
        """All of them, as an export takes them."""
        return self.needs.select_related("customer", "owner", "reason").order_by(*self.sort.keys)

    @property
    def table(self):
        return ROWS.draw(self.page, self.sort)

    @property
    def needs(self):
        rows = _of(self.tab, Need.objects.visible_to(self.user), self.user)
        told = self.filters.values
        if "q" in told:
            rows = rows.filter(search.matching(told["q"], NEED))
        if "unowned" in told:
            rows = rows.filter(owner=None)
        rows = between(
            rows,
            "received_at",
            since=told.get("received_from"),
            until=told.get("received_to"),
        )
        simple = {
            "channel": "channel",
            "customer": "customer",
            "owner": "owner",
            "reason": "reason",
            "step_to": "next_step_on__lte",
        }
        return rows.filter(**{simple[name]: told[name] for name in told if name in simple})

    @property
    def tabs(self):
        counts = _counts(self.user)
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
        return _("Ninguna cumple los filtros.") if self.filters.values else EMPTY[self.tab]


def _ways(tab):
    """What waits, by its next step; what is over, by when it came."""
    first = "step" if tab in ("open", "mine") else "received"
    return {first: WAYS[first], **WAYS}


def _of(tab, rows, user):
    if tab == "mine":
        return rows.filter(owner=user, status=S.OPEN)
    return rows if tab == "all" else rows.filter(status=S(tab))


def _counts(user):
    """How many wait; what is over is not counted, for nobody works it off."""
    waiting = Need.objects.visible_to(user).open()
    return waiting.aggregate(open=Count("pk"), mine=Count("pk", filter=Q(owner=user)))


def _exported(user, query):
    return NeedList(SimpleNamespace(user=user, GET=query)).in_order


NEEDS = exports.add(
    exports.Export("needs", gettext_lazy("Solicitudes"), "quotes", columns=SHEET, rows=_exported)
)
