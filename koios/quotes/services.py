"""What the company sells: each service with its unit and how it stands before the IVA."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from koios.core import addresses
from koios.core import settings as company
from koios.core.states import Recorded
from koios.ui import formats


class Unit(models.TextChoices):
    """What a price is for."""

    TRIP = "trip", _("Viaje")
    HOUR = "hour", _("Hora")
    DAY = "day", _("Día")
    MONTH = "month", _("Mes")
    KM = "km", _("Kilómetro")
    PASSENGER = "passenger", _("Pasajero")
    VEHICLE = "vehicle", _("Vehículo")
    UNIT = "unit", _("Unidad")
    OTHER = "other", _("Otra")

    def word(self, quantity) -> str:
        """«viaje» of one, «viajes» of 22 or of 1,5; nothing where it has no name."""
        n = 1 if quantity == 1 else 2
        return {
            Unit.TRIP: ngettext("viaje", "viajes", n),
            Unit.HOUR: ngettext("hora", "horas", n),
            Unit.DAY: ngettext("día", "días", n),
            Unit.MONTH: ngettext("mes", "meses", n),
            Unit.KM: "km",
            Unit.PASSENGER: ngettext("pasajero", "pasajeros", n),
            Unit.VEHICLE: ngettext("vehículo", "vehículos", n),
            Unit.UNIT: ngettext("unidad", "unidades", n),
            Unit.OTHER: "",
        }[self]

    def counted(self, quantity) -> str:
        """«1 viaje», «22 viajes»"""
        decimals = max(0, -quantity.normalize().as_tuple().exponent)
        return f"{formats.number(quantity, decimals)} {self.word(quantity)}".strip()


class TaxCategory(models.TextChoices):
    """How a service stands before the IVA: four things, and two of them are not the same zero.

    Excluded: no IVA and no credit (public passenger transport by land, Estatuto Tributario
    art. 476 num. 9). Exempt: IVA at 0 %, with a right to credit.
    """

    EXCLUDED = "excluded", _("Excluido de IVA")
    EXEMPT = "exempt", _("Exento, 0 %")
    REDUCED = "reduced", _("IVA reducido")
    GENERAL = "general", _("IVA general")

    @property
    def rate(self) -> Decimal:
        """Its rate today, in percent: that of the settings, for a law may change it."""
        if self in (TaxCategory.REDUCED, TaxCategory.GENERAL):
            return Decimal(company.get(f"quotes.vat_{self.value}"))
        return Decimal(0)


class ServiceQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(active=True)

    def coded(self, code):
        """The service whose code a person wrote, in capitals or not."""
        return self.filter(code__iexact=code.strip()).first()


class Service(Recorded):
    """A service that the company offers, by its code."""

    LEGAL_FIELDS = ("code", "name", "unit", "tax_category", "active")

    code = models.CharField(
        _("código"),
        max_length=20,
        unique=True,
        error_messages={"unique": _("Ya hay un servicio con ese código.")},
    )
    name = models.CharField(_("nombre"), max_length=160)
    description = models.TextField(_("descripción"), max_length=2000, blank=True)
    unit = models.CharField(_("unidad"), max_length=10, choices=Unit, default=Unit.TRIP)
    tax_category = models.CharField(
        _("IVA"), max_length=10, choices=TaxCategory, default=TaxCategory.EXCLUDED
    )
    active = models.BooleanField(_("se ofrece"), default=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("servicio")
        verbose_name_plural = _("servicios")

    def __str__(self):
        return f"{self.code} {self.name}"

    def get_absolute_url(self):
        return addresses.to("quotes:service", self.pk)
