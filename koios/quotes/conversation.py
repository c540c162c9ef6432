"""What is said about a quote: with the customer, and inside the team."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.core import audit, clock, company, files, notices, outbox
from koios.core.acts import act, lock
from koios.core.permissions import SEE
from koios.core.refusals import Refusal
from koios.quotes import letters

SAID_TWICE = timedelta(minutes=2)  # the same words within them are one press too many


class QuoteMessage(models.Model):
    """Something said: by the customer, to the customer, or only for the team."""

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"
        INTERNAL = "internal"

    quote = models.ForeignKey("quotes.Quote", models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=8, choices=Direction)
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=150, blank=True)  # who asks, as they wrote it
    text = models.TextField()
    at = models.DateTimeField()
    mail = models.ForeignKey(outbox.Message, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.quote_id} {self.direction}"

    def attachments(self):
        return files.File.for_record(self)


class Conversing:
    """A quote gathers what is said about it."""

    @act
    def note(self, text, *, by, mentions=()):
        """A note that only the team sees; who is mentioned is told."""
        said = self._say(text, QuoteMessage.Direction.INTERNAL, by)
        for person in mentions:
            if person != by and person.may("quotes", SEE):
                notices.tell(
                    person,
                    lambda: (
                        _("%(author)s lo mencionó en %(quote)s, %(customer)s")
                        % {"author": by, "quote": self.label, "customer": self.customer}
                    ),
                    url=self.get_absolute_url(),
                    key=f"quote.mention.{said.pk}",
                )
        return said

    @act
    def ask(self, text, *, name="", basket=""):
        """The customer asks something on their page; the seller is told at once. The same words
        sent twice are one question."""
        if not self.number:
            raise Refusal(_("Esta cotización no se ha enviado."))
        lock(self)
        asked = self.messages.filter(direction=QuoteMessage.Direction.IN, name=name, text=text)
        twice = asked.filter(at__gt=clock.now() - SAID_TWICE).first()
        if twice:
            return twice
        said = self._say(text, QuoteMessage.Direction.IN, audit.PUBLIC, name=name, basket=basket)
        self.tell_seller(
            lambda: (
                _("%(quote)s: %(customer)s hizo una pregunta")
                % {"quote": self.label, "customer": self.customer}
            ),
            key=f"quote.asked.{said.pk}",
        )
        return said

    @act
    def reply(self, text, *, by, basket=""):
        """Answer the customer: on their page, and by mail to those the quote was sent to."""
        said = self._say(text, QuoteMessage.Direction.OUT, by, basket=basket)
        if self.addresses:
            with company.speaking():
                said.mail = outbox.send(
                    kind="quote.reply",
                    to=self.addresses,
                    reply_to=by.email if isinstance(by, User) else "",
                    subject=_("Respuesta sobre la cotización %(number)s") % {"number": self.label},
                    text=letters.with_link(text, self),
                    attachments=list(said.attachments()),
                    about=self,
                    automatic=False,
                )
            said.save(update_fields=["mail"])
        return said

    def tell_seller(self, words, *, key, urgent=False):
        """Tell the person who looks after it; `words()` as in `notices.tell`."""
        notices.tell(self.owner, words, url=self.get_absolute_url(), key=key, urgent=urgent)

    def _say(self, text, direction, by, *, name="", basket=""):
        said = QuoteMessage.objects.create(
            quote=self,
            direction=direction,
            author=by if isinstance(by, User) else None,
            name=name,
            text=text,
            at=clock.now(),
        )
        if basket:
            public = direction != QuoteMessage.Direction.INTERNAL
            files.adopt(basket, about=said, by=by, public=public)
        audit.record(self, f"said_{direction}", by=by, facts={"message": said.pk})
        return said
