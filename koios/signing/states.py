"""The states of a request and of each signer, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    PREPARING = "preparing", pgettext_lazy("firma", "Preparando")
    OPEN = "open", pgettext_lazy("firma", "En firma")
    SIGNED = "signed", pgettext_lazy("firma", "Firmado")
    DECLINED = "declined", pgettext_lazy("firma", "Rechazado")
    EXPIRED = "expired", pgettext_lazy("firma", "Vencido")
    CANCELLED = "cancelled", pgettext_lazy("firma", "Anulado")


MOVES = {
    Status.PREPARING: {Status.OPEN, Status.CANCELLED},
    Status.OPEN: {Status.SIGNED, Status.DECLINED, Status.EXPIRED, Status.CANCELLED},
}
ON_ITS_WAY = (Status.PREPARING, Status.OPEN)


class Step(models.TextChoices):
    """Where a signer stands."""

    WAITING = "waiting", pgettext_lazy("firmante", "Espera su turno")
    INVITED = "invited", pgettext_lazy("firmante", "Invitado")
    SIGNED = "signed", pgettext_lazy("firmante", "Firmó")
    DECLINED = "declined", pgettext_lazy("firmante", "No firmó")
    DELEGATED = "delegated", pgettext_lazy("firmante", "Delegó")
    REPLACED = "replaced", pgettext_lazy("firmante", "Reemplazado")
    INFORMED = "informed", pgettext_lazy("firmante", "Recibió copia")
    RELEASED = "released", pgettext_lazy("firmante", "Ya no firma")


STEPS = {
    Step.WAITING: {Step.INVITED, Step.REPLACED, Step.INFORMED, Step.RELEASED},
    Step.INVITED: {Step.SIGNED, Step.DECLINED, Step.DELEGATED, Step.REPLACED, Step.RELEASED},
}
TO_SIGN = (Step.WAITING, Step.INVITED)
OUT = (Step.DELEGATED, Step.REPLACED)  # somebody else took their place


class Kind(models.TextChoices):
    SIGNER = "signer", _("Firma")
    APPROVER = "approver", _("Aprueba")
    COPY = "copy", _("Recibe copia")


class Side(models.TextChoices):
    OURS = "ours", _("Por la empresa")
    THEIRS = "theirs", _("Por la otra parte")
