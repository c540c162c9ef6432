"""What a case is: its type, its urgency, its customer, its analysis, its relatives."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _

from koios.cases import claims, searching
from koios.cases.letters import Letter
from koios.cases.states import BEFORE_ANSWER, Status
from koios.cases.terms import Kind, Term
from koios.core import audit
from koios.core.acts import act
from koios.core.refusals import Refusal


class CaseLink(models.Model):
    """Two cases that have to do with each other; the older one stands first."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="links")
    other = models.ForeignKey("cases.Case", models.CASCADE, related_name="links_back")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "other"], name="case_link_once")]

    def __str__(self):
        return f"{self.case} {self.other}"


class Classifiable:
    """The classification of a case may be corrected; its receipt may not."""

    @act
    def change_kind(self, kind, *, by, reason, due_on=None):
        """Correct the type: term and due date are worked out again from the same receipt, and
        the petitioner is told."""
        if self.status not in BEFORE_ANSWER | {Status.REOPENED}:
            raise Refusal(_("El tipo se corrige antes de responder."))
        if kind == self.kind:
            return self
        if kind == Kind.AUTHORITY and due_on is None:
            raise Refusal(_("Escriba la fecha que fija la autoridad en su requerimiento."))
        term = Term.objects.in_force(kind, self.received_on)
        if self.granted and not (
            term.extendable and self.granted.total_business_days <= term.most_business_days
        ):
            raise Refusal(
                _("Ya tuvo una prórroga que el tipo «%(kind)s» no admite.")
                % {"kind": Kind(kind).label}
            )
        before, previous_due = Kind(self.kind).label, self.due_on
        self.amend(
            by=by,
            verb="kind_changed",
            reason=reason,
            kind=kind,
            term=term,
            term_days=self.granted.total_business_days if self.granted else term.business_days,
            **({"due_on": due_on} if kind == Kind.AUTHORITY else {}),
        )
        self.recount(by=by, reason=reason)
        Letter.write(
            self, "kind_changed", by=by, reason=reason, before=before, previous_due=previous_due
        )
        return self

    @act
    def prioritise(self, *, severity, urgency, by, reason=""):
        """The initial assessment of ISO 10002: severity 1-5 by urgency 1-3."""
        self.amend(
            by=by,
            verb="prioritised",
            reason=reason,
            severity=severity,
            urgency=urgency,
            critical=severity == 5 and urgency == 3,
        )
        return self

    @act
    def describe(self, *, by, **changes):
        """Correct the subject, the customer or the analysis (cause, process, decision)."""
        allowed = {"subject", "customer", "cause", "process", "outcome", "service"}
        self.amend(
            by=by,
            verb="described",
            **{name: value for name, value in changes.items() if name in allowed},
        )
        searching.index(self)
        return self

    @act
    def correct_petitioner(self, *, by, reason="", **changes):
        """Correct what the petitioner told, as an address that bounced."""
        if self.petitioner is None:
            raise Refusal(_("Esta PQRS es anónima: no tiene datos que corregir."))
        self.petitioner.amend(by=by, reason=reason, **changes)
        audit.record(self, "petitioner_corrected", by=by, facts={"fields": sorted(changes)})
        searching.index(self)
        if self.kind == Kind.HD_CLAIM:
            claims.settle(self)
        return self

    @act
    def word_asks(self, texts, *, by):
        """Word the points that were asked anew; those that stay keep whether they are attended."""
        attended = {ask["text"]: ask["attended"] for ask in self.asks}
        told = [text.strip()[:500] for text in texts if text.strip()]
        asks = [{"text": text, "attended": attended.get(text, False)} for text in told]
        self.amend(by=by, verb="asks_worded", asks=asks)

    @act
    def link_to(self, other, *, by):
        """Say that two cases have to do with each other."""
        if other.pk == self.pk:
            raise Refusal(_("Escoja otra PQRS: esta es la misma."))
        older, newer = sorted([self, other], key=lambda case: case.pk)
        _link, new = CaseLink.objects.get_or_create(case=older, other=newer)
        if new:
            for case in (self, other):
                case.amend(by=by, has_links=True)
            audit.record(self, "linked", by=by, facts={"other": other.number})

    def resembling(self):
        """Other recent cases of the same person, which may be the same matter: those with the
        same document or e-mail, filed within 60 days of this one."""
        told = self.petitioner
        if told is None or not (told.document_number or told.email):
            return type(self).objects.none()
        same = models.Q(pk=None)
        if told.document_number:
            same |= models.Q(petitioner__document_number=told.document_number)
        if told.email:
            same |= models.Q(petitioner__email=told.email)
        near = self.received_on - timedelta(days=60)
        cases = type(self).objects.filter(same, received_on__gte=near)
        return cases.exclude(pk=self.pk).exclude(status=Status.NOT_A_CASE)

    def linked(self):
        """The cases linked with this one."""
        cases = type(self).objects
        if not self.has_links:
            return cases.none()
        return cases.filter(models.Q(links__other=self) | models.Q(links_back__case=self))
