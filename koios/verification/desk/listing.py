"""The list of verifications as its address asks for it."""

from django import forms
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.contracts.models import Contract, UserGroup
from koios.core import calendar, exports, search
from koios.core.exports import Column
from koios.customers.listing import Asked
from koios.customers.models import Customer, Requirement
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.widgets import DayInput
from koios.verification import searching
from koios.verification.compliance import LACKING, Verdict
from koios.verification.desk.rows import ROWS
from koios.verification.models import Checklist, ContractVerification, Status, VerificationItem

TABS = {
    "mine": gettext_lazy("Mías"),
    "open": gettext_lazy("Por hacer"),
    "overdue": gettext_lazy("Vencidas"),
    "done": gettext_lazy("Terminadas"),
    "all": gettext_lazy("Todas"),
}
EMPTY = {
    "mine": gettext_lazy("No tiene contratos por verificar."),
    "open": gettext_lazy("No hay contratos por verificar."),
    "overdue": gettext_lazy("Ninguna está vencida."),
    "done": gettext_lazy("Aquí quedan las terminadas, con su resultado y su PDF."),
    "all": gettext_lazy("Aún no hay verificaciones."),
}
WAYS = {
    "due": ("due_on", "pk"),
    "changed": ("-changed_at", "-pk"),
    "number": ("-year", "-sequence", "-pk"),
    "result": ("compliance", "pk"),
}
NOTES = {
    "due": gettext_lazy("Primero la que vence antes"),
    "changed": gettext_lazy("Primero lo último que cambió"),
    "number": gettext_lazy("Por número, primero la última"),
    "result": gettext_lazy("Primero la que menos cumple"),
}
ANY = ("", gettext_lazy("Cualquiera"))
LACKS = "lacks"  # what does not comply, wholly or in part
OF_ITEMS = ("item", "verdict", "requirement_kind", "choice")


class ListForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    year = forms.IntegerField(label=gettext_lazy("Año"), required=False, min_value=2000)
    status = forms.ChoiceField(
        label=gettext_lazy("Estado"), required=False, choices=[ANY, *Status.choices]
    )
    owner = forms.ModelChoiceField(
        User.objects.order_by("name"), label=gettext_lazy("Verifica"), required=False
    )
    due_from = forms.DateField(label=gettext_lazy("Vence desde"), required=False, widget=DayInput)
    due_to = forms.DateField(label=gettext_lazy("Vence hasta"), required=False, widget=DayInput)
    item = forms.CharField(
        label=gettext_lazy("Ítem"), required=False, max_length=12, widget=forms.HiddenInput
    )
    verdict = forms.ChoiceField(
        label=gettext_lazy("Con un ítem que"),
        required=False,
        choices=[ANY, (LACKS, gettext_lazy("No cumple, o solo en parte")), *Verdict.choices],
    )
    requirement_kind = forms.ChoiceField(
        label=gettext_lazy("Requisito"),
        required=False,
        choices=[ANY, *Requirement.Kind.choices],
        widget=forms.HiddenInput,
    )
    choice = forms.CharField(
        label=gettext_lazy("Decisión"), required=False, max_length=120, widget=forms.HiddenInput
    )
    checklist = forms.ModelChoiceField(
        Checklist.objects.all(),
        label=gettext_lazy("Lista de verificación"),
        required=False,
        widget=forms.HiddenInput,
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Grupo de usuarios"),
        required=False,
        choices=[ANY, *UserGroup.choices],
        widget=forms.HiddenInput,
    )
    customer = forms.ModelChoiceField(
        Customer.objects.all(),
        label=gettext_lazy("Cliente"),
        required=False,
        widget=forms.HiddenInput,
    )
    contract = forms.ModelChoiceField(
        Contract.objects.all(),
        label=gettext_lazy("Contrato"),
        required=False,
        to_field_name="number",
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].empty_label = _("Cualquiera")
        self.fields["customer"].queryset = Customer.objects.visible_to(user)
        self.fields["contract"].queryset = Contract.objects.visible_to(user)


class VerificationList:
    """The verifications that a person may see, in a tab, narrowed and sorted as the address
    says."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        self.today = calendar.today()
        placeholder = _("Cliente, contrato o número")
        self.filters = Filters(ListForm, request, placeholder=placeholder, user=request.user)
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "all" if self.filters.values else "open"
        self.sort = Sort(request, WAYS)

    @cached_property
    def page(self):
        return ROWS.page(self.verifications, self.request, self.sort.keys)

    @property
    def in_order(self):
        related = ("contract__customer", "owner", "finished_by", "checklist")
        return self.verifications.select_related(*related).order_by(*self.sort.keys)

    @property
    def table(self):
        return ROWS.draw(self.page, self.sort)

    @property
    def verifications(self):
        rows = self._of_tab(ContractVerification.objects.visible_to(self.user))
        told = self.filters.values
        if "q" in told:
            rows = rows.filter(search.matching(told["q"], searching.KIND))
        if "customer" in told:
            rows = rows.filter(contract__customer__in=told["customer"].lineage())
        if "checklist" in told:  # any of its versions
            rows = rows.filter(checklist__key=told["checklist"].key)
        if any(name in told for name in OF_ITEMS):
            rows = rows.filter(Exists(self._items(told)))
        simple = {
            "year": "for_year",
            "status": "status",
            "owner": "owner",
            "contract": "contract",
            "group": "contract__group",
            "due_from": "due_on__gte",
            "due_to": "due_on__lte",
        }
        return rows.filter(**{simple[name]: told[name] for name in told if name in simple})

    @cached_property
    def tabs(self):
        """How many wait; what is over is not counted, for nobody works it off."""
        open_ones = ContractVerification.objects.visible_to(self.user).open()
        counts = open_ones.aggregate(
            open=Count("pk"),
            mine=Count("pk", filter=Q(owner=self.user)),
            overdue=Count("pk", filter=Q(due_on__lt=self.today)),
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
        return _("Ninguna cumple los filtros.") if self.filters.values else EMPTY[self.tab]

    def _items(self, told):
        """One item that is all that was asked for."""
        items = VerificationItem.objects.filter(verification=OuterRef("pk"))
        if "item" in told:
            items = items.filter(code=told["item"])
        if "requirement_kind" in told:
            items = items.filter(requirement_kind=told["requirement_kind"])
        if "choice" in told:
            items = items.filter(choice=told["choice"])
        if told.get("verdict") == LACKS:
            items = items.filter(verdict__in=LACKING)
        elif "verdict" in told:
            items = items.filter(verdict=told["verdict"])
        return items

    def _of_tab(self, rows):
        return {
            "mine": lambda: rows.open().filter(owner=self.user),
            "open": rows.open,
            "overdue": lambda: rows.overdue(self.today),
            "done": lambda: rows.filter(status=Status.DONE),
            "all": rows.all,
        }[self.tab]()


def _exported(user, query):
    return VerificationList(Asked(user, query)).in_order


VERIFICATIONS = exports.add(
    exports.Export(
        "verifications",
        gettext_lazy("Verificaciones de contratos"),
        "contracts",
        columns=[
            Column(gettext_lazy("Número"), "number"),
            Column(gettext_lazy("Año"), "for_year", "number"),
            Column(gettext_lazy("Estado"), "get_status_display"),
            Column(gettext_lazy("Cliente"), "contract.customer"),
            Column(gettext_lazy("Documento"), "contract.customer.document"),
            Column(gettext_lazy("Contrato"), "contract.label"),
            Column(gettext_lazy("Objeto"), "contract.object"),
            Column(gettext_lazy("Lista de verificación"), "checklist"),
            Column(gettext_lazy("Verifica"), "owner"),
            Column(gettext_lazy("Para cuándo"), "due_on", "date"),
            Column(gettext_lazy("Ítems"), "asked", "number"),
            Column(gettext_lazy("Respondidos"), "answered", "number"),
            Column(gettext_lazy("Cumple"), "complies", "number"),
            Column(gettext_lazy("Cumple en parte"), "partly", "number"),
            Column(gettext_lazy("No cumple"), "does_not", "number"),
            Column(gettext_lazy("No aplica"), "not_applicable", "number"),
            Column(gettext_lazy("Cumplimiento"), "compliance", "percent"),
            Column(gettext_lazy("Terminada"), "finished_at", "moment"),
            Column(gettext_lazy("Terminó"), "finished_by"),
            Column(gettext_lazy("Conclusión"), "conclusion"),
        ],
        rows=_exported,
    )
)
