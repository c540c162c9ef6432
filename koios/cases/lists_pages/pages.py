"""The lists of PQRS: what each is, its page, its form."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from koios.cases.lists_pages import forms, words
from koios.cases.models import AnswerTemplate, AssignmentRule, Cause, Process, Term
from koios.office.own_lists import List, Lists, Page


def _with_use(model):
    return lambda: model.objects.annotate(used=Count("case")).order_by("-active", "name")


TERMS = Page("terms", _("Términos"), Term)
LISTS = Lists(
    "cases",
    _("Listas de PQRS"),
    [
        List(
            "causes",
            "cause",
            Cause,
            forms.CauseForm,
            _("Causas"),
            _("Por qué pasó. Se escoge al cerrar una PQRS, y los informes cuentan por ella."),
            _with_use(Cause),
            _("Aún no hay causas. Sin ellas no se puede cerrar una PQRS."),
            "cases/lists/choices.html",
            new=_("Causa nueva"),
        ),
        List(
            "processes",
            "process",
            Process,
            forms.ProcessForm,
            _("Procesos"),
            _("Dónde pasó, con los nombres de su mapa de procesos."),
            _with_use(Process),
            _("Aún no hay procesos. Sin ellos no se puede cerrar una PQRS."),
            "cases/lists/choices.html",
            new=_("Proceso nuevo"),
        ),
        List(
            "templates",
            "template",
            AnswerTemplate,
            forms.TemplateForm,
            _("Plantillas de respuesta"),
            _(
                "Textos para empezar una respuesta. Los campos entre llaves toman los datos del "
                "caso."
            ),
            lambda: AnswerTemplate.objects.order_by("-active", "name"),
            _("Aún no hay plantillas. Las respuestas empiezan en blanco."),
            "cases/lists/templates.html",
            "cases/lists/template.html",
            new=_("Plantilla nueva"),
            preview=words.preview,
            told={"fields": AnswerTemplate.FIELDS.items()},
        ),
        List(
            "rules",
            "rule",
            AssignmentRule,
            forms.RuleForm,
            _("Reglas de asignación"),
            _("De quién es una PQRS nueva. Decide la primera regla que se cumple."),
            lambda: AssignmentRule.objects.select_related("customer", "owner", "area").order_by(
                "-active", "order", "pk"
            ),
            _("Aún no hay reglas: las nuevas quedan sin asignar, en el área que atiende."),
            "cases/lists/rules.html",
            "cases/lists/rule.html",
            new=_("Regla nueva"),
            name=words.rule_in_words,
        ),
    ],
    [TERMS],
)
