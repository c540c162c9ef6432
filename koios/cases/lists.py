"""The company's own lists: causes, processes, templates of answers, rules of assignment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import Area, User
from koios.cases.terms import Kind
from koios.core.states import Recorded
from koios.customers.models import Customer


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


class Cause(Listed):
    """Why it happened, for the analysis of a period."""

    class Meta(Listed.Meta):
        verbose_name = _("causa")
        verbose_name_plural = _("causas")


class Process(Listed):
    """The process of the company in which it happened."""

    class Meta(Listed.Meta):
        verbose_name = _("proceso")
        verbose_name_plural = _("procesos")


class AnswerTemplate(Recorded):
    """A text to begin an answer with; fields in braces take the data of the case."""

    FIELDS = ("nombre", "radicado", "recibido", "asunto", "tipo", "vence", "firma", "empresa")

    name = models.CharField(_("nombre"), max_length=120, unique=True)
    kind = models.CharField(
        _("tipo"), max_length=24, choices=Kind, blank=True, help_text=_("Vacío: para todos.")
    )
    text = models.TextField(_("texto"))
    active = models.BooleanField(_("se ofrece"), default=True)

    LEGAL_FIELDS = ("name", "kind", "text", "active")

    class Meta:
        ordering = ["name"]
        verbose_name = _("plantilla de respuesta")
        verbose_name_plural = _("plantillas de respuesta")

    def __str__(self):
        return self.name


class AssignmentRule(Recorded):
    """Whose a new case is: the first rule that fits decides; an empty condition fits all."""

    order = models.PositiveSmallIntegerField(_("orden"), default=100)
    kind = models.CharField(_("tipo"), max_length=24, choices=Kind, blank=True)
    customer = models.ForeignKey(
        Customer, models.CASCADE, null=True, blank=True, verbose_name=_("cliente")
    )
    words = models.CharField(
        _("palabras"),
        max_length=300,
        blank=True,
        help_text=_("Separadas por comas; basta una en el asunto, los hechos o la solicitud."),
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name=_("área"))
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name=_("responsable")
    )
    active = models.BooleanField(_("activa"), default=True)

    LEGAL_FIELDS = ("order", "kind", "customer_id", "words", "area_id", "owner_id", "active")

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("regla de asignación")
        verbose_name_plural = _("reglas de asignación")

    def __str__(self):
        return f"{self.order}"
