"""The company's own yes before a quote leaves, above a discount or an amount."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core import audit, clock, notices
from koios.core import settings as company
from koios.core.acts import act, lock
from koios.core.permissions import APPROVE
from koios.core.refusals import Refusal
from koios.ui import formats


class InternalApproval(models.Model):
    """Somebody asks whether a quote may leave as it stands, and somebody else decides."""

    quote = models.ForeignKey("quotes.Quote", models.CASCADE, related_name="approvals")
    why = models.TextField()  # which limits it exceeds, in words
    digest = models.CharField(max_length=64)  # of the lines that were looked at
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(gettext_lazy("nota"), max_length=2000, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(granted=None, decided_at=None)
                | Q(granted__isnull=False, decided_at__isnull=False),
                name="approval_decided_whole",
            ),
            models.UniqueConstraint(
                fields=["quote"], condition=Q(granted=None), name="approval_asked_once"
            ),
        ]

    def __str__(self):
        return f"{self.quote_id} {self.granted}"


class InternallyApproved:
    """A quote above the company's limits leaves only with an approval of these very lines."""

    def limits_exceeded(self) -> list:
        """Which limits it exceeds, each in a sentence; none when it may leave at once."""
        told = []
        most = Decimal(company.get("quotes.approval_discount"))
        given = max((line.discount for line in self.all_lines), default=Decimal(0))
        if given > most:
            told.append(
                _("Un descuento de %(given)s, por encima de %(most)s")
                % {"given": formats.percent(given, 2), "most": formats.percent(most, 2)}
            )
        amount = company.get("quotes.approval_amount")
        whole = self.sums_with(line.pk for line in self.optional_lines).total
        if amount and whole > amount:
            told.append(
                _("Un total de %(given)s, por encima de %(most)s")
                % {"given": formats.pesos(whole), "most": formats.pesos(amount)}
            )
        return told

    @property
    def approval(self) -> InternalApproval | None:
        """What was last asked or decided about the lines as they stand."""
        same = (one for one in self.approvals.all() if one.digest == self.lines_digest)
        return next(same, None)

    @property
    def needs_approval(self) -> bool:
        approval = self.approval
        return bool(self.limits_exceeded()) and not (approval and approval.granted)

    @act
    def ask_approval(self, *, by):
        """Ask who may approve; they are told."""
        quote = lock(self)
        quote.refuse_sent()
        why = quote.limits_exceeded()
        if not why:
            raise Refusal(_("Esta cotización no pasa de los límites: puede enviarla."))
        if quote.approval and quote.approval.granted is not False:
            return quote.approval
        quote.approvals.filter(granted=None).delete()  # asked about lines that are no more
        approval = InternalApproval.objects.create(
            quote=quote,
            why="\n".join(why),
            digest=quote.lines_digest,
            asked_by=by,
            asked_at=clock.now(),
        )
        audit.record(quote, "approval_asked", by=by, reason=approval.why)
        for person in User.objects.who_may("quotes", APPROVE).exclude(pk=by.pk):
            notices.tell(
                person,
                lambda: (
                    _("%(who)s pide aprobar la cotización «%(title)s» para %(customer)s")
                    % {"who": by, "title": quote.title, "customer": quote.customer}
                ),
                url=quote.get_absolute_url(),
                key=f"quote.approval.{approval.pk}",
            )
        return approval

    @act
    def decide_approval(self, granted, *, by, note=""):
        """Say yes or no to what was asked; never to one's own."""
        quote = lock(self)
        asked = quote.approvals.filter(granted=None, digest=quote.lines_digest).first()
        if asked is None:
            raise Refusal(_("Nadie espera una decisión sobre esta cotización tal como está."))
        if asked.asked_by_id == by.pk and company.get("quotes.approval_by_another"):
            raise Refusal(_("La aprueba una persona distinta de quien la pidió."))
        if not granted and not note.strip():
            raise Refusal(_("Diga qué debe cambiar."))
        asked.granted, asked.note = granted, note
        asked.decided_by, asked.decided_at = by, clock.now()
        asked.save()
        verb = "approval_granted" if granted else "approval_refused"
        audit.record(quote, verb, by=by, reason=note)
        notices.tell(
            asked.asked_by,
            lambda: _decided(granted) % {"who": by, "title": quote.title},
            url=quote.get_absolute_url(),
            key=f"quote.decided.{asked.pk}",
        )
        return asked

    def _refuse_unapproved(self):
        if self.needs_approval:
            raise Refusal(
                _("Antes de enviarla necesita aprobación interna: %(why)s.")
                % {"why": "; ".join(self.limits_exceeded())}
            )


def _decided(granted):
    if granted:
        return _("%(who)s aprobó la cotización «%(title)s»: ya puede enviarla")
    return _("%(who)s devolvió la cotización «%(title)s»")
