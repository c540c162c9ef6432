"""The lines of a quote while somebody writes them: as they were typed, each with the price found.

A row keeps its number for as long as it is on the page, wherever it is moved: what is typed, the
place of the cursor and what is wrong with it stay with it.
"""

from decimal import Decimal

from django import forms
from django.db.models.functions import Upper
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.quotes import pricing
from koios.quotes.models import QuoteLine, Service, TaxCategory, Unit
from koios.quotes.tariffs import Prices
from koios.ui import formats
from koios.ui.numbers import NumberField, written

MOST = 120  # each is a dozen fields of the form
BLANK = {"quantity": "1", "unit": Unit.TRIP.value, "tax_category": TaxCategory.EXCLUDED.value}


class LineForm(forms.Form):
    """What a line asks for."""

    code = forms.CharField(label=gettext_lazy("Código"), max_length=20, required=False)
    description = forms.CharField(
        label=gettext_lazy("Descripción"),
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Escriba qué se ofrece.")},
    )
    quantity = NumberField(
        label=gettext_lazy("Cantidad"),
        max_digits=12,
        decimal_places=3,
        error_messages={"required": gettext_lazy("Escriba cuánto.")},
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unidad"), choices=Unit.choices)
    price = NumberField(
        label=gettext_lazy("Precio"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        error_messages={
            "required": gettext_lazy("Escriba el precio."),
            "min_value": gettext_lazy("El precio no puede ser negativo."),
        },
    )
    discount = NumberField(
        label=gettext_lazy("Descuento, %"),
        thousands=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        error_messages={"max_value": gettext_lazy("El descuento va de 0 a 100 %.")},
    )
    tax_category = forms.ChoiceField(label=gettext_lazy("IVA"), choices=TaxCategory.choices)
    optional = forms.BooleanField(label=gettext_lazy("Opcional"), required=False)
    section = forms.CharField(label=gettext_lazy("Sección"), max_length=120, required=False)
    vehicle_class = forms.CharField(
        label=gettext_lazy("Clase de vehículo"), max_length=60, required=False
    )
    route = forms.CharField(label=gettext_lazy("Ruta"), max_length=120, required=False)
    known = forms.CharField(required=False, widget=forms.HiddenInput)
    found = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_quantity(self):
        quantity = self.cleaned_data["quantity"]
        if quantity <= 0:
            raise forms.ValidationError(_("Escriba una cantidad mayor que cero."))
        return quantity

    def clean_discount(self):
        return self.cleaned_data["discount"] or Decimal(0)


TOLD = tuple(name for name in LineForm.base_fields if name not in ("known", "found"))
ATTRIBUTES = {
    "code": {"list": "servicios", "autocomplete": "off"},
    "description": {"rows": 1},
    "vehicle_class": {"list": "clases"},
    "route": {"list": "rutas"},
}
CLASSES = {
    "unit": "form-select",
    "tax_category": "form-select",
    "optional": "form-check-input",
}


class Row:
    """A line as it was typed. `known` is the code that it was filled in from, `found` the price
    that was found for it: what a person wrote themselves is never written over."""

    form_class = LineForm
    more = ("section", "vehicle_class", "route")  # what waits behind «Más»

    def __init__(self, number, typed):
        self.number = number
        self.typed = {name: typed.get(name, "") for name in self.form_class.base_fields}
        self.came = dict(self.typed)
        self.service, self.price = None, None
        self.is_judged, self.is_new = False, False

    @property
    def prefix(self):
        return f"line-{self.number}"

    @property
    def is_blank(self):
        return not any(self.typed[name].strip() for name in ("code", "description", "price"))

    @property
    def has_more(self):
        """Whether what waits behind «Más» says something, or is wrong."""
        return any(self.typed[name] or self.error_of(name) for name in self.more)

    @cached_property
    def form(self):
        data = {f"{self.prefix}-{name}": value for name, value in self.typed.items()}
        return self.form_class(data, prefix=self.prefix, auto_id="%s")

    @property
    def errors(self) -> dict:
        """What is to correct, once somebody asked to save."""
        return self.form.errors if self.is_judged and not self.is_blank else {}

    def error_of(self, name):
        return self.errors.get(name, [""])[0]

    @property
    def wrong(self) -> list:
        """What is to correct: name of the field, the id of its control, what is wrong."""
        return [
            (self.form[name].label, f"{self.prefix}-{name}", said[0])
            for name, said in self.errors.items()
        ]

    @cached_property
    def line(self) -> QuoteLine | None:
        """The line that this would be; None while something lacks."""
        if self.is_blank or not self.form.is_valid():
            return None
        return QuoteLine(**self.told()).settle()

    @property
    def net(self):
        return formats.pesos(self.line.net) if self.line else ""

    @property
    def controls(self) -> dict:
        """Each control as the page shows it."""
        return {name: self._drawn(name) for name in self.typed}

    @property
    def renewed(self) -> list:
        """The controls that now say something else than was typed, to be put in their places."""
        return [
            self._drawn(name, hx_swap_oob="true")
            for name in self.typed
            if self.typed[name] != self.came[name]
        ]

    @cached_property
    def _shown(self):
        """The form that is drawn: nothing is marked as wrong before somebody asked to save."""
        if self.errors:
            return self.form
        return self.form_class(
            initial=self.typed,
            prefix=self.prefix,
            auto_id="%s",
            use_required_attribute=False,
        )

    def _drawn(self, name, **extra):
        bound = self._shown[name]
        attrs = {"id": f"{self.prefix}-{name}", "class": CLASSES.get(name, "form-control")}
        attrs |= ATTRIBUTES.get(name, {}) | {
            key.replace("_", "-"): told for key, told in extra.items()
        }
        if self.is_new and name == "code":
            attrs["autofocus"] = True
        if self.error_of(name):
            attrs |= {"aria-invalid": "true", "aria-describedby": f"{self.prefix}-{name}-error"}
        return bound.as_widget(attrs=attrs)

    def told(self) -> dict:
        """As `Quote.draft` takes it."""
        told = {name: self.form.cleaned_data[name] for name in TOLD}
        has_tariff = self.price is not None and told["price"] == self.price.amount
        return {
            **told,
            "service": self.service,
            "source": self.price.source if has_tariff else "",
        }

    @property
    def note(self) -> str:
        """Where the price comes from, or why none was found."""
        if self.service is None:
            is_unknown = bool(self.typed["code"].strip())
            return _("No está entre los servicios: queda como texto libre.") if is_unknown else ""
        if self.price is None:
            return _("Ninguna tarifa lo dice: escriba el precio.")
        if not self.has_other_price:
            return self.price.source
        return _("La tarifa es %(price)s: %(source)s") % {
            "price": formats.pesos(self.price.amount),
            "source": self.price.source,
        }

    @property
    def has_other_price(self):
        return self.price is not None and self.typed["price"] != written(self.price.amount)

    # As the tariffs have it

    def fill(self, services, prices):
        """Take from the service what nobody wrote: words, unit, tax, price."""
        self.service = services.get(self.typed["code"].strip().upper())
        if self.service is None:
            self.typed["known"] = ""
            return
        if self.typed["known"] != self.service.code:
            before = services.get(self.typed["known"].upper())
            if self.typed["description"].strip() in ("", before and words_of(before)):
                self.typed["description"] = words_of(self.service)
            self.typed |= {
                "code": self.service.code,
                "known": self.service.code,
                "unit": self.service.unit,
                "tax_category": self.service.tax_category,
            }
        self.price = prices.of(self.service, self.typed["vehicle_class"], self.typed["route"])
        if self.price and self.typed["price"].strip() in ("", self.typed["found"]):
            self.take_tariff()

    def take_tariff(self):
        if self.price:
            self.typed["price"] = self.typed["found"] = written(self.price.amount)


class Lines:
    """All the rows, in the order in which they stand. `url` answers to what is pressed in them."""

    row_class = Row
    sums_up = True
    url = reverse_lazy("quotes:writing")

    def __init__(self, rows):
        self.rows = rows

    @classmethod
    def typed(cls, told):
        """From a form that was sent: the field `line` says which rows there are, and in which
        order."""
        numbers = [int(text) for text in told.getlist("line")[:MOST] if text.isdecimal()]
        names = cls.row_class.form_class.base_fields
        return cls(
            [
                cls.row_class(
                    number, {name: told.get(f"line-{number}-{name}", "") for name in names}
                )
                for number in dict.fromkeys(numbers)
            ]
        )

    @classmethod
    def of(cls, lines):
        """Of a quote, a template, or none: then there is one to begin with."""
        rows = [cls.row_class(number, _typed(told)) for number, told in enumerate(lines, start=1)]
        return cls(rows or [cls.row_class(1, BLANK)])

    def fill(self, *, customer, on):
        """Find each service and what it costs for this customer on that day."""
        services = services_coded(
            row.typed[name] for row in self.rows for name in ("code", "known")
        )
        prices = Prices(services.values(), on=on, customer=customer)
        for row in self.rows:
            row.fill(services, prices)
        return self

    def do(self, what):
        """Add, take out or move a row, or take its tariff: «add», «remove-3», «up-3»."""
        verb, _dash, told = what.partition("-")
        at = next((at for at, row in enumerate(self.rows) if str(row.number) == told), None)
        if verb == "add" and not self.is_full:
            self._add(len(self.rows) if at is None else at + 1)
        elif at is None:
            return
        elif verb == "remove":
            self.rows.pop(at)
            if not self.rows:
                self._add(0)
        elif verb == "tariff":
            self.rows[at].take_tariff()
        elif verb in ("up", "down"):
            row = self.rows.pop(at)
            self.rows.insert(max(0, at - 1 if verb == "up" else at + 1), row)

    @property
    def is_full(self):
        return len(self.rows) >= MOST

    @property
    def is_valid(self):
        for row in self.rows:
            row.is_judged = True
        return all(row.is_blank or row.form.is_valid() for row in self.rows)

    @property
    def wrong(self) -> list:
        """What is to correct: the place of the line, the field, the id of its control, why."""
        return [(at, *one) for at, row in enumerate(self.rows, start=1) for one in row.wrong]

    @property
    def sums(self) -> pricing.Totals:
        """Of what counts, as far as it is written."""
        lines = (row.line for row in self.rows)
        return pricing.totals(line for line in lines if line and line.counts)

    @property
    def is_whole(self):
        """Whether every row that says something can be summed up."""
        return all(row.is_blank or row.line for row in self.rows)

    def told(self) -> list:
        """As `Quote.draft` takes them."""
        return [row.told() for row in self.rows if not row.is_blank]

    def _add(self, at):
        number = max((row.number for row in self.rows), default=0) + 1
        section = self.rows[at - 1].typed.get("section", "") if at else ""
        row = self.row_class(number, {**BLANK, "section": section})
        row.is_new = True
        self.rows.insert(at, row)


def services_coded(codes) -> dict:
    """The services with these codes, by their code in capitals."""
    wanted = {code.strip().upper() for code in codes} - {""}
    if not wanted:
        return {}
    found = Service.objects.annotate(capitals=Upper("code")).filter(capitals__in=wanted)
    return {service.capitals: service for service in found}


def words_of(service) -> str:
    """What a line says of a service when nobody says anything else."""
    if service.description.strip() in ("", service.name):
        return service.name
    return f"{service.name}\n{service.description.strip()}"


def _typed(told) -> dict:
    """A line that stands, as it would have been typed."""
    typed = {name: str(told.get(name) or "") for name in TOLD}
    typed |= {name: written(Decimal(told[name])) for name in ("quantity", "price") if name in told}
    discount = Decimal(told.get("discount") or 0)
    typed["discount"] = written(discount) if discount else ""
    typed["optional"] = "on" if told.get("optional") else ""
    typed["known"] = typed["code"] if told.get("service_id") or told.get("service") else ""
    typed["found"] = typed["price"] if told.get("source") else ""
    return {**BLANK, **{name: value for name, value in typed.items() if value}}
