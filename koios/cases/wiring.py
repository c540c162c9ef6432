"""What PQRS tell those below of themselves: module, numbers, settings, doors, guards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.accounts.handovers import Handover, handovers
from koios.cases import belonging, forgetting, lists, searching, terms
from koios.cases.desk import phrases as sentences
from koios.cases.models import Answer, AssignmentRule, Case, CaseMessage, Letter
from koios.core import files, home, numbering, search, settings
from koios.core.permissions import register_module
from koios.customers import claims, erasure, merging
from koios.customers.record import (
    StorySource,
    customer_actions,
    customer_panels,
    story_sources,
    thread_steps,
)
from koios.office import calendar, counts, machine, phrases, post, queue
from koios.ui import shell

register_module("cases", _("PQRS"), order=30)

home.seeds.add("cases.terms", terms.seed)
home.seeds.add("cases.lists", lists.seed)

shell.doors.add("home", "public_cases:file")
shell.doors.add("follow", "public_cases:find")
shell.rail.add(
    shell.RailItem(
        "cases",
        _("PQRS"),
        "cases:cases",
        icon="message-report",
        module="cases",
        stage=True,
        order=170,
        count=counts.reader("cases"),
    )
)

counts.counters.add("cases", counts.Counter(belonging.all_open, module="cases"))
queue.sources.add(
    "cases",
    queue.Source("cases", _("PQRS"), "message-report", belonging.jobs, belonging.waiting, "cases"),
)
queue.starts.add(
    "cases",
    queue.Start(_("Registrar PQRS"), "cases:new_case", "plus", "cases", is_main=True),
)
calendar.affected.add("cases", belonging.moved_by)
handovers.add(
    "cases",
    Handover("cases", _("PQRS abiertas"), belonging.owned, belonging.hand_over, "cases"),
)
claims.readers.add("cases", belonging.readable_claims)
erasure.holds.add("cases", forgetting.why_kept)
merging.mergers.add("cases.case", merging.move_each(Case))
merging.mergers.add("cases.assignmentrule", merging.move_each(AssignmentRule))
story_sources.add("cases", StorySource(_("PQRS"), belonging.events_of))
thread_steps.add("cases", belonging.step_of)
customer_panels.add("cases", belonging.panel_of)
customer_actions.add("cases", belonging.action_of)
sentences.tell_the_trail(phrases)
for kind in Letter.Kind:
    post.kinds.add(f"case.{kind}", kind.label)
for key, label in {
    "message": _("Mensaje"),
    "forwarded": _("Traslado por competencia"),
    "digest": _("Resumen del día"),
    "report": _("Informe de PQRS"),
}.items():
    post.kinds.add(f"case.{key}", label)
for key, label in {
    "cases.alert_critical": _("Avisar de lo crítico"),
    "cases.lapse_the_uncompleted": _("Archivar lo que nadie completó a tiempo"),
    "cases.mark_claimed": _("Marcar los datos que alguien reclama"),
    "cases.alert_owners": _("Avisar de los términos que se acaban"),
    "cases.mail_digests": _("Enviar a cada persona sus PQRS del día"),
    "cases.monthly_report": _("Enviar el informe del mes"),
}.items():
    machine.names.add(key, label)
search.providers.add(
    "case",
    search.Provider(
        kind="case",
        label=_("PQRS"),
        module="cases",
        visible=lambda user, ids: Case.objects.visible_to(user).filter(pk__in=ids),
        records=lambda: Case.objects.select_related("petitioner", "customer"),
        index=searching.index,
        title=lambda case: f"{case.number} {case.subject}",
        note=lambda case: case.get_status_display(),
        icon="message-report",
    ),
)

numbering.register(
    "case",
    label=_("PQRS"),
    default_format="PQRS-{year}-{number:06d}",
    model="cases.case",
    among={"imported": False},
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
    "retention_years",
    forms.IntegerField(min_value=1, max_value=50),
    5,
    _("Años que se conserva una PQRS"),
    _("Mientras tanto no se suprimen los datos de quien la presentó."),
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


def _sees(key, user):
    return Case.objects.visible_to(user).filter(pk=key).exists()


def _child_file(model):
    def guard(user, file):
        case = model.objects.filter(pk=file.subject_id).values_list("case", flat=True).first()
        return case is not None and _sees(case, user)

    return guard


def _case_file(user, file):
    """A letter names who asked, so a reserved one is read on the case's page, which keeps it."""
    case = Case.objects.visible_to(user).filter(pk=file.subject_id).first()
    return case is not None and not (case.is_confidential and hasattr(file, "document"))


files.file_guards.add("cases.case", _case_file)
files.file_guards.add("cases.answer", _child_file(Answer))
files.file_guards.add("cases.casemessage", _child_file(CaseMessage))
