"""The substantive answer: drafted, approved by another person, sent, delivered.

Only an answer that was delivered stops the clock (Constitutional Court, T-149/13). It counts from
the instant at which the mail server accepted it, or from its publication on the follow-up page for
who is anonymous or gave no address (domain 1.3, 10). A hard bounce takes it back.
"""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.cases.letters import Letter
from koios.cases.states import Status
from koios.core import audit, calendar, clock, files, notices
from koios.core import settings as company
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.core.states import Stateful


class StaleDraft(Refusal):
    """Someone saved another version first. `theirs` is what stands; nothing typed is lost."""

    def __init__(self, theirs):
        super().__init__(
            _(
                "%(author)s guardó otra versión mientras usted escribía. Su texto sigue aquí: "
                "compárelo con el de la otra persona y guarde el que corresponda."
            )
            % {"author": theirs.author}
        )
        self.theirs = theirs


class Answer(Stateful):
    """An answer to a case, from its first draft to the proof of its delivery."""

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Borrador")
        IN_APPROVAL = "in_approval", gettext_lazy("Por aprobar")
        SENDING = "sending", gettext_lazy("En envío")
        DELIVERED = "delivered", gettext_lazy("Entregada")
        UNDELIVERED = "undelivered", gettext_lazy("No entregada")

    MOVES = {
        State.DRAFT: {State.IN_APPROVAL, State.SENDING},
        State.IN_APPROVAL: {State.DRAFT, State.SENDING},
        State.SENDING: {State.DELIVERED, State.UNDELIVERED},
        State.DELIVERED: {State.UNDELIVERED},
        State.UNDELIVERED: {State.DELIVERED},  # the post tried again and was heard
    }
    LEGAL_FIELDS = ("case_id", "round", "status", "text", "outcome", "answered_at")

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    text = models.TextField(gettext_lazy("respuesta"))
    outcome = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(  # unknown of an answer of the past
        User, models.PROTECT, null=True, related_name="+"
    )
    saved_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="answer")
    due_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_on = models.DateField(null=True)
    business_days = models.PositiveSmallIntegerField(null=True)
    calendar_days = models.PositiveSmallIntegerField(null=True)
    undelivered_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            # And what the report counts, without a look at the rows
            models.Index(
                fields=[
                    *("case", "round", "answered_on", "undelivered_on", "due_on"),
                    *("business_days", "calendar_days"),
                ],
                name="answer_of_case",
            ),
            models.Index(fields=["status", "case"], name="answer_by_status"),
        ]

    def __str__(self):
        return f"{self.case} {self.get_status_display()}"

    @property
    def is_editable(self) -> bool:
        return self.status == self.State.DRAFT

    def attachments(self):
        return files.File.for_record(self)

    def take_over_files(self, other, *, by):
        """What went with an answer that did not arrive goes with the one after it."""
        for file in other.attachments():
            files.File.point(self, file.blob, file.name, file.kind, by=by, public=file.public)


# An answer in these states is answered when the post says so.
AWAITED = (Answer.State.SENDING, Answer.State.UNDELIVERED)


class Answerable:
    """A case is answered once in each round."""

    @act
    def draft_answer(self, text, *, by, version, outcome="", attended=(), basket=""):
        """Save a version of the draft. `version` is the one that the author was looking at
        (0 for none); if another was saved since, `StaleDraft` is raised and nothing changes.
        `attended`: the places, from 0, of the points that the text attends to."""
        self.answer = answer = lock(self).answer
        undelivered = answer is not None and answer.status == Answer.State.UNDELIVERED
        if answer is not None and not undelivered and not answer.is_editable:
            raise Refusal(
                _("La respuesta ya no es un borrador: está «%(state)s».")
                % {"state": answer.get_status_display().lower()}
            )
        if version != (0 if answer is None else answer.version):
            raise StaleDraft(answer)
        self._take_up(by)
        if answer is None or undelivered:
            answer = Answer(
                case=self,
                round=self.round,
                text=text,
                outcome=outcome,
                author=by,
                saved_at=clock.now(),
                version=version + 1,
            )
            answer.begin(by=by, verb="drafted")
            if undelivered:
                answer.take_over_files(self.answer, by=by)
        else:
            answer.amend(
                by=by,
                verb="drafted",
                text=text,
                outcome=outcome,
                author=by,
                saved_at=clock.now(),
                version=answer.version + 1,
            )
        if basket:
            files.adopt(basket, about=answer, by=by, public=True)
        told = {"answer": answer, "asks": self._attended(attended)}
        if self.status == Status.IN_PROGRESS:
            self.move_to(Status.ANSWER_DRAFT, by=by, verb="answer_drafted", **told)
        else:
            self.amend(by=by, verb="answer_drafted", **told)
        return answer

    @act
    def take_out_file(self, key, *, by):
        """Leave a file out of the draft; if somebody did so a moment ago, it is out."""
        answer = self._current(Answer.State.DRAFT)
        file = answer.attachments().filter(pk=key).first()
        if file is not None:
            told = {"file": file.pk, "sha256": file.sha256, "size": file.size}
            audit.record(answer, "file_taken_out", by=by, facts=told)
            file.delete()

    @act
    def submit_answer(self, *, by):
        """Pass the draft to who approves, or send it where the company asks for no approval."""
        answer = self._current(Answer.State.DRAFT)
        left_out = [ask["text"] for ask in self.asks if not ask["attended"]]
        if left_out:
            raise Refusal(
                _("Falta responder: %(asks)s. Marque cada punto cuando el texto lo atienda.")
                % {"asks": "; ".join(left_out)}
            )
        if not company.get("cases.approval_required"):
            return self._send(answer, by=by)
        answer.move_to(Answer.State.IN_APPROVAL, by=by, verb="submitted")
        for person in User.objects.who_may("cases", "approve").exclude(pk=by.pk):
            notices.tell(
                person,
                lambda: _("%(number)s: hay una respuesta por aprobar") % {"number": self.number},
                url=self.get_absolute_url(),
                key=f"case.approval.{answer.pk}.{answer.version}",
            )
        return answer

    @act
    def send_back(self, *, by, reason):
        """It is not ready: back to its author, with what it lacks."""
        answer = self._current(Answer.State.IN_APPROVAL)
        answer.move_to(Answer.State.DRAFT, by=by, verb="sent_back", reason=reason)
        self.move_to(Status.IN_PROGRESS, by=by, verb="answer_sent_back", reason=reason)
        self.note(reason, by=by, mentions=[answer.author])
        return answer

    @act
    def approve_answer(self, *, by):
        """Approve the answer, which sends it. Not by who wrote it, unless the company lets."""
        answer = self._current(Answer.State.IN_APPROVAL)
        if self.needs_another_than(by):
            raise Refusal(_("La respuesta la aprueba una persona distinta de quien la escribió."))
        return self._send(answer, by=by)

    def needs_another_than(self, person) -> bool:
        """They wrote the answer, and the company wants another pair of eyes."""
        wrote = self.answer is not None and self.answer.author_id == person.pk
        return wrote and company.get("cases.approval_by_another")

    @act
    def answer_accepted(self, answer, at):
        """The mail server took it, or the page published it: from then on it is answered."""
        answer, held = lock(answer), lock(self)
        if held.answer_id != answer.pk or answer.status not in AWAITED:
            return
        self.answer = answer
        if held.status == Status.IN_PROGRESS:  # it had come back, and the post tried again
            self.move_to(Status.ANSWER_DRAFT, by=audit.SYSTEM, verb="answer_sent_again")
        answered_on = clock.local(at).date()
        answer.move_to(
            Answer.State.DELIVERED,
            by=audit.SYSTEM,
            verb="answer_delivered",
            answered_at=at,
            answered_on=answered_on,
            business_days=calendar.business_days_between(self.term_from, answered_on, self.pauses),
            calendar_days=(answered_on - self.term_from).days,
            undelivered_on=None,
        )
        first = {"answered_at": at, "answered_on": answered_on} if self.round == 1 else {}
        self.move_to(Status.ANSWERED, by=audit.SYSTEM, verb="answered", **first)

    @act
    def answer_undelivered(self, answer, reason):
        """It did not arrive: the case is unanswered again, against the date it always had."""
        self.answer = answer = lock(answer)
        if answer.status not in (Answer.State.SENDING, Answer.State.DELIVERED):
            return
        answer.move_to(
            Answer.State.UNDELIVERED,
            by=audit.SYSTEM,
            verb="answer_undelivered",
            reason=reason,
            undelivered_on=calendar.today(),
        )
        first = {"answered_at": None, "answered_on": None} if self.round == 1 else {}
        held = lock(self)
        if held.status == Status.CLOSED:
            self.move_to(Status.REOPENED, by=audit.SYSTEM, verb="answer_undelivered", ended_on=None)
        self.move_to(
            Status.IN_PROGRESS, by=audit.SYSTEM, verb="answer_undelivered", reason=reason, **first
        )
        if self.owner:
            notices.tell(
                self.owner,
                lambda: (
                    _("%(number)s: la respuesta no llegó. Corrija la dirección y envíela de nuevo")
                    % {"number": self.number}
                ),
                url=self.get_absolute_url(),
                key=f"case.undelivered.{answer.pk}",
                urgent=True,
            )

    def _current(self, state):
        self.answer = answer = lock(self).answer
        if answer is None or answer.status != state:
            now = answer.get_status_display().lower() if answer else _("sin borrador")
            raise Refusal(
                _("Otra persona ya actuó sobre esta respuesta: ahora está %(state)s.")
                % {"state": now}
            )
        return answer

    def _attended(self, attended):
        """The points that were asked, those at these places attended to."""
        return [{**ask, "attended": at in attended} for at, ask in enumerate(self.asks)]

    def _take_up(self, by):
        """Whoever writes has begun to work on it."""
        if self.status in (Status.RECEIVED, Status.IN_TRIAGE):
            self.assign(by, by=by)
        if self.status in (Status.ASSIGNED, Status.REOPENED):
            self.start(by=by)

    def _send(self, answer, *, by):
        answer.move_to(
            Answer.State.SENDING,
            by=by,
            verb="approved",
            approved_by=by,
            approved_at=clock.now(),
            due_on=self.due_on,
        )
        answer.letter = Letter.write(
            self, "answer", by=answer.author, answer=answer, attached=list(answer.attachments())
        )
        answer.save(update_fields=["letter"])
        if not answer.letter.address:
            self.answer_accepted(answer, clock.now())
        return answer
