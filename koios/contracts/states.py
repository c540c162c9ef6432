"""The states of a contract and of an amendment, and the moves between them (domain 5)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("contrato", "En preparación")
    SIGNED = "signed", pgettext_lazy("contrato", "Firmado")
    ACTIVE = "active", pgettext_lazy("contrato", "Vigente")
    SUSPENDED = "suspended", pgettext_lazy("contrato", "Suspendido")
    EXPIRED = "expired", pgettext_lazy("contrato", "Vencido")
    TERMINATED = "terminated", pgettext_lazy("contrato", "Terminado")
    LIQUIDATED = "liquidated", pgettext_lazy("contrato", "Liquidado")


MOVES = {
    Status.DRAFT: {Status.SIGNED, Status.TERMINATED},  # one that was prepared and never signed
    Status.SIGNED: {Status.ACTIVE, Status.TERMINATED},
    Status.ACTIVE: {Status.SUSPENDED, Status.EXPIRED, Status.TERMINATED},
    Status.SUSPENDED: {Status.ACTIVE, Status.EXPIRED, Status.TERMINATED},
    Status.EXPIRED: {Status.LIQUIDATED},
    Status.TERMINATED: {Status.LIQUIDATED},
}
IN_FORCE = (Status.SIGNED, Status.ACTIVE, Status.SUSPENDED)  # it binds both sides
OVER = (Status.EXPIRED, Status.TERMINATED, Status.LIQUIDATED)


class AmendmentStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("otrosí", "En preparación")
    SIGNED = "signed", pgettext_lazy("otrosí", "Firmado")
    DROPPED = "dropped", pgettext_lazy("otrosí", "Descartado")


AMENDMENT_MOVES = {
    AmendmentStatus.DRAFT: {AmendmentStatus.SIGNED, AmendmentStatus.DROPPED},
}
