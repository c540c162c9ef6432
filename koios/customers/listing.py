"""The list of customers as its address asks for it: state, words, segment, owner, place, order."""

from dataclasses import dataclass

from django import forms
from django.db.models import Count, Exists, OuterRef, Subquery
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koios.accounts.models import User
from koios.core import calendar
from koios.core.exports import Column, Export
from koios.customers import places, searching
from koios.customers.forms.fields import SegmentField
from koios.customers.models import ClaimMark, Customer, Paper
from koios.customers.rows import ROWS
from koios.ui import formats
from koios.ui.lists import Filters, Sort, Tab, address

TABS = {
    "": gettext_lazy("Todos"),
    Customer.Status.ACTIVE: gettext_lazy("Activos"),
    Customer.Status.PROSPECT: gettext_lazy("Prospectos"),
    Customer.Status.INACTIVE: gettext_lazy("Inactivos"),
}
WAYS = {
    "name": ("sort_key", "pk"),
    "place": ("municipality", "sort_key", "pk"),
    "segment": ("segment", "sort_key", "pk"),
    "changed": ("-changed_at", "-pk"),
}
NOTES = {
    "name": gettext_lazy("Por nombre"),
    "place": gettext_lazy("Por municipio"),
    "segment": gettext_lazy("Por segmento"),
    "changed": gettext_lazy("Primero lo último que cambió"),
}
# The claims about the data of a customer, or of who works there, that are not decided
CLAIMS = ClaimMark.objects.standing().filter(customer=OuterRef("pk"))


class ListForm(forms.Form):
    q = forms.CharField(required=False, max_length=100)
    segment = SegmentField()
    owner = forms.ModelChoiceField(
        User.objects.active(), required=False, label=gettext_lazy("Responsable")
    )
    department = forms.ChoiceField(required=False, label=gettext_lazy("Departamento"))
    kind = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Es"),
        choices=[("", gettext_lazy("Empresa o persona")), *Customer.Kind.choices],
    )
    papers = forms.BooleanField(required=False, label=gettext_lazy("Documentos por vencer"))
    claims = forms.BooleanField(required=False, label=gettext_lazy("Reclamo en trámite"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["segment"].offer(self.data.get("segment", "")[:60])
        self.fields["owner"].empty_label = _("Cualquiera")
        self.fields["department"].choices = [("", _("Cualquiera")), *_departments()]


@dataclass(frozen=True)
class Asked:
    """Who asks for a list, and with what address; a request is one too."""

    user: object
    GET: QueryDict


class CustomerList:
    """Customers that a person may see, narrowed and sorted."""

    def __init__(self, request):
        self.request = request
        self.filters = Filters(ListForm, request, placeholder=_("Nombre, NIT o contacto"))
        asked = request.GET.get("status", "")
        self.status = asked if asked in TABS else ""
        self.sort = Sort(request, WAYS)

    @cached_property
    def page(self):
        rows = self.customers.annotate(is_claimed=Exists(CLAIMS))
        return ROWS.page(rows, self.request, self.sort.keys)

    @property
    def table(self):
        return ROWS.draw(self.page, self.sort)

    @property
    def customers(self):
        """All of them, in their order, as an export takes them too."""
        rows = self._narrowed
        return rows.filter(status=self.status) if self.status else rows

    @property
    def in_order(self):
        rows = self.customers.select_related("owner").order_by(*self.sort.keys)
        return rows.annotate(claimed_on=Subquery(CLAIMS.values("put_on")[:1]))

    @cached_property
    def tabs(self):
        counts = dict(self._narrowed.order_by().values_list("status").annotate(Count("pk")))
        counts[""] = sum(counts.values())
        return [
            Tab(
                label,
                address(self.request, status=key or None),
                counts.get(key, 0),
                key == self.status,
            )
            for key, label in TABS.items()
        ]

    @property
    def count(self):
        return next(tab.count for tab in self.tabs if tab.is_current)

    @property
    def note(self):
        how_many = ngettext("%(n)s cliente", "%(n)s clientes", self.count)
        how_many %= {"n": formats.number(self.count)}
        return f"{NOTES[self.sort.chosen.lstrip('-')]}, {how_many}"

    @property
    def is_narrowed(self):
        return bool(self.filters.values)

    @cached_property
    def _narrowed(self):
        asked = self.filters.values
        rows = Customer.objects.visible_to(self.request.user).standing()
        if "segment" in asked:
            rows = rows.filter(segment=asked["segment"])
        if "owner" in asked:
            rows = rows.filter(owner=asked["owner"])
        if "kind" in asked:
            rows = rows.filter(kind=asked["kind"])
        if "department" in asked:
            rows = rows.filter(municipality__startswith=asked["department"])
        if "papers" in asked:
            expiring = Paper.objects.expiring(calendar.today()).filter(customer=OuterRef("pk"))
            rows = rows.filter(Exists(expiring))
        if "claims" in asked:
            rows = rows.filter(Exists(CLAIMS))
        if "q" in asked:
            rows = rows.filter(searching.condition(asked["q"]))
        return rows


def _departments():
    return sorted(places.departments().items(), key=lambda pair: pair[1])


def _in_order(user, query):
    return CustomerList(Asked(user, query)).in_order


CUSTOMERS = Export(
    "customers",
    gettext_lazy("Clientes"),
    "customers",
    columns=[
        Column(gettext_lazy("Tipo de documento"), "document_type"),
        Column(gettext_lazy("Documento"), "document_number"),
        Column(gettext_lazy("DV"), "check_digit"),
        Column(gettext_lazy("Razón social o nombres"), "legal_name"),
        Column(gettext_lazy("Nombre comercial"), "trade_name"),
        Column(gettext_lazy("Estado"), "get_status_display"),
        Column(gettext_lazy("Segmento"), "segment"),
        Column(gettext_lazy("Responsable"), "owner"),
        Column(gettext_lazy("Código DIVIPOLA"), "municipality"),
        Column(gettext_lazy("Municipio"), "place"),
        Column(gettext_lazy("Dirección"), "address"),
        Column(gettext_lazy("Teléfono"), "phone"),
        Column(gettext_lazy("Correo electrónico"), "email"),
        Column(gettext_lazy("Correo de facturación"), "billing_email"),
        Column(gettext_lazy("CIIU"), "activity"),
        Column(gettext_lazy("Actividad"), "activity_name"),
        Column(gettext_lazy("Cliente desde"), "since", "date"),
        Column(gettext_lazy("Plazo de pago en días"), "payment_days", "number"),
        Column(gettext_lazy("IVA"), "get_vat_display"),
        Column(gettext_lazy("Representante legal"), "representative_name"),
        Column(gettext_lazy("Documento del representante"), "representative_document"),
        Column(gettext_lazy("Reclamo en trámite desde"), "claimed_on", "date"),
    ],
    rows=_in_order,
)
