"""The lists of PQRS: what each is, its page, its form."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koios.cases.lists_pages import forms
from koios.cases.models import AnswerTemplate, AssignmentRule, Cause, Process


@dataclass(frozen=True)
class List:
    """A list that the company keeps: `causes` with `cause` and `new_cause`."""

    slug: str
    one: str
    model: type
    form: type
    title: str
    text: str
    new: str
    rows: Callable
    empty: str

    @property
    def url(self):
        return reverse(f"cases:{self.slug}")

    @property
    def new_url(self):
        return reverse(f"cases:new_{self.one}")

    def url_of(self, record):
        return reverse(f"cases:{self.one}", args=[record.pk])


def _with_use(model):
    return lambda: model.objects.annotate(used=Count("case")).order_by("-active", "name")


LISTS = [
    List(
        "causes",
        "cause",
        Cause,
        forms.CauseForm,
        _("Causas"),
        _("Por qué pasó. Se escoge al cerrar una PQRS, y los informes cuentan por ella."),
        _("Causa nueva"),
        _with_use(Cause),
        _("Aún no hay causas. Sin ellas no se puede cerrar una PQRS."),
    ),
    List(
        "processes",
        "process",
        Process,
        forms.ProcessForm,
        _("Procesos"),
        _("Dónde pasó, con los nombres de su mapa de procesos."),
        _("Proceso nuevo"),
        _with_use(Process),
        _("Aún no hay procesos. Sin ellos no se puede cerrar una PQRS."),
    ),
    List(
        "templates",
        "template",
        AnswerTemplate,
        forms.TemplateForm,
        _("Plantillas de respuesta"),
        _("Textos para empezar una respuesta. Los campos entre llaves toman los datos del caso."),
        _("Plantilla nueva"),
        lambda: AnswerTemplate.objects.order_by("-active", "name"),
        _("Aún no hay plantillas. Las respuestas empiezan en blanco."),
    ),
    List(
        "rules",
        "rule",
        AssignmentRule,
        forms.RuleForm,
        _("Reglas de asignación"),
        _("De quién es una PQRS nueva. Decide la primera regla que se cumple."),
        _("Regla nueva"),
        lambda: AssignmentRule.objects.select_related("customer", "owner", "area").order_by(
            "-active", "order", "pk"
        ),
        _("Aún no hay reglas: las nuevas quedan sin asignar, en el área que atiende."),
    ),
]
