"""What hangs on a contract: its tariffs, its people, its requirements, its clauses."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koios.core.states import Recorded
from koios.customers.models import Contact, Requirement
from koios.quotes.models import Service, TaxCategory, Unit


class ContractTariff(models.Model):
    """A price that both sides agreed on, frozen with the contract or with an amendment."""

    TOLD = (
        *("service_id", "code", "description", "unit", "vehicle_class"),
        *("route", "price", "tax_category"),
    )

    contract = models.ForeignKey("contracts.Contract", models.CASCADE, related_name="tariffs")
    amendment = models.ForeignKey(
        "contracts.Amendment", models.CASCADE, null=True, related_name="tariffs"
    )
    position = models.PositiveSmallIntegerField()
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    code = models.CharField(_("código"), max_length=20, blank=True)
    description = models.CharField(_("descripción"), max_length=500)
    unit = models.CharField(_("unidad"), max_length=10, choices=Unit, default=Unit.UNIT)
    vehicle_class = models.CharField(_("clase de vehículo"), max_length=60, blank=True)
    route = models.CharField(_("ruta"), max_length=120, blank=True)
    price = models.DecimalField(_("precio"), max_digits=14, decimal_places=2)
    tax_category = models.CharField(
        _("IVA"), max_length=10, choices=TaxCategory, default=TaxCategory.EXCLUDED
    )

    class Meta:
        ordering = ["amendment", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="contract_tariff_not_negative")
        ]

    def __str__(self):
        return self.description[:60]

    def told(self) -> dict:
        """What it says, to copy it and to compare it."""
        return {name: getattr(self, name) for name in self.TOLD}


class ContractContact(models.Model):
    """A person of the customer and what they do in a contract."""

    class Role(models.TextChoices):
        SIGNS = "signs", _("Firma")
        SUPERVISES = "supervises", _("Supervisa")
        OPERATES = "operates", _("Coordina los servicios")
        PAYS = "pays", _("Recibe las facturas")
        CASES = "cases", _("Recibe las PQRS")

    contract = models.ForeignKey("contracts.Contract", models.CASCADE, related_name="contacts")
    role = models.CharField(max_length=10, choices=Role)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "role"], name="contract_contact_once")
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.contact}"


class ContractRequirement(Recorded):
    """A requirement of the customer's register that a contract promises to meet."""

    LEGAL_FIELDS = ("contract_id", "requirement_id", "amendment_id", "dropped_by_id")

    contract = models.ForeignKey("contracts.Contract", models.CASCADE, related_name="requirements")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="contracts")
    amendment = models.ForeignKey(  # that added it; empty: as it was signed
        "contracts.Amendment", models.CASCADE, null=True, related_name="added"
    )
    dropped_by = models.ForeignKey(
        "contracts.Amendment", models.SET_NULL, null=True, related_name="dropped"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "requirement"],
                condition=Q(dropped_by=None),
                name="contract_requirement_once",
            )
        ]

    def __str__(self):
        return str(self.requirement)


class ContractClause(models.Model):
    """A clause of a contract, from a template or written for it; its fields are filled when it is
    printed."""

    contract = models.ForeignKey("contracts.Contract", models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("título"), max_length=120)
    text = models.TextField(_("texto"), max_length=10_000)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title
