"""The lines of a quote: what is offered, how much of it, at which price."""

import hashlib
import json
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koios.quotes import pricing
from koios.quotes.services import Service, TaxCategory, Unit

ZERO = Decimal(0)


class QuoteLine(models.Model):
    """One thing that a quote offers. An optional one counts when the customer ticks it."""

    TOLD = (
        *("section", "service_id", "code", "description", "unit", "quantity", "price"),
        *("discount", "tax_category", "tax_rate", "optional", "chosen"),
        *("vehicle_class", "route", "source"),
    )

    quote = models.ForeignKey("quotes.Quote", models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    section = models.CharField(_("sección"), max_length=120, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(_("código"), max_length=20, blank=True)
    description = models.TextField(_("descripción"), max_length=2000)
    unit = models.CharField(_("unidad"), max_length=10, choices=Unit, default=Unit.UNIT)
    quantity = models.DecimalField(_("cantidad"), max_digits=12, decimal_places=3)
    price = models.DecimalField(_("precio"), max_digits=14, decimal_places=2)
    discount = models.DecimalField(_("descuento, %"), max_digits=5, decimal_places=2, default=ZERO)
    tax_category = models.CharField(
        _("IVA"), max_length=10, choices=TaxCategory, default=TaxCategory.EXCLUDED
    )
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2, default=ZERO)
    optional = models.BooleanField(_("opcional"), default=False)
    chosen = models.BooleanField(default=False)  # an optional one that the customer ticked
    vehicle_class = models.CharField(_("clase de vehículo"), max_length=60, blank=True)
    route = models.CharField(_("ruta"), max_length=120, blank=True)
    source = models.CharField(max_length=300, blank=True)  # where the price came from
    net = models.DecimalField(max_digits=16, decimal_places=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "position"], name="quote_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, price__gte=0, discount__gte=0, discount__lte=100),
                name="quote_line_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(optional=True) | Q(chosen=False), name="quote_line_chosen_is_optional"
            ),
        ]

    def __str__(self):
        return self.description[:60]

    @property
    def amount(self) -> str:
        """«2 meses»"""
        return Unit(self.unit).counted(self.quantity)

    @property
    def gross(self) -> Decimal:
        """Before its discount, in whole pesos."""
        return pricing.gross_of(self.quantity, self.price)

    @property
    def counts(self) -> bool:
        """Whether it is part of the total."""
        return self.chosen or not self.optional

    def settle(self):
        """Work out what follows from the rest: its rate of today and its net. A number that was
        given whole is a decimal from here on, as the database will give it back."""
        for name in ("quantity", "price", "discount"):
            setattr(self, name, self._meta.get_field(name).to_python(getattr(self, name)))
        self.tax_rate = TaxCategory(self.tax_category).rate
        self.net = pricing.net_of(self.quantity, self.price, self.discount)
        return self

    def told(self) -> dict:
        """What it says, without which quote it is of: to copy it, to compare it."""
        return {name: getattr(self, name) for name in self.TOLD}


def digest_of(lines) -> str:
    """SHA-256 over what the lines say, in order: it stands among the quote's legal fields, so a
    line that was edited behind the program's back is seen by `check`."""
    rows = [[_plain(value) for value in (*line.told().values(), line.net)] for line in lines]
    told = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def main_service_of(lines) -> int | None:
    """The key of the service that most of the value is of; the first of those that are even."""
    sums = {}
    for line in lines:
        if line.counts and line.service_id:
            sums[line.service_id] = sums.get(line.service_id, ZERO) + line.net
    return max(sums, key=sums.get, default=None)


def _plain(value):
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if value is None or isinstance(value, bool | int) else str(value)
