"""Choices that the company keeps in lists of its own: causes, reasons, processes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.core.states import Recorded


class Listed(Recorded):
    """A choice of a list. One that is no longer offered stays on the records that chose it."""

    name = models.CharField(_("nombre"), max_length=120, unique=True)
    active = models.BooleanField(_("se ofrece"), default=True)

    LEGAL_FIELDS = ("name", "active")

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name
