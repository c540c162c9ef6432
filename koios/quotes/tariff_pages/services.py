"""The services that the company sells: the list, the form, one service and its prices."""

from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from koios.core import addresses, calendar, exports
from koios.core.permissions import EDIT, SEE, requires
from koios.customers.forms.fields import NameField
from koios.quotes.models import Service, Tariff, TaxCategory, Unit
from koios.quotes.tariff_pages import showing
from koios.ui import states
from koios.ui.lists import Filters, Sort, Tab, address
from koios.ui.paging import page
from koios.ui.rows import Column, Row, Rows, link, sub

TABS = {
    "offered": gettext_lazy("Se ofrecen"),
    "retired": gettext_lazy("Retirados"),
    "all": gettext_lazy("Todos"),
}
EMPTY = {
    "offered": gettext_lazy("Aún no hay servicios."),
    "retired": gettext_lazy("Aquí quedan los que ya no se ofrecen."),
    "all": gettext_lazy("Aún no hay servicios."),
}
WAYS = {"code": ("code", "pk"), "name": ("name", "pk")}
NOTES = {"code": gettext_lazy("Por código"), "name": gettext_lazy("Por nombre")}
ANY = ("", gettext_lazy("Cualquiera"))


class ServiceForm(forms.ModelForm):
    """A service by its code; the verbs of the record save it."""

    name = NameField(label=gettext_lazy("Nombre"), max_length=160)

    class Meta:
        model = Service
        fields = ["code", "name", "description", "unit", "tax_category", "active"]
        help_texts = {
            "code": gettext_lazy("Corto, como se escribe al cotizar: RUT-01."),
            "description": gettext_lazy("Qué incluye. Va a la cotización y allí se puede cambiar."),
            "tax_category": gettext_lazy(
                "El transporte terrestre público de pasajeros está excluido (E. T., art. 476)."
            ),
            "active": gettext_lazy("Si no se ofrece, sus precios y cotizaciones se conservan."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["active"]

    def clean_code(self):
        code = " ".join(self.cleaned_data["code"].split())
        same = Service.objects.filter(code__iexact=code).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(_("Ya hay un servicio con ese código."))
        return code

    def _post_clean(self):
        """The instance is left as it was: `amend` looks at what changed."""


class ListForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    unit = forms.ChoiceField(
        label=gettext_lazy("Unidad"), required=False, choices=[ANY, *Unit.choices]
    )
    tax = forms.ChoiceField(
        label=gettext_lazy("IVA"), required=False, choices=[ANY, *TaxCategory.choices]
    )


class ServiceRow(Row):
    """What the list has read of a service."""

    def get_absolute_url(self):
        return addresses.to("quotes:service", self.pk)


ROWS = Rows(
    gettext_lazy("Servicios de esta lista"),
    Column(
        gettext_lazy("Código"),
        lambda service: link(service.get_absolute_url(), service.code, "id"),
        ("code",),
        css="cell-no",
        sort="code",
    ),
    Column(
        gettext_lazy("Servicio"),
        lambda service: format_html(
            "{} {}",
            link(service.get_absolute_url(), service.name),
            sub(" ".join(service.description.split())[:110]),
        ),
        ("name", "description"),
        css="cell-subject",
        sort="name",
    ),
    Column(
        gettext_lazy("Unidad"), lambda service: Unit(service.unit).label, ("unit",), css="cell-who"
    ),
    Column(
        gettext_lazy("IVA"),
        lambda service: TaxCategory(service.tax_category).label,
        ("tax_category",),
        css="cell-due",
        look="quiet",
    ),
    Column(
        gettext_lazy("Estado"),
        lambda service: states.draw(showing.offered(service)),
        ("active",),
        css="cell-state cell-last",
    ),
    row=ServiceRow,
)


class ServiceList:
    """The services as the address asks for them."""

    def __init__(self, request):
        self.request = request
        self.filters = Filters(ListForm, request, placeholder=_("Código o nombre"))
        asked = request.GET.get("tab", "")
        self.tab = asked if asked in TABS else "offered"
        self.sort = Sort(request, WAYS)

    @cached_property
    def page(self):
        return ROWS.page(self.services, self.request, self.sort.keys)

    @property
    def table(self):
        return ROWS.draw(self.page, self.sort)

    @property
    def in_order(self):
        return self.services.order_by(*self.sort.keys)

    @property
    def services(self):
        rows = Service.objects.all()
        if self.tab != "all":
            rows = rows.filter(active=self.tab == "offered")
        told = self.filters.values
        if "q" in told:
            rows = rows.filter(Q(code__icontains=told["q"]) | Q(name__icontains=told["q"]))
        simple = {"unit": "unit", "tax": "tax_category"}
        return rows.filter(**{simple[name]: told[name] for name in told if name in simple})

    @property
    def tabs(self):
        return [
            Tab(label, address(self.request, tab=name), None, name == self.tab)
            for name, label in TABS.items()
        ]

    @property
    def note(self):
        return NOTES[self.sort.chosen.lstrip("-")]

    @property
    def empty(self):
        return _("Ninguno cumple los filtros.") if self.filters.values else EMPTY[self.tab]


SERVICES = exports.add(
    exports.Export(
        "services",
        gettext_lazy("Servicios"),
        "quotes",
        columns=[
            exports.Column(gettext_lazy("Código"), "code"),
            exports.Column(gettext_lazy("Servicio"), "name"),
            exports.Column(gettext_lazy("Descripción"), "description"),
            exports.Column(gettext_lazy("Unidad"), "get_unit_display"),
            exports.Column(gettext_lazy("IVA"), "get_tax_category_display"),
            exports.Column(gettext_lazy("Se ofrece"), "active", "yes_no"),
        ],
        rows=lambda user, query: ServiceList(SimpleNamespace(user=user, GET=query)).in_order,
    )
)


@requires("quotes", SEE)
@require_safe
def services(request):
    told = {"list": ServiceList(request), "may_edit": request.user.may("quotes", EDIT)}
    return render(request, "quotes/tariffs/services.html", told)


@requires("quotes", SEE)
@require_safe
def export(request, form):
    return SERVICES.respond(request, form)


@requires("quotes", EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_service(request):
    form = ServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        service = Service(**form.cleaned_data).begin(by=request.user)
        messages.success(request, _("%(name)s quedó en la lista.") % {"name": service})
        return redirect(service)
    return render(request, "quotes/tariffs/service_form.html", {"form": form}, status=_status(form))


@requires("quotes", EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request, pk):
    """Correct it, or stop offering it."""
    here = get_object_or_404(Service, pk=pk)
    form = ServiceForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        here.amend(by=request.user, **form.cleaned_data)
        messages.success(request, _("Quedó guardado."))
        return redirect(here)
    told = {"form": form, "service": here}
    return render(request, "quotes/tariffs/service_form.html", told, status=_status(form))


@requires("quotes", SEE)
@require_safe
def service(request, pk):
    """One service: what it costs today, and all that it ever cost."""
    here = get_object_or_404(Service, pk=pk)
    today = calendar.today()
    told = {
        "service": here,
        "state": showing.offered(here),
        "facts": [
            (_("Unidad"), here.get_unit_display()),
            (_("IVA"), here.get_tax_category_display()),
        ],
        "prices": _prices(here, request, today),
        "events": showing.story_of(here, request.user),
        "may_edit": request.user.may("quotes", EDIT),
    }
    return render(request, "quotes/tariffs/service.html", told)


def _prices(service, request, today):
    """Every price it ever had, the latest list first."""
    prices = Tariff.objects.filter(service=service).select_related("tariffs__customer")
    return page(
        prices,
        request,
        ("-tariffs__valid_from", "class_key", "route_key", "-pk"),
        size=25,
        row=lambda tariff: Priced(tariff, today),
    )


class Priced:
    """A price with the list that says it, as the history of its service shows it."""

    def __init__(self, tariff, today):
        self.tariff, self.list = tariff, tariff.tariffs
        self.amount = showing.pesos(tariff.price)
        self.fit = showing.fit(tariff)
        self.validity = showing.validity(self.list)
        self.state = showing.state_of(self.list, today)

    @property
    def whose(self):
        return self.list.customer or _("Todos")


def _status(form):
    return 422 if form.errors else 200
