"""How a case ends: closed after its answer, or by one of the exits, each with its reason."""

from django.db import models
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.actions.models import Finding
from koios.cases.letters import Letter
from koios.cases.states import Status
from koios.cases.terms import Kind
from koios.core import calendar, company, outbox
from koios.core.acts import act
from koios.core.refusals import Refusal
from koios.ui import formats


class Exit(models.Model):
    """Why a case left before its answer, and where it went."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="exit")
    kind = models.CharField(max_length=20, choices=Status)
    reason = models.TextField()
    destination = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return f"{self.case} {self.get_kind_display()}"


class Endable:
    """The ends of a case."""

    @act
    def withdraw(self, *, by, reason):
        """The petitioner takes it back, which they may at any time (art. 18)."""
        self._leave(Status.WITHDRAWN, by=by, reason=reason)
        Letter.write(self, "withdrawn", by=by, reason=reason)
        return self

    @act
    def transfer(self, *, by, reason, destination, destination_email=""):
        """Pass it to who is competent and tell the petitioner, with a copy (art. 21)."""
        self._leave(Status.TRANSFERRED, by=by, reason=reason, destination=destination)
        Letter.write(self, "transfer", by=by, reason=reason, destination=destination)
        if destination_email:
            with company.speaking():
                outbox.send(
                    kind="case.forwarded",
                    to=[destination_email],
                    subject=_("Traslado por competencia de la petición %(number)s")
                    % {"number": self.number},
                    text="\n\n".join([reason, self.facts, self.request]).strip(),
                    attachments=list(self.attachments()),
                    about=self,
                )
        return self

    @act
    def reject(self, *, by, reason):
        """Refuse it with reasons: disrespectful, or not clarified when it was asked (art. 19)."""
        self._leave(Status.REJECTED, by=by, reason=reason)
        Letter.write(self, "rejected", by=by, reason=reason)
        return self

    @act
    def mark_duplicate(self, of, *, by):
        """The same matter of the same person is another case, which goes on."""
        if of.pk == self.pk:
            raise Refusal(_("Una PQRS no puede ser duplicada de sí misma."))
        if of.duplicate_of_id:
            raise Refusal(
                _("%(number)s también es duplicada. Únala a la original.") % {"number": of.number}
            )
        self._leave(
            Status.DUPLICATE,
            by=by,
            reason=_("Es la misma que %(number)s") % {"number": of.number},
            duplicate_of=of,
        )
        Letter.write(self, "duplicate", by=by, original=of)
        return self

    @act
    def dismiss(self, *, by, reason):
        """It is no PQRS: advertising, a test, spam. Its number stays visible."""
        self._leave(Status.NOT_A_CASE, by=by, reason=reason)
        return self

    @act
    def close(self, *, by, cause, process, outcome):
        """Close an answered case with its analysis; one that was right records a finding."""
        self.move_to(
            Status.CLOSED,
            by=by,
            verb="closed",
            cause=cause,
            process=process,
            outcome=outcome,
            ended_on=calendar.today(),
        )
        is_right = outcome in (self.Outcome.UPHELD, self.Outcome.PARTLY)
        if is_right and self.kind != Kind.PRAISE:  # thanks are no fault
            self._record_finding(by)
        return self

    def missing_to_close(self) -> list:
        """What closing asks for, as pairs of a label and whether it is there."""
        answer = self.answer
        return [
            (_("Acuse enviado"), not self.imported),
            (_("Respuesta aprobada"), bool(answer and answer.approved_at)),
            (_("Respuesta entregada"), self.answered_at is not None),
            (_("Causa, proceso y decisión"), bool(self.cause_id and self.process_id)),
        ]

    def _leave(self, status, *, by, reason, destination="", **changes):
        if not reason.strip():
            raise Refusal(_("Escriba la razón: queda en la historia y se le informa a la persona."))
        self.move_to(
            status,
            by=by,
            reason=reason,
            ended_on=calendar.today(),
            paused_on=None,
            **changes,
        )
        self.suspensions.filter(resumed_on=None).update(resumed_on=calendar.today())
        Exit.objects.create(
            case=self,
            kind=status,
            reason=reason,
            destination=destination,
            on=calendar.today(),
            by=by if isinstance(by, User) else None,
        )

    def _label(self):
        return self.number if self.about_person_id else f"{self.number}, {self.subject}"[:200]

    def _fact(self):
        """What happened, as the finding tells it. One about a person of the team keeps it where
        that person does not read."""
        if self.about_person_id:
            return _("Lo que cuenta la PQRS %(number)s") % {"number": self.number}
        return self.facts

    def _record_finding(self, by):
        with company.speaking():
            return Finding.record(
                source=self,
                label=self.number
                if self.about_person_id
                else f"{self.number}, {self.subject}"[:200],
                url=self.get_absolute_url(),
                fact=self._fact(),
                requirement=_("Lo pactado con el cliente y %(norm)s") % {"norm": self.term.norm},
                evidence=_("Respuesta del %(day)s a la PQRS %(number)s")
                % {
                    "day": formats.day(self.answered_on or calendar.today()),
                    "number": self.number,
                },
                owner=self.owner,
                by=by,
            )
