"""What a seller does next with a quote, and what reminds the customer by itself.

Reminders leave on configurable days after the sending and before the last day, only within the
hours of Ley 2300 de 2023, and never once there is an answer.
"""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _

from koios.core import audit, calendar, clock, company, contact_hours
from koios.core import settings as decided
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.quotes.states import Status


class Reminder(models.Model):
    """A rung of the ladder that a quote has passed: «sent+3», «end-5»."""

    quote = models.ForeignKey("quotes.Quote", models.CASCADE, related_name="reminders")
    rung = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quote", "rung"], name="quote_reminded_once")
        ]

    def __str__(self):
        return f"{self.quote_id} {self.rung}"


class Pursued:
    """A quote that waits for an answer is not forgotten."""

    @act
    def plan(self, *, by, step, on):
        """What to do next, and when; an empty step means nothing."""
        if not self.is_open:
            raise Refusal(_("Esta cotización ya terminó: no hay un paso siguiente."))
        return self.amend(by=by, verb="planned", next_step=step, next_step_on=on)

    @act
    def hand_to(self, person, *, by, reason=""):
        """Another person looks after it, and is told."""
        if self.amend(by=by, verb="handed_over", reason=reason, owner=person) and person != by:
            self.tell_seller(
                lambda: (
                    _("%(who)s le entregó %(quote)s de %(customer)s: %(title)s")
                    % {
                        "who": by,
                        "quote": self.label,
                        "customer": self.customer,
                        "title": self.title,
                    }
                ),
                key=f"quote.owner.{self.pk}.{calendar.today()}",
            )
        return self

    @property
    def due_rung(self) -> str:
        """The last rung of the ladder that today has reached; nothing when there is none."""
        today = calendar.today()
        if self.status != Status.SENT or self.valid_until < today:
            return ""
        days = [
            (self.sent_on + timedelta(days=n), f"sent+{n}")
            for n in decided.get("quotes.remind_after")
        ]
        days += [
            (self.valid_until - timedelta(days=n), f"end-{n}")
            for n in decided.get("quotes.remind_before")
        ]
        reached = [(day, rung) for day, rung in days if self.sent_on < day <= today]
        return max(reached, default=(None, ""))[1]

    @act
    def remind(self) -> bool:
        """Write to the customer once for each rung; a ladder that stood still does not catch up
        with every rung, only with the last."""
        quote = lock(self)
        rung = quote.due_rung
        if not rung or not quote.addresses or quote.reminders.filter(rung=rung).exists():
            return False
        quote.reminders.create(rung=rung, at=clock.now())
        with company.speaking():
            quote._leave(
                "reminder",
                by=quote.owner,
                to=quote.addresses,
                subject=decided.get("quotes.reminder_subject"),
                text=decided.get("quotes.reminder_text"),
                not_before=contact_hours.next_open(clock.now()),
            )
        audit.record(quote, "reminded", by=audit.SYSTEM, facts={"rung": rung})
        return True
