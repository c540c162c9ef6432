"""What PQRS tell the base of themselves: module, numbers, settings, guards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.cases.models import Answer, Case, CaseMessage
from koios.core import files, numbering, settings
from koios.core.permissions import register_module

register_module("cases", _("PQRS"), order=30)

numbering.register(
    "case", label=_("PQRS"), default_format="PQRS-{year}-{number:06d}", model="cases.case"
)

settings.define_group("cases", _("PQRS"), order=50, module="cases")


def _setting(key, field, default, label, help=""):
    settings.define(f"cases.{key}", field, default=default, group="cases", label=label, help=help)


_setting(
    "approval_required",
    forms.BooleanField(required=False),
    True,
    _("Las respuestas se aprueban antes de enviarlas"),
)
_setting(
    "approval_by_another",
    forms.BooleanField(required=False),
    True,
    _("Aprueba una persona distinta de quien escribió"),
)
_setting(
    "reopen_days",
    forms.IntegerField(min_value=1, max_value=90),
    10,
    _("Días hábiles para decir que la respuesta no resolvió"),
)
_setting(
    "default_area",
    forms.CharField(required=False, max_length=80),
    "Servicio al Cliente",
    _("Área que atiende cuando ninguna regla decide"),
)
_setting(
    "safety_words",
    settings.ListField(required=False),
    [
        "accidente",
        "choque",
        "herido",
        "lesión",
        "embriagado",
        "borracho",
        "alcohol",
        "exceso de velocidad",
        "acoso",
        "abuso",
        "menor de edad",
        "amenaza",
        "arma",
    ],
    _("Palabras que hacen crítica una PQRS"),
    _("Una por línea. Avisan de inmediato al responsable y al jefe del área."),
)


def _sees(case, user):
    return Case.objects.visible_to(user).filter(pk=case).exists()


def _case_file(user, file):
    return _sees(file.subject_id, user)


def _child_file(model):
    def guard(user, file):
        case = model.objects.filter(pk=file.subject_id).values_list("case", flat=True).first()
        return case is not None and _sees(case, user)

    return guard


files.file_guards.add("cases.case", _case_file)
files.file_guards.add("cases.answer", _child_file(Answer))
files.file_guards.add("cases.casemessage", _child_file(CaseMessage))
