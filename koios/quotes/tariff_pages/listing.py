"""The lists of tariffs, and the prices of one, as their addresses ask for them."""

from types import SimpleNamespace

from django import forms
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koios.core import addresses, calendar, exports
from koios.core.exports import Column as Told
from koios.core.text import fold
from koios.quotes.models import Tariff, TariffList, TaxCategory, Unit
from koios.quotes.tariff_pages import showing
from koios.ui import states
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.rows import Column, Row, Rows, faint, link, sub

S = TariffList.Status
TABS = {
    "now": gettext_lazy("Rigen hoy"),
    "coming": gettext_lazy("Por venir"),
    "draft": gettext_lazy("En preparación"),
    "over": gettext_lazy("Terminadas"),
    "all": gettext_lazy("Todas"),
}
EMPTY = {
    "now": gettext_lazy("Ninguna lista rige hoy."),
    "coming": gettext_lazy("Ninguna lista publicada empieza después."),
    "draft": gettext_lazy("No hay listas en preparación."),
    "over": gettext_lazy("Aquí quedan las que terminaron y las retiradas."),
    "all": gettext_lazy("Aún no hay listas de tarifas."),
}
WHOSE = [
    ("", gettext_lazy("Cualquiera")),
    ("general", gettext_lazy("Generales")),
    ("own", gettext_lazy("De un cliente")),
]


class ListForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    whose = forms.ChoiceField(label=gettext_lazy("Para quién"), required=False, choices=WHOSE)


class ListRow(Row):
    """What the page has read of a list of tariffs."""

    def get_absolute_url(self):
        return addresses.to("quotes:tariff_list", self.pk)


def _whose(tariffs):
    return tariffs.customer__trade_name or tariffs.customer__legal_name or faint(_("Todos"))


def _number(tariffs):
    return ngettext("%(n)s precio", "%(n)s precios", tariffs.prices) % {"n": tariffs.prices}


LISTS = Rows(
    gettext_lazy("Listas de tarifas"),
    Column(
        gettext_lazy("Lista"),
        lambda one: format_html("{} {}", link(one.get_absolute_url(), one.name), sub(_number(one))),
        ("name", "prices"),
        css="cell-subject",
    ),
    Column(
        gettext_lazy("Para quién"),
        _whose,
        ("customer__trade_name", "customer__legal_name"),
        css="cell-who",
    ),
    Column(
        gettext_lazy("Vigencia"),
        showing.validity,
        ("valid_from", "valid_until"),
        css="cell-due",
        look="nowrap",
        sort="since",
    ),
    Column(
        gettext_lazy("Estado"),
        lambda one: states.draw(showing.state_of(one, calendar.today())),
        ("status",),
        css="cell-state cell-last",
    ),
    row=ListRow,
)


class Lists:
    """The lists of tariffs in a tab, those in force first of all."""

    def __init__(self, request):
        self.request = request
        self.filters = Filters(ListForm, request, placeholder=_("Nombre o cliente"))
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "now"
        self.sort = Sort(request, {"since": ("-valid_from", "-pk")})

    @cached_property
    def page(self):
        return LISTS.page(self.lists, self.request, self.sort.keys)

    @property
    def table(self):
        return LISTS.draw(self.page, self.sort)

    @property
    def lists(self):
        rows = _of(self.tab, TariffList.objects.all(), calendar.today())
        told = self.filters.values
        if "q" in told:
            wanted = Q(name__icontains=told["q"])
            for name in ("legal_name", "trade_name"):
                wanted |= Q(**{f"customer__{name}__icontains": told["q"]})
            rows = rows.filter(wanted)
        if "whose" in told:
            rows = rows.filter(customer__isnull=told["whose"] == "general")
        number = Tariff.objects.filter(tariffs=OuterRef("pk")).order_by().values("tariffs")
        return rows.annotate(prices=Coalesce(Subquery(number.values(n=Count("pk"))), 0))

    @property
    def tabs(self):
        return [
            Tab(label, address(self.request, tab=name), None, name == self.tab)
            for name, label in TABS.items()
        ]

    @property
    def empty(self):
        return _("Ninguna cumple los filtros.") if self.filters.values else EMPTY[self.tab]


def _of(tab, rows, today):
    if tab == "now":
        return rows.in_force(today)
    if tab == "draft":
        return rows.filter(status=S.DRAFT)
    if tab == "coming":
        return rows.filter(status=S.PUBLISHED, valid_from__gt=today)
    if tab == "over":
        return rows.filter(Q(status=S.WITHDRAWN) | Q(status=S.PUBLISHED, valid_until__lt=today))
    return rows


# The prices of one list


class PricesForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)


class PriceRow(Row):
    """What the page has read of a price."""


WAYS = {
    "service": ("service__code", "class_key", "route_key", "pk"),
    "price": ("price", "pk"),
}


def _columns(of_price):
    return (
        Column(gettext_lazy("Código"), "service__code", css="cell-no", look="id", sort="service"),
        Column(
            gettext_lazy("Servicio"),
            lambda one: format_html("{} {}", one.service__name, sub(Unit(one.service__unit).label)),
            ("service__name", "service__unit"),
            css="cell-subject",
        ),
        Column(
            gettext_lazy("Clase y ruta"),
            lambda one: showing.fit(one),
            ("vehicle_class", "route"),
            css="cell-who",
        ),
        Column(
            gettext_lazy("Precio"),
            of_price,
            ("price",),
            css="cell-state amount",
            sort="price",
        ),
    )


PRICES = Rows(
    gettext_lazy("Precios de esta lista"),
    *_columns(lambda one: showing.pesos(one.price)),
    css="list-prices",
    row=PriceRow,
)
DRAFTED = Rows(
    gettext_lazy("Precios de esta lista"),
    *_columns(
        lambda one: link(addresses.to("quotes:tariff", one.pk), showing.pesos(one.price), "")
    ),
    css="list-prices",
    row=PriceRow,
)


class Prices:
    """The prices of a list, narrowed and sorted as the address says; on a list in preparation each
    leads to its form."""

    def __init__(self, tariffs, request, *, may_edit=False):
        self.tariffs, self.request = tariffs, request
        self.rows = DRAFTED if may_edit and tariffs.is_draft else PRICES
        self.filters = Filters(PricesForm, request, placeholder=_("Código, servicio, clase o ruta"))
        self.sort = Sort(request, WAYS)

    @cached_property
    def page(self):
        return self.rows.page(self.prices, self.request, self.sort.keys)

    @property
    def table(self):
        return self.rows.draw(self.page, self.sort)

    @property
    def prices(self):
        rows = Tariff.objects.filter(tariffs=self.tariffs)
        told = self.filters.values.get("q")
        if told:
            wanted = Q(service__code__icontains=told) | Q(service__name__icontains=told)
            wanted |= Q(class_key__contains=fold(told)) | Q(route_key__contains=fold(told))
            rows = rows.filter(wanted)
        return rows

    @property
    def in_order(self):
        return self.prices.select_related("service", "tariffs__customer").order_by(*self.sort.keys)


def _exported(user, query):
    tariffs = TariffList(pk=int(query["list"]))
    return Prices(tariffs, SimpleNamespace(user=user, GET=query)).in_order


def _customer(tariff):
    customer = tariff.tariffs.customer
    return str(customer.document or customer) if customer else ""


# With the titles by which the importer knows them: what leaves comes back as it was.
EXPORT = exports.add(
    exports.Export(
        "tariffs",
        gettext_lazy("Tarifas"),
        "quotes",
        columns=[
            Told(gettext_lazy("Código"), "service.code"),
            Told(gettext_lazy("Servicio"), "service.name"),
            Told(gettext_lazy("Unidad"), "service.get_unit_display"),
            Told(
                gettext_lazy("IVA"),
                lambda one: TaxCategory(one.service.tax_category).label,
            ),
            Told(gettext_lazy("Clase de vehículo"), "vehicle_class"),
            Told(gettext_lazy("Ruta"), "route"),
            Told(gettext_lazy("Precio"), "price", "number"),
            Told(gettext_lazy("Lista"), "tariffs.name"),
            Told(gettext_lazy("Cliente"), _customer),
            Told(gettext_lazy("Rige desde"), "tariffs.valid_from", "date"),
            Told(gettext_lazy("Rige hasta"), "tariffs.valid_until", "date"),
        ],
        rows=_exported,
    )
)
