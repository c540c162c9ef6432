"""What the page of a case shows besides its story: the term, what can be done, the data."""

from django.urls import reverse
from django.utils.translation import gettext as _

from koios.actions.models import Finding
from koios.cases import showing
from koios.cases.answering import Answer
from koios.cases.desk import acts
from koios.cases.desk.forms import PriorityForm
from koios.cases.models import Case, Status
from koios.cases.states import BEFORE_WORK
from koios.core import calendar
from koios.core import settings as company
from koios.core.files import File
from koios.core.permissions import APPROVE, EDIT, SEE
from koios.core.together import along
from koios.customers.identity import written

# What stands as buttons in each state; the rest waits behind the three dots
FIRST = {
    Status.RECEIVED: ("assignment", "kind"),
    Status.IN_TRIAGE: ("assignment", "information"),
    Status.ASSIGNED: ("information", "extension"),
    Status.IN_PROGRESS: ("information", "extension"),
    Status.AWAITING_PETITIONER: ("resumption", "more-time"),
    Status.ANSWERED: ("closing", "reopening"),
    Status.CLOSED: ("reopening",),
}


class Shown:
    """A case as a person of the company sees it."""

    def __init__(self, case, user, *, revealed=False):
        self.case, self.user = case, user
        self.is_identity_shown = revealed or not case.is_confidential
        self.may_edit = user.may("cases", EDIT)

    def context(self):
        """What its page is given; something to be heard (`koios.core.together`)."""
        case, answer = self.case, self.case.answer
        linked, resembling, findings, attached, *_known = yield [
            case.linked()[:10],
            self._resembling()[:5],
            self._findings(),
            answer.attachments() if answer else File.objects.none(),
            *along(case, "suspensions", "extensions"),
        ]
        first, more = self._acts()
        return {
            "case": case,
            "answer": answer,
            "deadline": showing.deadline_of(case, calendar.today()),
            "state": showing.state_of(case),
            "pills": self._pills(),
            "first": first,
            "more": more,
            "may_edit": self.may_edit,
            "may_approve": self.user.may("cases", APPROVE),
            "needs_another": self.case.needs_another_than(self.user),
            "may_see_identity": self.user.may("identities", SEE),
            "may_read_papers": not case.hides_identity_from(self.user),
            "is_identity_shown": self.is_identity_shown,
            "is_writing": self.may_edit and self._is_writable(answer),
            "is_open_to_close": case.is_open or case.status == Status.ANSWERED,
            "needs_approval": company.get("cases.approval_required"),
            "path": [_("Borrador"), _("Se aprueba"), _("Sale"), _("Entregada")],
            "path_at": self._path_at(answer),
            "brief": self._brief(),
            "petitioner_facts": self._petitioner() if self.is_identity_shown else [],
            "case_facts": self._case(),
            "linked": linked,
            "answer_files": _linked_files(attached),
            "resembling": resembling,
            "findings": findings,
            "gate": case.missing_to_close() if case.is_open else [],
        }

    def _acts(self):
        offered = acts.offered(self.case, self.user)
        wanted = FIRST.get(self.case.status, ())
        first = [
            (act, why) for slug in wanted for act, why in offered if act.slug == slug and not why
        ]
        shown = {act.slug for act, _why in first}
        return first, [(act, why) for act, why in offered if act.slug not in shown]

    def _is_writable(self, answer):
        if not self.case.is_open or self.case.is_paused:
            return False
        return answer is None or answer.status in (Answer.State.DRAFT, Answer.State.UNDELIVERED)

    def _path_at(self, answer):
        if answer is None:
            return 0
        order = ["draft", "in_approval", "sending", "delivered"]
        return order.index(answer.status) if answer.status in order else 0

    def _pills(self):
        case = self.case
        pills = [("bad", _("Crítica"))] if case.critical else []
        if case.round > 1:
            pills.append(("warn", _("Reabierta")))
        if case.answer and case.answer.status == Answer.State.UNDELIVERED:
            pills.append(("bad", _("Respuesta sin entregar")))
        return pills

    def _brief(self):
        facts = [(_("Cliente"), self.case.customer)] if self.case.customer else []
        if self.is_identity_shown and self.case.petitioner:
            facts.insert(0, (_("Peticionario"), self.case.petitioner.name))
        return facts

    def _resembling(self):
        """While nobody works on it yet: what may be the same matter."""
        if self.case.status not in BEFORE_WORK or self.case.is_confidential:
            return Case.objects.none()
        return self.case.resembling().filter(pk__in=self._visible())

    def _visible(self):
        return Case.objects.visible_to(self.user).values("pk")

    def _findings(self):
        if not self.case.outcome:
            return Finding.objects.none()
        return Finding.objects.visible_to(self.user).about(self.case)

    def _petitioner(self):
        kept = self.case.petitioner
        if kept is None:
            return []
        number = written(kept.document_type, kept.document_number) if kept.document_type else ""
        return [
            (_("Nombre"), kept.name),
            (kept.document_type or _("Documento"), number or kept.document_number),
            (_("En nombre de"), kept.represents),
            (_("Correo"), kept.email),
            (_("Celular"), kept.phone),
            (_("Dirección"), kept.address),
        ]

    def _case(self):
        case = self.case
        rating = getattr(case.answer, "rating", None)
        return [
            (_("Área"), case.area),
            (_("Servicio"), case.service),
            (_("Ocurrió"), case.happened_on),
            (_("Prioridad"), _priority(case)),
            (_("Causa"), case.cause),
            (_("Proceso"), case.process),
            (_("Decisión"), case.get_outcome_display()),
            (_("Duplicada de"), case.duplicate_of),
            (_("Origen"), case.external_number),
            (_("Calificación"), f"{rating.score} / 5" if rating else ""),
            (_("Clave"), case.token if self.may_edit and self.is_identity_shown else ""),
        ]


def _priority(case):
    """8 de 15: gravedad 4, grave; urgencia 2, esta semana"""
    words = {name: dict(PriorityForm.base_fields[name].choices) for name in ("severity", "urgency")}
    return _("%(n)s de 15: gravedad %(severity)s; urgencia %(urgency)s") % {
        "n": case.priority,
        "severity": words["severity"].get(case.severity, case.severity),
        "urgency": words["urgency"].get(case.urgency, case.urgency),
    }


def _linked_files(found):
    return [
        {
            "pk": file.pk,
            "name": file.name,
            "size": file.size,
            "url": reverse("office:file", args=[file.pk, file.name]),
        }
        for file in found
    ]
