"""The message, and what becomes of it."""

import hashlib
import json
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import audit, clock, events, jobs
from koios.core.acts import act
from koios.core.files import File, reference
from koios.core.outbox import account, mime, relay, story
from koios.core.refusals import WrongMove
from koios.core.states import Recorded


class Message(Recorded):
    """A message that the company sends, from the act that wants it to the server that takes it.

    `turn` counts the jobs that were asked to deliver it. Only that of the present turn may, so a
    job that comes late or twice does nothing. `waiting` are the recipients whose fate is open.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", gettext_lazy("En cola")
        SENDING = "sending", gettext_lazy("Saliendo")
        SENT = "sent", gettext_lazy("Entregado")
        DEFERRED = "deferred", gettext_lazy("Por reintentar")
        FAILED = "failed", gettext_lazy("No entregado")
        BOUNCED = "bounced", gettext_lazy("Rebotado")
        CANCELLED = "cancelled", gettext_lazy("Anulado")

    IN_THE_OUTBOX = (Status.QUEUED, Status.DEFERRED)
    LEGAL_FIELDS = ("message_id", "fingerprint", "accepted_at", "bounced_at")

    kind = models.CharField(max_length=60)
    about_type = models.CharField(max_length=80, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    sender = models.CharField(max_length=320, blank=True)  # known from the first attempt on
    to = models.JSONField()
    cc = models.JSONField(default=list)
    reply_to = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    automatic = models.BooleanField(default=True)
    fingerprint = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)  # none: it waits until the mail is set up
    turn = models.PositiveIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)
    waiting = models.JSONField(default=list)
    accepted_at = models.DateTimeField(null=True)  # when the server took it for one of `to`
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id", "id"], name="message_about"),
            models.Index(fields=["status", "next_at"], name="message_waiting"),
            models.Index(fields=["-created_at", "-id"], name="message_latest"),
        ]

    def __str__(self):
        return f"{self.kind} {self.message_id}"

    @classmethod
    def for_record(cls, record) -> models.QuerySet:
        """The messages about a record, oldest first."""
        about_type, about_id = reference(record)
        return cls.objects.filter(about_type=about_type, about_id=about_id)

    @property
    def recipients(self) -> list[str]:
        return [*self.to, *self.cc]

    @property
    def files(self) -> list[File]:
        return [one.file for one in self.attachments.select_related("file__blob")]

    @property
    def last_answer(self) -> str:
        """What the mail server said last."""
        attempt = self.attempts.last()
        return attempt.told if attempt else ""

    def steps(self) -> list[dict]:
        """Its way so far, to be told on a page: `{tone: ""|ok|bad|retry, text, at}` each."""
        return story.steps(self)

    def print_of(self, hashes: Iterable[str]) -> str:
        """SHA-256 of all that must never change; `hashes` are those of its files, in order."""
        said = [self.message_id, self.kind, self.about_type, self.about_id, self.to, self.cc]
        said += [self.reply_to, self.subject, self.text, self.html, list(hashes)]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    # On its way

    @act
    def put_off(self, at, *, status=None) -> None:
        """Another turn at that hour; with no hour, when the mail is set up."""
        if self._claim(status=status or self.status, next_at=at, turn=self.turn + 1):
            self._lose_what_ran()
            self._ask(at)

    @act
    def attempt(self):
        """Take it to be delivered; nothing when it is somebody else's by now.

        One that was under way when its worker died begins another attempt. One that had its
        answer, and whose consequences could not be written, only needs those.
        """
        last = self.attempts.last()
        if self.status == self.Status.SENDING and last.outcome:
            return last
        if not self._claim(status=self.Status.SENDING, sender=self.sender or account.sender()):
            return None
        if last and not last.outcome:
            last.lose()
        number = last.number + 1 if last else 1
        return self.attempts.create(number=number, turn=self.turn, at=clock.now())

    @act
    def settle(self, attempt) -> None:
        """Write down how an attempt went and what follows from it, and announce that."""
        attempt.save()
        newly = self.accepted_at is None and not set(self.to).isdisjoint(attempt.accepted)
        if not self._claim(**self._after(attempt, attempt.ended_at if newly else self.accepted_at)):
            return  # the worker that had it was given up for dead, and another has settled it
        if self.status == self.Status.DEFERRED:
            self._ask(self.next_at)
        if newly:
            self._tell("accepted", attempt, changes={"accepted_at": (None, self.accepted_at)})
            events.message_accepted.send(Message, message=self)
        if self.status == self.Status.FAILED:
            self._tell("refused", attempt)
            events.message_refused.send(Message, message=self)

    def _after(self, attempt, accepted_at):
        """Where an attempt leaves it: with its next turn, delivered, or given up."""
        told = {
            "accepted_at": accepted_at,
            "waiting": list(attempt.later),
            "tries": self.tries + 1,
        }
        pause = account.pause_after(told["tries"]) if told["waiting"] else None
        if pause is not None:
            later = clock.now() + pause
            return told | {
                "status": self.Status.DEFERRED,
                "next_at": later,
                "turn": self.turn + 1,
            }
        ended = self.Status.SENT if accepted_at else self.Status.FAILED
        return told | {"status": ended, "next_at": None}

    # What may come later

    @act
    def bounced(self, reason: str, at=None, *, by=audit.SYSTEM) -> None:
        """It came back: whoever took it could not deliver it after all. Once."""
        self._look_again()
        if self.status == self.Status.BOUNCED:
            return
        if not self.accepted_at:
            raise WrongMove(_("Este correo no ha salido, así que no pudo rebotar."))
        at = at or clock.now()
        attempt = self.attempts.create(
            number=self.attempts.last().number + 1,
            turn=self.turn,
            at=at,
            ended_at=at,
            outcome="bounced",
            answer=" ".join(reason.split())[:500],
        )
        self._claim(status=self.Status.BOUNCED, bounced_at=at, next_at=None, turn=self.turn + 1)
        self._tell("bounced", attempt, by=by, changes={"bounced_at": (None, at)})
        events.message_bounced.send(Message, message=self)

    @act
    def send_again(self, *, by) -> None:
        """Try it again now: one that failed, came back, or waits for its next attempt."""
        self._look_again()
        changes = {}
        anew = {}
        if self.status in (self.Status.FAILED, self.Status.BOUNCED):
            changes = {name: (getattr(self, name), None) for name in ("accepted_at", "bounced_at")}
            anew = {"waiting": self.recipients, "accepted_at": None, "bounced_at": None}
        elif self.status not in self.IN_THE_OUTBOX:
            raise WrongMove(_("Este correo ya salió, o va saliendo. No hace falta enviarlo."))
        self._claim(
            status=self.Status.QUEUED, next_at=clock.now(), turn=self.turn + 1, tries=0, **anew
        )
        self._ask(self.next_at)
        audit.record(self, "sent_again", by=by, changes=changes)

    @act
    def cancel(self, *, by, reason="") -> None:
        """Keep it from leaving; whoever waited for it hears that it will not arrive."""
        self._look_again()
        if self.status not in self.IN_THE_OUTBOX or self.accepted_at:
            raise WrongMove(_("Este correo ya salió. No se puede anular."))
        self._claim(status=self.Status.CANCELLED, next_at=None, turn=self.turn + 1)
        audit.record(self, "cancelled", by=by, reason=reason)
        events.message_refused.send(Message, message=self)

    def _look_again(self):
        """As it stands now, and held until the act ends."""
        self.refresh_from_db(from_queryset=Message.objects.select_for_update())

    def _claim(self, **fields) -> bool:
        """Change it, unless somebody has since it was read: the condition is in the update."""
        rows = Message.objects.filter(pk=self.pk, turn=self.turn, status=self.status)
        if not rows.update(**fields):
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        return True

    def _ask(self, at):
        if at is not None:
            deliver.enqueue(message=self.pk, turn=self.turn, run_at=at)

    def _lose_what_ran(self):
        last = self.attempts.last()
        if last and not last.outcome:
            last.lose()

    def _tell(self, verb, attempt, *, by=audit.SYSTEM, changes=None):
        facts = {"attempt": attempt.number, "code": attempt.code}
        audit.record(self, verb, by=by, changes=changes, facts=facts)


DELIVERABLE = (*Message.IN_THE_OUTBOX, Message.Status.SENDING)


@jobs.task(name="koios.mail")
def deliver(message, turn):
    """Take a message to the mail server. No transaction is open while we wait for its answer."""
    message = Message.objects.filter(pk=message, turn=turn, status__in=DELIVERABLE).first()
    if message is None:
        return
    if not account.is_configured():
        message.put_off(None, status=_outside(message))
    elif until := relay.rests_until():
        message.put_off(until, status=_outside(message))
    else:
        letter = mime.build(message)
        if attempt := message.attempt():
            _carry(message, attempt, letter)


def _carry(message, attempt, letter):
    if not attempt.outcome:
        attempt.note(relay.hand_over(message.sender, message.waiting, letter))
    try:
        with act():
            message.settle(attempt)
            jobs.conclude()
    except Exception:
        attempt.save()  # so that the next turn knows the answer and does not send it again
        raise


def _outside(message):
    """Where a message stands that was under way when its worker died."""
    sending = message.status == Message.Status.SENDING
    return Message.Status.DEFERRED if sending else message.status
