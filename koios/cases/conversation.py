"""What is said about a case: with the petitioner, and inside the team."""

from django.db import models
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.cases import papers
from koios.cases.states import ENDED
from koios.core import audit, clock, company, files, notices, outbox
from koios.core.acts import act
from koios.core.refusals import Refusal


class CaseMessage(models.Model):
    """Something said: by the petitioner, to the petitioner, or only for the team."""

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"
        INTERNAL = "internal"

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=8, choices=Direction)
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    mail = models.ForeignKey(outbox.Message, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.case} {self.direction}"

    def attachments(self):
        return files.File.for_record(self)


class Conversing:
    """A case gathers what is said about it."""

    @act
    def note(self, text, *, by, mentions=()):
        """A note that only the team sees; who is mentioned is told."""
        said = self._say(text, CaseMessage.Direction.INTERNAL, by)
        for person in mentions:
            if person != by and person.pk != self.about_person_id:
                notices.tell(
                    person,
                    lambda: (
                        _("%(author)s lo mencionó en %(number)s")
                        % {"author": by, "number": self.number}
                    ),
                    url=self.get_absolute_url(),
                    key=f"case.mention.{said.pk}",
                )
        return said

    @act
    def write(self, text, *, by, basket=""):
        """A message to the petitioner, by mail and on the follow-up page. It stops no clock."""
        said = self._say(text, CaseMessage.Direction.OUT, by, basket=basket)
        address = self.petitioner.email if self.petitioner else ""
        if address:
            with company.speaking():
                said.mail = outbox.send(
                    kind="case.message",
                    to=[address],
                    subject=_("Mensaje sobre su %(number)s") % {"number": self.number},
                    text=f"{text}\n\n{papers.follow_up_line(self)}",
                    attachments=list(said.attachments()),
                    about=self,
                )
            said.save(update_fields=["mail"])
        return said

    @act
    def hear(self, text, *, by=audit.PUBLIC, basket=""):
        """The petitioner adds something. If the company waits for it, the clock goes on."""
        if self.status in ENDED and self.why_not_reopen():
            raise Refusal(_("Esta PQRS ya terminó. Puede presentar una nueva."))
        said = self._say(text, CaseMessage.Direction.IN, by, basket=basket)
        if self.is_paused:
            self.resume(by=by, reason=_("El peticionario envió lo que faltaba"))
        if self.owner:
            notices.tell(
                self.owner,
                lambda: _("%(number)s: el peticionario escribió") % {"number": self.number},
                url=self.get_absolute_url(),
                key=f"case.heard.{said.pk}",
            )
        return said

    def _say(self, text, direction, by, basket=""):
        said = CaseMessage.objects.create(
            case=self,
            direction=direction,
            author=by if isinstance(by, User) else None,
            text=text,
            at=clock.now(),
        )
        if basket:
            files.adopt(
                basket,
                about=said,
                by=by,
                public=direction != CaseMessage.Direction.INTERNAL,
            )
        audit.record(self, f"said_{direction}", by=by, facts={"message": said.pk})
        return said
