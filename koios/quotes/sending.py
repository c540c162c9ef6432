"""A quote leaves: it takes its number, its words are fixed, and it is mailed once it is set.

The act freezes number, lines and paper; a job sets the PDF and keeps its bytes and hash, and only
then does the mail leave (`post`). What was sent never changes.
"""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core import calendar, clock, company, numbering, outbox
from koios.core import settings as decided
from koios.core.acts import act, lock
from koios.core.documents import Document
from koios.core.outbox.addresses import clean_addresses
from koios.core.refusals import Refusal
from koios.quotes import letters, papers, searching
from koios.quotes.states import Status

TEMPLATE = "quotes/quote.typ"


class Sending(models.Model):
    """One mail with a quote: to whom, in which words, and the message that carried it."""

    class Kind(models.TextChoices):
        FIRST = "first", gettext_lazy("Envío")
        AGAIN = "again", gettext_lazy("Nuevo envío")
        REMINDER = "reminder", gettext_lazy("Recordatorio")

    quote = models.ForeignKey("quotes.Quote", models.PROTECT, related_name="sendings")
    kind = models.CharField(max_length=8, choices=Kind)
    to = models.JSONField()
    cc = models.JSONField(default=list)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    message = models.OneToOneField(
        outbox.Message, models.PROTECT, null=True, related_name="quote_sending"
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.quote_id} {self.kind}"

    @act
    def post(self):
        """Mail it with the PDF and the files of the quote, once."""
        sending = (
            Sending.objects.select_for_update(of=("self",))
            .select_related("quote__document__file__blob", "by")
            .get(pk=self.pk)
        )
        if sending.message_id:
            return sending.message
        quote = sending.quote
        seller = sending.by.email if sending.by else ""
        sending.message = outbox.send(
            kind=f"quote.{sending.kind}",
            to=sending.to,
            cc=sending.cc,
            reply_to=seller or company.card()["email"],
            subject=sending.subject,
            text=sending.text,
            attachments=[quote.document.file, *quote.attachments()],
            about=quote,
            not_before=sending.not_before,
            automatic=sending.kind == Sending.Kind.REMINDER,
        )
        sending.save(update_fields=["message"])
        return sending.message


class Sendable:
    """A draft is sent to people of the customer, and takes its number on that day."""

    @act
    def send(self, *, by, to, subject, text, cc=()):
        """Send the draft: from here on it never changes. `subject` and `text` may hold the fields
        of `letters.FIELDS`; the link goes along in any case."""
        quote = lock(self)
        quote.refuse_sent()
        if quote.previous_id:  # held before it is looked at: its customer may be answering now
            quote.previous = lock(quote.previous)
        quote._refuse_unfit()
        quote._refuse_unchecked()
        quote._refuse_unapproved()
        to, cc = clean_addresses(to), clean_addresses(cc)
        if not to:
            raise Refusal(_("Elija al menos una persona del cliente a quien enviarla."))
        today = calendar.today()
        replaced = quote.previous
        number = _number_after(replaced) or numbering.take("quote", on=today)
        step, step_on = quote._first_step(today)
        quote.move_to(
            Status.SENT,
            by=by,
            verb="sent",
            facts={"addresses": len(to) + len(cc)},
            number=number.text,
            year=number.year,
            sequence=number.sequence,
            sent_at=clock.now(),
            sent_on=today,
            changed_at=clock.now(),
            valid_until=today + timedelta(days=quote.valid_days),
            next_step=step,
            next_step_on=step_on,
        )
        if replaced and replaced.status == Status.SENT:
            replaced.move_to(Status.SUPERSEDED, by=by, verb="superseded", facts={"by": quote.label})
        with company.speaking():
            quote.document = Document.freeze(
                TEMPLATE, papers.of(quote), about=quote, name=f"{quote.ref}.pdf", by=by
            )
        quote.save(update_fields=["document"])
        quote._leave(Sending.Kind.FIRST, by=by, to=to, cc=cc, subject=subject, text=text)
        searching.index(quote)
        self.refresh_from_db()
        return self

    @act
    def send_again(self, *, by, to, subject, text, cc=()):
        """Mail the very same paper once more, to these or to other people."""
        quote = lock(self)
        if quote.status != Status.SENT:
            raise Refusal(
                _("%(quote)s está %(state)s: ya no se envía.")
                % {"quote": quote.label, "state": quote.get_status_display().lower()}
            )
        if quote.document is None:
            raise Refusal(
                _("Es del pasado y no tiene documento. Haga una versión nueva y envíela.")
            )
        return quote._leave(
            Sending.Kind.AGAIN,
            by=by,
            to=clean_addresses(to),
            cc=clean_addresses(cc),
            subject=subject,
            text=text,
        )

    def missing_to_send(self) -> list:
        """What must stand before it leaves: pairs of text and whether it is done."""
        lines = any(not line.optional for line in self.all_lines)
        needed = [(_("Al menos una línea que no sea opcional"), lines)]
        if decided.get("quotes.capability_required"):
            check = self.capability
            if check and check.verdict == check.Verdict.NO:
                said = _("%(who)s dijo que no podemos prestarlo: revíselo") % {"who": check.by}
                needed.append((said, False))
            else:
                needed.append((_("La revisión de si podemos prestarlo"), check is not None))
        for limit in self.limits_exceeded():
            told = _("Aprobación interna: %(limit)s") % {"limit": limit[:1].lower() + limit[1:]}
            needed.append((told, not self.needs_approval))
        return needed

    @property
    def addresses(self) -> list:
        """The addresses that it was sent to, each once: those that may answer with a code."""
        seen = {}
        for sending in self.sendings.exclude(kind=Sending.Kind.REMINDER):
            for address in sending.to:
                seen.setdefault(address.casefold(), address)
        return list(seen.values())

    @act
    def post(self):
        """Its PDF is ready: what waited for it leaves."""
        for sending in self.sendings.filter(message=None):
            sending.post()

    def _leave(self, kind, *, by, to, subject, text, cc=(), not_before=None):
        with company.speaking():
            subject = letters.filled(subject, self)
            text = letters.with_link(letters.filled(text, self), self)
        sending = Sending.objects.create(
            quote=self,
            kind=kind,
            to=to,
            cc=list(cc),
            subject=" ".join(subject.split())[:250],
            text=text,
            by=by if isinstance(by, User) else None,
            at=clock.now(),
            not_before=not_before,
        )
        if self.document and self.document.is_ready:
            sending.post()
        return sending

    def _refuse_unfit(self):
        if not any(not line.optional for line in self.all_lines):
            raise Refusal(_("Agregue al menos una línea que no sea opcional."))
        if self.previous and self.previous.newest().pk != self.previous_id:
            raise Refusal(_("Ya se envió una versión posterior de esta cotización."))
        if self.previous and self.previous.status not in (
            Status.SENT,
            Status.EXPIRED,
            Status.REJECTED,
        ):
            raise Refusal(
                _("La versión anterior está %(state)s: esta ya no se envía. Haga una nueva.")
                % {"state": self.previous.get_status_display().lower()}
            )

    def _first_step(self, today):
        """What the seller does next, unless they planned something themselves."""
        if self.next_step and self.next_step_on and self.next_step_on > today:
            return self.next_step, self.next_step_on
        days = decided.get("quotes.follow_up_days")
        with company.speaking():
            return _("Preguntar qué les pareció"), calendar.add_business_days(today, days)


def post_quote_of(document):
    """The PDF of a quote is ready: its mails may leave."""
    quote = document.about if document.template == TEMPLATE else None
    if quote is not None:
        quote.post()


def _number_after(replaced):
    """A later version carries the number of the first."""
    if replaced is None:
        return None
    return numbering.Number(replaced.year, replaced.sequence, replaced.number)
