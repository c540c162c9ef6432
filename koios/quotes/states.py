"""The states of a quote and the moves between them (domain 4)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("cotización", "Borrador")
    SENT = "sent", pgettext_lazy("cotización", "Enviada")
    APPROVED = "approved", pgettext_lazy("cotización", "Aprobada")
    REJECTED = "rejected", pgettext_lazy("cotización", "Rechazada")
    EXPIRED = "expired", pgettext_lazy("cotización", "Vencida")
    SUPERSEDED = "superseded", pgettext_lazy("cotización", "Reemplazada")
    VOIDED = "voided", pgettext_lazy("cotización", "Anulada")


MOVES = {
    Status.DRAFT: {Status.SENT},
    Status.SENT: {
        Status.APPROVED,
        Status.REJECTED,
        Status.EXPIRED,
        Status.SUPERSEDED,
        Status.VOIDED,
    },
}
