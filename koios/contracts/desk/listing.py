"""The list of contracts as its address asks for it."""

from django import forms
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.contracts import searching
from koios.contracts.clauses import UserGroup
from koios.contracts.desk.rows import ROWS
from koios.contracts.models import Contract, Policy, Status
from koios.contracts.states import IN_FORCE, OVER
from koios.core import calendar, exports, search
from koios.core import settings as company
from koios.core.exports import Column
from koios.customers.listing import Asked
from koios.customers.models import Customer
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.widgets import DayInput

TABS = {
    "force": gettext_lazy("En vigor"),
    "ending": gettext_lazy("Por terminar"),
    "mine": gettext_lazy("Míos"),
    "drafts": gettext_lazy("En preparación"),
    "over": gettext_lazy("Terminados"),
    "all": gettext_lazy("Todos"),
}
EMPTY = {
    "force": gettext_lazy("No hay contratos en vigor."),
    "ending": gettext_lazy("Ninguno termina pronto."),
    "mine": gettext_lazy("No tiene contratos a su cargo."),
    "drafts": gettext_lazy("No hay contratos en preparación."),
    "over": gettext_lazy("Aquí quedan los vencidos, los terminados y los liquidados."),
    "all": gettext_lazy("Aún no hay contratos."),
}
WAYS = {
    "end": ("end_on", "pk"),
    "changed": ("-changed_at", "-pk"),
    "value": ("-value", "-pk"),
}
NOTES = {
    "end": gettext_lazy("Primero el que termina antes"),
    "changed": gettext_lazy("Primero lo último que cambió"),
    "value": gettext_lazy("Primero el de mayor valor"),
}
ANY = ("", gettext_lazy("Cualquiera"))


class ListForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    status = forms.ChoiceField(
        label=gettext_lazy("Estado"), required=False, choices=[ANY, *Status.choices]
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Grupo de usuarios"), required=False, choices=[ANY, *UserGroup.choices]
    )
    owner = forms.ModelChoiceField(
        User.objects.order_by("name"), label=gettext_lazy("Responsable"), required=False
    )
    end_from = forms.DateField(label=gettext_lazy("Termina desde"), required=False, widget=DayInput)
    end_to = forms.DateField(label=gettext_lazy("Termina hasta"), required=False, widget=DayInput)
    policies = forms.BooleanField(label=gettext_lazy("Pólizas por vencer"), required=False)
    customer = forms.ModelChoiceField(
        Customer.objects.all(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].empty_label = _("Cualquiera")
        self.fields["customer"].label = _("Cliente")


class ContractList:
    """The contracts that a person may see, in a tab, narrowed and sorted as the address says."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        self.today = calendar.today()
        self.filters = Filters(ListForm, request, placeholder=_("Objeto, cliente o número"))
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "all" if self.filters.values else "force"
        self.sort = Sort(request, WAYS)

    @cached_property
    def page(self):
        return ROWS.page(self.contracts, self.request, self.sort.keys)

    @property
    def in_order(self):
        return self.contracts.select_related("customer", "owner").order_by(*self.sort.keys)

    @property
    def table(self):
        return ROWS.draw(self.page, self.sort)

    @property
    def contracts(self):
        rows = self._of_tab(Contract.objects.visible_to(self.user))
        told = self.filters.values
        if "q" in told:
            rows = rows.filter(search.matching(told["q"], searching.KIND))
        if "customer" in told:
            rows = rows.filter(customer__in=told["customer"].lineage())
        if "policies" in told:
            within = max(company.get("contracts.policy_alert_days"), default=0)
            policies = Policy.objects.running_out(self.today, within)
            rows = rows.filter(Exists(policies.filter(contract=OuterRef("pk"))))
        simple = {
            "status": "status",
            "group": "group",
            "owner": "owner",
            "end_from": "end_on__gte",
            "end_to": "end_on__lte",
        }
        return rows.filter(**{simple[name]: told[name] for name in told if name in simple})

    @cached_property
    def tabs(self):
        soon = Contract.objects.ending(self.today, self._soon).values("pk")
        counts = Contract.objects.visible_to(self.user).aggregate(
            force=Count("pk", filter=Q(status__in=IN_FORCE)),
            ending=Count("pk", filter=Q(pk__in=soon)),
            mine=Count("pk", filter=Q(owner=self.user) & ~Q(status__in=OVER)),
            drafts=Count("pk", filter=Q(status=Status.DRAFT)),
        )
        return [
            Tab(label, address(self.request, tab=name), counts.get(name), name == self.tab)
            for name, label in TABS.items()
        ]

    @property
    def note(self):
        return NOTES[self.sort.chosen.lstrip("-")]

    @property
    def empty(self):
        return _("Ninguno cumple los filtros.") if self.filters.values else EMPTY[self.tab]

    @property
    def _soon(self):
        return max(company.get("contracts.end_alert_days"), default=90)

    def _of_tab(self, rows):
        return {
            "force": rows.in_force,
            "ending": lambda: rows.ending(self.today, self._soon),
            "mine": lambda: rows.filter(owner=self.user).exclude(status__in=OVER),
            "drafts": lambda: rows.filter(status=Status.DRAFT),
            "over": lambda: rows.filter(status__in=OVER),
            "all": rows.all,
        }[self.tab]()


def _exported(user, query):
    return ContractList(Asked(user, query)).in_order


CONTRACTS = exports.add(
    exports.Export(
        "contracts",
        gettext_lazy("Contratos"),
        "contracts",
        columns=[
            Column(gettext_lazy("Número"), "label"),
            Column(gettext_lazy("Estado"), "get_status_display"),
            Column(gettext_lazy("Cliente"), "customer"),
            Column(gettext_lazy("Documento"), "customer.document"),
            Column(gettext_lazy("Objeto"), "object"),
            Column(gettext_lazy("Grupo de usuarios"), "get_group_display"),
            Column(gettext_lazy("Recorridos"), "routes"),
            Column(gettext_lazy("Valor"), "value", "money"),
            Column(gettext_lazy("Firmado"), "signed_on", "date"),
            Column(gettext_lazy("Empieza"), "start_on", "date"),
            Column(gettext_lazy("Termina"), "end_on", "date"),
            Column(gettext_lazy("Prórroga"), "get_renewal_display"),
            Column(gettext_lazy("Último día para avisar"), "notice_on", "date"),
            Column(gettext_lazy("Terminado"), "ended_on", "date"),
            Column(gettext_lazy("Responsable"), "owner"),
        ],
        rows=_exported,
    )
)
