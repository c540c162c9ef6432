"""The list of requirements, of all customers or of one, as its address asks for it."""

from django import forms
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core import calendar, exports, search
from koios.core.exports import Column
from koios.customers.listing import Asked
from koios.customers.models import Customer
from koios.customers.requirement_pages.rows import ROWS
from koios.customers.requirements import SEARCHED, Requirement
from koios.ui.lists import Filters, Sort, Tab, address

S = Requirement.Status
TABS = {
    "open": gettext_lazy("Por acordar"),
    "mine": gettext_lazy("Míos"),
    "agreed": gettext_lazy("Acordados"),
    "verify": gettext_lazy("Por verificar"),
    "unmet": gettext_lazy("No se cumplen"),
    "over": gettext_lazy("No acordados o retirados"),
    "all": gettext_lazy("Todos"),
}
EMPTY = {
    "open": gettext_lazy("No hay requisitos por acordar."),
    "mine": gettext_lazy("No tiene requisitos a su cargo."),
    "agreed": gettext_lazy("Todavía no hay requisitos acordados."),
    "verify": gettext_lazy("Ninguno espera verificación."),
    "unmet": gettext_lazy("Ninguno quedó incumplido en su última verificación."),
    "over": gettext_lazy("Aquí quedan los que no se acordaron y los que ya no aplican."),
    "all": gettext_lazy("Aún no hay requisitos."),
}
WAYS = {
    "changed": ("-changed_at", "-pk"),
    "verified": ("verified_on", "pk"),
}
NOTES = {
    "changed": gettext_lazy("Primero lo último que cambió"),
    "verified": gettext_lazy("Primero lo que hace más tiempo se verificó"),
}
ANY = ("", gettext_lazy("Cualquiera"))


class ListForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Clase"), required=False, choices=[ANY, *Requirement.Kind.choices]
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Estado"), required=False, choices=[ANY, *S.choices]
    )
    source = forms.ChoiceField(
        label=gettext_lazy("De dónde viene"),
        required=False,
        choices=[ANY, *Requirement.Source.choices],
    )
    owner = forms.ModelChoiceField(
        User.objects.order_by("name"), label=gettext_lazy("Responsable"), required=False
    )
    customer = forms.ModelChoiceField(
        Customer.objects.all(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].empty_label = _("Cualquiera")
        self.fields["customer"].label = _("Cliente")


class RequirementList:
    """The requirements that a person may see, in a tab, narrowed and sorted as asked."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        self.today = calendar.today()
        self.filters = Filters(ListForm, request, placeholder=_("Palabras del requisito o cliente"))
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "all" if self.filters.values else "open"
        self.sort = Sort(request, WAYS)

    @cached_property
    def page(self):
        return ROWS.page(self.requirements, self.request, self.sort.keys)

    @property
    def in_order(self):
        return self.requirements.select_related("owner", "customer").order_by(*self.sort.keys)

    @property
    def table(self):
        return ROWS.draw(self.page, self.sort)

    @property
    def requirements(self):
        rows = self._of_tab(Requirement.objects.visible_to(self.user))
        told = self.filters.values
        if "q" in told:
            rows = rows.filter(search.matching(told["q"], SEARCHED))
        if "customer" in told:
            rows = rows.filter(customer__in=told["customer"].lineage())
        simple = ("kind", "status", "source", "owner")
        return rows.filter(**{name: told[name] for name in simple if name in told})

    @cached_property
    def tabs(self):
        counts = Requirement.objects.visible_to(self.user).aggregate(
            open=Count("pk", filter=Q(status__in=Requirement.OPEN)),
            mine=Count("pk", filter=Q(status__in=Requirement.OPEN, owner=self.user)),
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

    def _of_tab(self, rows):
        return {
            "open": rows.open,
            "mine": lambda: rows.filter(owner=self.user).exclude(status=S.RETIRED),
            "agreed": rows.agreed,
            "verify": lambda: rows.to_verify(self.today),
            "unmet": lambda: rows.agreed().filter(is_met=False),
            "over": lambda: rows.filter(status__in=[S.NOT_AGREED, S.RETIRED]),
            "all": rows.all,
        }[self.tab]()


def _exported(user, query):
    return RequirementList(Asked(user, query)).in_order


REQUIREMENTS = exports.add(
    exports.Export(
        "requirements",
        gettext_lazy("Requisitos de los clientes"),
        "customers",
        columns=[
            Column(gettext_lazy("Cliente"), "customer"),
            Column(gettext_lazy("Documento"), "customer.document"),
            Column(gettext_lazy("Clase"), "get_kind_display"),
            Column(gettext_lazy("Requisito"), "statement"),
            Column(gettext_lazy("Estado"), "get_status_display"),
            Column(gettext_lazy("De dónde viene"), "get_source_display"),
            Column(gettext_lazy("Dónde consta"), "source_label"),
            Column(gettext_lazy("Responsable"), "owner"),
            Column(gettext_lazy("Cómo se verifica"), "verification"),
            Column(gettext_lazy("Acordado el"), "agreed_on", "date"),
            Column(gettext_lazy("Verificado el"), "verified_on", "date"),
            Column(gettext_lazy("Se cumple"), "is_met", "yes_no"),
        ],
        rows=_exported,
    )
)
