"""How a quote ends: the customer takes it or not, its time passes, or it is voided.

Who answers on the page proves with a code that they read an address that the quote was sent to; the
evidence stays with the hash of the paper that they saw (Ley 527 de 1999, arts. 7 and 14).
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.core import audit, calendar, clock, company, files, origin, outbox
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.core.states import Recorded
from koios.customers.models import Customer
from koios.quotes import events, letters, outcomes, searching
from koios.quotes.line import digest_of
from koios.quotes.states import Status
from koios.ui import formats


class Acceptance(Recorded):
    """Who took a quote, how that is known, and what exactly they took."""

    class Method(models.TextChoices):
        PAGE = "page", gettext_lazy("En la página, con código al correo")
        REGISTERED = "registered", gettext_lazy("Registrada con su soporte")

    LEGAL_FIELDS = (
        *("quote_id", "method", "name", "document", "role", "email", "consent", "at"),
        *("code_sent_at", "code_used_at", "ip", "agent", "paper", "lines_digest", "total"),
    )
    PERSONAL_FIELDS = ("name", "document", "role", "email", "ip", "agent")

    quote = models.OneToOneField("quotes.Quote", models.PROTECT, related_name="acceptance")
    method = models.CharField(max_length=10, choices=Method)
    name = models.CharField(gettext_lazy("nombre"), max_length=150)
    document = models.CharField(gettext_lazy("documento"), max_length=40, blank=True)
    role = models.CharField(gettext_lazy("cargo"), max_length=120, blank=True)
    email = models.EmailField(gettext_lazy("correo"), blank=True)
    consent = models.TextField(blank=True)  # the words that they agreed to
    at = models.DateTimeField()
    code_sent_at = models.DateTimeField(null=True)
    code_used_at = models.DateTimeField(null=True)
    ip = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    paper = models.CharField(max_length=64)  # SHA-256 of the PDF that was accepted
    lines_digest = models.CharField(max_length=64)
    total = models.DecimalField(max_digits=16, decimal_places=0)
    registered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(method="page", code_used_at__isnull=False)
                | Q(method="registered", registered_by__isnull=False),
                name="acceptance_has_proof",
            )
        ]

    def __str__(self):
        return f"{self.quote_id} {self.name}"

    def proofs(self):
        """The files that prove a registered one: a signed PDF, a purchase order."""
        return files.File.for_record(self)


class Answerable:
    """A quote that was sent ends once."""

    @act
    def accept(self, *, name, document, role, code, consent, agent="", chosen=()):
        """The customer takes it on their page. `code` is the spent `OneTimeCode`; `chosen` are
        the keys of the optional lines that they ticked; `consent` the words they agreed to."""
        quote = self._held_open()
        return quote._take(
            Acceptance(
                method=Acceptance.Method.PAGE,
                name=name,
                document=document,
                role=role,
                email=code.address,
                consent=consent,
                code_sent_at=code.issued_at,
                code_used_at=code.used_at,
                ip=origin.ip(),
                agent=agent[:300],
            ),
            chosen,
            by=audit.PUBLIC,
            on=calendar.today(),
        )

    @act
    def register_acceptance(self, *, by, name, basket, on: date, role="", note="", chosen=()):
        """Somebody of the company says that it was taken, with the paper that proves it."""
        quote = self._held_open()
        if not files.uploads_in(basket):
            raise Refusal(_("Adjunte el soporte: la cotización firmada o la orden de compra."))
        if not quote.sent_on <= on <= calendar.today():
            raise Refusal(_("La fecha va entre el envío de la cotización y hoy."))
        acceptance = Acceptance(
            method=Acceptance.Method.REGISTERED,
            name=name,
            role=role,
            note=note,
            registered_by=by,
            ip=origin.ip(),
        )
        accepted = quote._take(acceptance, chosen, by=by, on=on)
        files.adopt(basket, about=acceptance, by=by)
        return accepted

    @act
    def reject(self, *, by, reason, comment="", name="", competitor=""):
        """They do not take it; without a reason nothing is learned."""
        quote = self._held()
        quote.move_to(
            Status.REJECTED,
            by=by,
            verb="rejected",
            reason=comment,
            facts={"reason": str(reason)},
            answered_at=clock.now(),
            answered_on=calendar.today(),
            answered_by=name,
            competitor=competitor,
            next_step="",
            next_step_on=None,
        )
        quote.reason = reason
        quote.save(update_fields=["reason"])
        quote._confirm(
            "quote.rejected",
            _("Recibimos su respuesta a la cotización %(number)s"),
            lambda: letters.rejected(quote, comment),
        )
        quote.tell_seller(
            lambda: (
                _("%(customer)s rechazó %(quote)s: %(reason)s")
                % {"customer": quote.customer, "quote": quote.label, "reason": reason}
            ),
            key=f"quote.rejected.{quote.pk}",
        )
        return quote

    @act
    def void(self, *, by, reason):
        """It was a mistake to send it; its number stays visible, with why."""
        return self._held().move_to(
            Status.VOIDED, by=by, verb="voided", reason=reason, next_step="", next_step_on=None
        )

    @act
    def expire(self):
        """Its last day is over. Whoever answered first keeps their answer."""
        held = lock(self)
        if held.status != Status.SENT or held.valid_until >= calendar.today():
            return False
        held.move_to(Status.EXPIRED, by=audit.SYSTEM, verb="expired")
        held.tell_seller(
            lambda: (
                _("%(quote)s de %(customer)s venció sin respuesta")
                % {"quote": held.label, "customer": held.customer}
            ),
            key=f"quote.expired.{held.pk}",
        )
        return True

    @act
    def open(self):
        """A person looked at it on their page; only the first look is told."""
        held = lock(self)
        if held.status != Status.SENT or held.opened_at:
            return False
        held.amend(by=audit.PUBLIC, verb="opened", opened_at=clock.now())
        held.tell_seller(
            lambda: (
                _("%(customer)s abrió %(quote)s") % {"customer": held.customer, "quote": held.label}
            ),
            key=f"quote.opened.{held.pk}",
        )
        return True

    def _take(self, acceptance, chosen, *, by, on):
        chosen = {int(key) for key in chosen}
        if chosen - {line.pk for line in self.optional_lines}:
            raise Refusal(_("Esas opciones no son de esta cotización. Vuelva a abrirla."))
        for line in self.optional_lines:
            line.chosen = line.pk in chosen
            line.save(update_fields=["chosen"])
        self.move_to(
            Status.APPROVED,
            by=by,
            verb="approved",
            answered_at=clock.now(),
            answered_on=on,
            next_step="",
            next_step_on=None,
            **self._totals(),
        )
        acceptance.quote = self
        acceptance.at = clock.now()
        acceptance.paper = self.document.sha256 if self.document else ""
        acceptance.lines_digest = digest_of(self.all_lines)
        acceptance.total = self.total
        acceptance.begin(by=by, verb="accepted")
        if self.customer.status == Customer.Status.PROSPECT:
            self.customer.activate(by=by, reason=self.label)
        searching.index(self)
        events.quote_approved.send(type(self), quote=self, by=by)
        self._confirm(
            "quote.approved",
            _("Recibimos su aprobación de la cotización %(number)s"),
            lambda: letters.approved(self, acceptance, outcomes.of(self)),
            attachments=[self.document.file] if self.document else [],
        )
        self.tell_seller(
            lambda: (
                _("%(customer)s aprobó %(quote)s, %(total)s")
                % {
                    "customer": self.customer,
                    "quote": self.label,
                    "total": formats.pesos(self.total),
                }
            ),
            key=f"quote.approved.{self.pk}",
            urgent=True,
        )
        return self

    def _held(self):
        quote = lock(self)
        if quote.status != Status.SENT:
            raise Refusal(_answered(quote))
        return quote

    def _held_open(self):
        quote = self._held()
        if quote.valid_until < calendar.today():
            raise Refusal(
                _("%(quote)s valía hasta el %(day)s. Pida una versión nueva.")
                % {"quote": quote.label, "day": formats.day_full(quote.valid_until)}
            )
        if not (quote.imported or quote.document.is_ready):  # those of the past have no paper
            raise Refusal(
                _("El documento se está preparando. Inténtelo de nuevo en unos segundos.")
            )
        return quote

    def _confirm(self, kind, subject, words, attachments=()):
        """The answer by mail to those that the quote was sent to, and to the seller."""
        if not self.addresses:
            return
        seller = self.owner.email if self.owner and self.owner.is_active else ""
        with company.speaking():
            outbox.send(
                kind=kind,
                to=self.addresses,
                cc=[seller] if seller else [],
                reply_to=seller or company.card()["email"],
                subject=subject % {"number": self.label},
                text=letters.with_link(words(), self),
                attachments=attachments,
                about=self,
            )


def _answered(quote):
    """What to say to who comes second."""
    told = {"quote": quote.label, "state": quote.get_status_display().lower()}
    if quote.status == Status.APPROVED and hasattr(quote, "acceptance"):
        told["name"] = quote.acceptance.name
        return _("%(quote)s ya fue aprobada por %(name)s.") % told
    return _("%(quote)s está %(state)s y ya no se responde.") % told
