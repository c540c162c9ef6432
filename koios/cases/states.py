"""The states of a case and where each leads (domain 1.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    RECEIVED = "received", _("Recibida")
    IN_TRIAGE = "in_triage", _("En revisión")
    ASSIGNED = "assigned", _("Asignada")
    IN_PROGRESS = "in_progress", _("En gestión")
    AWAITING_PETITIONER = "awaiting", _("En espera")
    ANSWER_DRAFT = "answer_draft", _("Borrador")
    ANSWERED = "answered", _("Respondida")
    CLOSED = "closed", _("Cerrada")
    REOPENED = "reopened", _("Reabierta")
    TACITLY_WITHDRAWN = "tacitly_withdrawn", _("Desistimiento tácito")
    WITHDRAWN = "withdrawn", _("Desistida")
    TRANSFERRED = "transferred", _("Trasladada")
    REJECTED = "rejected", _("Rechazada")
    DUPLICATE = "duplicate", _("Duplicada")
    NOT_A_CASE = "not_a_case", _("No es una PQRS")


S = Status

EXITS = {S.WITHDRAWN, S.TRANSFERRED, S.REJECTED, S.DUPLICATE}
BEFORE_WORK = {S.RECEIVED, S.IN_TRIAGE}
BEFORE_ANSWER = BEFORE_WORK | {
    S.ASSIGNED,
    S.IN_PROGRESS,
    S.AWAITING_PETITIONER,
    S.ANSWER_DRAFT,
}
OPEN = BEFORE_ANSWER | {S.REOPENED}
ENDED = EXITS | {S.ANSWERED, S.CLOSED, S.TACITLY_WITHDRAWN, S.NOT_A_CASE}

MOVES = {
    S.RECEIVED: {S.IN_TRIAGE, S.ASSIGNED, S.NOT_A_CASE} | EXITS,
    S.IN_TRIAGE: {S.ASSIGNED, S.AWAITING_PETITIONER, S.NOT_A_CASE} | EXITS,
    S.ASSIGNED: {S.IN_PROGRESS, S.AWAITING_PETITIONER} | EXITS,
    S.IN_PROGRESS: {S.AWAITING_PETITIONER, S.ANSWER_DRAFT} | EXITS,
    # It goes back to the state it came from, which its suspension remembers.
    S.AWAITING_PETITIONER: {S.IN_TRIAGE, S.ASSIGNED, S.IN_PROGRESS, S.TACITLY_WITHDRAWN} | EXITS,
    S.ANSWER_DRAFT: {S.IN_PROGRESS, S.ANSWERED} | EXITS,
    S.ANSWERED: {S.CLOSED, S.REOPENED, S.IN_PROGRESS},
    S.CLOSED: {S.REOPENED},
    S.REOPENED: {S.IN_PROGRESS},
}
