"""The list of customers as its address asks for it: state, words, segment, owner, place, order."""

from django import forms
from django.db.models import Count, Exists, OuterRef
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koios.accounts.models import User
from koios.core import calendar
from koios.customers import activities, places, searching
from koios.customers.forms.fields import SegmentField
from koios.customers.models import Customer, Paper
from koios.ui import formats
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.paging import page

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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["segment"].offer(self.data.get("segment", "")[:60])
        self.fields["owner"].empty_label = _("Cualquiera")
        self.fields["department"].choices = [("", _("Cualquiera")), *_departments()]


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
        return page(self.customers.select_related("owner"), self.request, self.sort.keys)

    @property
    def customers(self):
        """All of them, in their order, as an export takes them too."""
        rows = self._narrowed
        return rows.filter(status=self.status) if self.status else rows

    @property
    def in_order(self):
        return self.customers.select_related("owner").order_by(*self.sort.keys)

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
        if "q" in asked:
            rows = rows.filter(searching.condition(asked["q"]))
        return rows


def _departments():
    return sorted(places.departments().items(), key=lambda pair: pair[1])


COLUMNS = [
    (gettext_lazy("Tipo de documento"), lambda c: c.document_type),
    (gettext_lazy("Documento"), lambda c: c.document_number),
    (gettext_lazy("DV"), lambda c: c.check_digit),
    (gettext_lazy("Razón social o nombres"), lambda c: c.legal_name),
    (gettext_lazy("Nombre comercial"), lambda c: c.trade_name),
    (gettext_lazy("Estado"), lambda c: c.get_status_display()),
    (gettext_lazy("Segmento"), lambda c: c.segment),
    (gettext_lazy("Responsable"), lambda c: str(c.owner or "")),
    (gettext_lazy("Código DIVIPOLA"), lambda c: c.municipality),
    (gettext_lazy("Municipio"), lambda c: c.place),
    (gettext_lazy("Dirección"), lambda c: c.address),
    (gettext_lazy("Teléfono"), lambda c: c.phone),
    (gettext_lazy("Correo electrónico"), lambda c: c.email),
    (gettext_lazy("Correo de facturación"), lambda c: c.billing_email),
    (gettext_lazy("CIIU"), lambda c: c.activity),
    (gettext_lazy("Actividad"), lambda c: activities.named(c.activity)),
    (gettext_lazy("Cliente desde"), lambda c: c.since),
    (gettext_lazy("Plazo de pago en días"), lambda c: c.payment_days),
    (gettext_lazy("IVA"), lambda c: c.get_vat_display()),
    (gettext_lazy("Representante legal"), lambda c: c.representative_name),
]
"""What an export carries of each customer: (head, value)."""
