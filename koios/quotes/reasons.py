"""Why business was not won: the company's own list, and the list of conditions it offers under."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.core import audit
from koios.core.acts import act
from koios.core.lists import Listed
from koios.core.states import Recorded


class LossReason(Listed):
    """Why a quote was not taken, or a request ended without one. Some only the company may say."""

    for_customers = models.BooleanField(_("se ofrece al cliente"), default=True)

    class Meta(Listed.Meta):
        verbose_name = _("razón de pérdida")
        verbose_name_plural = _("razones de pérdida")


class Conditions(Recorded):
    """Conditions to begin a quote with: payment, cancellation, what is included."""

    LEGAL_FIELDS = ("name", "text", "active")

    name = models.CharField(_("nombre"), max_length=120, unique=True)
    text = models.TextField(_("texto"), max_length=10_000)
    active = models.BooleanField(_("se ofrece"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("condiciones")
        verbose_name_plural = _("condiciones")

    def __str__(self):
        return self.name


REASONS = (
    "Precio",
    "Eligió a otro proveedor",
    "No hay vehículos o fechas disponibles",
    "El servicio no cumple lo que pide",
    "Aplazó o canceló el proyecto",
    "Sin presupuesto",
    "No respondió",
    "Fuera de nuestra habilitación o cobertura",
    "Otra",
)
NOT_FOR_CUSTOMERS = ("No respondió", "Fuera de nuestra habilitación o cobertura")
GENERAL = """Valores en pesos colombianos, antes de retenciones.
Forma de pago: a 30 días de la factura, salvo otro acuerdo.
Incluye conductor, combustible, peajes y los seguros obligatorios del vehículo.
No incluye parqueaderos privados ni entradas a sitios.
Los cambios de horario o de recorrido se avisan con 24 horas; las cancelaciones, con 12."""


@act
def seed():
    """What a company of special transport may begin with, where its own lists are still empty."""
    if not LossReason.objects.exists():
        for name in REASONS:
            told = name not in NOT_FOR_CUSTOMERS
            LossReason(name=name, for_customers=told).begin(by=audit.SYSTEM, verb="seeded")
    if not Conditions.objects.exists():
        Conditions(name="Condiciones generales", text=GENERAL).begin(by=audit.SYSTEM, verb="seeded")
