"""The states of a verification and of a checklist, and the moves between them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    PENDING = "pending", pgettext_lazy("verificación", "Por empezar")
    IN_PROGRESS = "in_progress", pgettext_lazy("verificación", "En curso")
    DONE = "done", pgettext_lazy("verificación", "Terminada")
    CANCELLED = "cancelled", pgettext_lazy("verificación", "Cancelada")
    VOIDED = "voided", pgettext_lazy("verificación", "Anulada")


MOVES = {
    Status.PENDING: {Status.IN_PROGRESS, Status.CANCELLED},
    Status.IN_PROGRESS: {Status.DONE, Status.CANCELLED},
    Status.DONE: {Status.VOIDED},
}
OPEN = (Status.PENDING, Status.IN_PROGRESS)
STANDING = (*OPEN, Status.DONE)  # those of which a contract has one a year


class ChecklistStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("lista de verificación", "En preparación")
    IN_USE = "in_use", pgettext_lazy("lista de verificación", "En uso")
    RETIRED = "retired", pgettext_lazy("lista de verificación", "Retirada")


CHECKLIST_MOVES = {
    ChecklistStatus.DRAFT: {ChecklistStatus.IN_USE},
    ChecklistStatus.IN_USE: {ChecklistStatus.RETIRED},
}
