"""What was tried with a message, and the files that go with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.core import clock
from koios.core.files import File
from koios.core.outbox.message import Message
from koios.core.outbox.relay import Answer


class Attachment(models.Model):
    """A file that goes with a message, in its place."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "core"
        ordering = ["position"]

    def __str__(self):
        return f"{self.message_id} {self.file}"


class Attempt(models.Model):
    """One time that a message was taken to the mail server, and all that it answered.

    A bounce that comes back later stands in the same row of things that happened.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Entregado")
        PARTLY = "partly", _("Entregado a algunos")
        DEFERRED = "deferred", _("Por reintentar")
        REFUSED = "refused", _("No recibido")
        UNKNOWN = "unknown", _("No se supo")
        BOUNCED = "bounced", _("Rebotado")

    message = models.ForeignKey(Message, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    turn = models.PositiveIntegerField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)  # blank: under way
    code = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)
    accepted = models.JSONField(default=list)
    later = models.JSONField(default=dict)
    refused = models.JSONField(default=dict)

    class Meta:
        app_label = "core"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="attempt_number")]

    def __str__(self):
        return f"{self.message_id} {self.number} {self.outcome}"

    @property
    def told(self) -> str:
        """The answer with its code, short enough for a line."""
        return f"{self.code or ''} {self.answer}".strip()[:120]

    def note(self, answer: Answer) -> None:
        """Keep what the server said; the message settles what follows from it."""
        self.code, self.answer, self.ended_at = answer.code, answer.text, clock.now()
        self.accepted, self.later, self.refused = answer.accepted, answer.later, answer.refused
        if answer.unknown:
            self.outcome = self.Outcome.UNKNOWN
        elif answer.accepted:
            whole = not (answer.later or answer.refused)
            self.outcome = self.Outcome.ACCEPTED if whole else self.Outcome.PARTLY
        else:
            self.outcome = self.Outcome.DEFERRED if answer.later else self.Outcome.REFUSED

    def lose(self) -> None:
        """Whoever was at it died: nobody knows what the server said."""
        self.outcome, self.ended_at = self.Outcome.UNKNOWN, clock.now()
        self.save(update_fields=["outcome", "ended_at"])
