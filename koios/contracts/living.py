"""The life of a signed contract: it begins, may stop for a time, is renewed or ends."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.contracts import terms
from koios.contracts.clauses import Renewal
from koios.contracts.notice import end_after_silence
from koios.contracts.states import IN_FORCE, Status
from koios.core import audit, calendar, files, notices
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.core.states import Recorded
from koios.customers.models import Customer
from koios.ui import formats


class RenewalNotice(Recorded):
    """One side said in time that a term shall not be followed by another."""

    class Side(models.TextChoices):
        US = "us", gettext_lazy("Nosotros")
        THEM = "them", gettext_lazy("El cliente")

    LEGAL_FIELDS = ("contract_id", "ends_on", "on", "side", "reason")

    contract = models.ForeignKey("contracts.Contract", models.CASCADE, related_name="notices")
    ends_on = models.DateField()  # the end that it is about
    on = models.DateField(gettext_lazy("fecha del aviso"))
    side = models.CharField(gettext_lazy("quién avisó"), max_length=4, choices=Side)
    reason = models.TextField(gettext_lazy("razón"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "ends_on"], name="renewal_notice_once")
        ]

    def __str__(self):
        return f"{self.contract_id} {self.ends_on}"


class Living:
    """What happens to a contract after it was signed."""

    @property
    def renewal_notice(self) -> RenewalNotice | None:
        """That its present term is the last one."""
        found = (one for one in self.notices.all() if one.ends_on == self.end_on)
        return next(found, None)

    @property
    def renews_by_silence(self) -> bool:
        return bool(self.renewal == Renewal.SILENCE and self.end_on and not self.renewal_notice)

    @property
    def next_end_on(self) -> date | None:
        """The end of another term, if silence brings it."""
        if not self.renews_by_silence:
            return None
        return end_after_silence(self.end_on, self.renewal_months)

    def become_signed(self, on, *, by):
        """Behind `mark_signed`: both sides are bound, and from its first day on it is in force."""
        self.move_to(
            Status.SIGNED,
            by=by,
            verb="signed",
            signed_on=on,
            signed_terms=terms.as_json(terms.of(self)),
        )
        if self.customer.status == Customer.Status.PROSPECT:
            self.customer.activate(by=by, reason=self.label)
        self._begin_if_due(by)

    @act
    def enter_into_force(self):
        """Its first day has come."""
        held = lock(self)
        if held.status == Status.SIGNED:
            held._begin_if_due(audit.SYSTEM)

    @act
    def suspend(self, *, by, on: date, reason):
        """Nothing is rendered under it for a time."""
        self._refuse_future(on)
        facts = {"on": on}
        return self.move_to(Status.SUSPENDED, by=by, verb="suspended", reason=reason, facts=facts)

    @act
    def resume(self, *, by, on: date, reason=""):
        """It goes on. Days that were lost are given back by an amendment, if both want it."""
        self._refuse_future(on)
        facts = {"on": on}
        return self.move_to(Status.ACTIVE, by=by, verb="resumed", reason=reason, facts=facts)

    @act
    def terminate(self, *, by, on: date, reason):
        """It ends before its day, or was never signed; the reason stays."""
        self._refuse_future(on)
        held = lock(self)
        if held.is_draft and not held.number:
            raise Refusal(_("Todavía no tiene número: puede borrar el borrador."))
        if held.is_being_signed:
            held.withdraw_from_signing(by=by, reason=reason)
        return self.move_to(Status.TERMINATED, by=by, verb="terminated", reason=reason, ended_on=on)

    @act
    def liquidate(self, *, by, on: date, reason, basket=""):
        """Both sides have nothing more to claim; the act of liquidation goes along."""
        self._refuse_future(on)
        if basket:
            files.adopt(basket, about=self, by=by)
        facts = {"on": on}
        return self.move_to(Status.LIQUIDATED, by=by, verb="liquidated", reason=reason, facts=facts)

    @act
    def give_notice(self, *, by, on: date, side, reason="", basket=""):
        """One side says in time that it shall not be renewed. A consumer may always."""
        held = lock(self)
        self._refuse_future(on)
        if held.status not in IN_FORCE or not held.end_on or held.renewal != Renewal.SILENCE:
            raise Refusal(_("Este contrato no se prorroga por silencio: no hay qué avisar."))
        if held.renewal_notice:
            raise Refusal(_("El aviso de esta vigencia ya está registrado."))
        is_free = held.is_consumer and side == RenewalNotice.Side.THEM
        if held.notice_on and on > held.notice_on and not is_free:
            raise Refusal(
                _("El plazo para avisar terminó el %(day)s. Si ambos quieren, hagan un otrosí.")
                % {"day": formats.day_full(held.notice_on)}
            )
        RenewalNotice(contract=held, ends_on=held.end_on, on=on, side=side, reason=reason).begin(
            by=by, verb="notice_given"
        )
        audit.record(
            held, "notice_given", by=by, reason=reason, facts={"on": on, "side": str(side)}
        )
        if basket:
            files.adopt(basket, about=held, by=by)
        return self

    @act
    def pass_end(self):
        """The night after its last day: silence renews it, or it is over."""
        held = lock(self)
        if held.status not in IN_FORCE or not held.end_on or held.end_on >= calendar.today():
            return
        held.settle(by=audit.SYSTEM)
        while held.renews_by_silence and held.end_on < calendar.today():
            held._renew_by_silence()
        if held.end_on < calendar.today():
            held._begin_if_due(audit.SYSTEM)
            held.move_to(Status.EXPIRED, by=audit.SYSTEM, verb="expired", ended_on=held.end_on)
            held._tell(gettext_lazy("El contrato %(label)s con %(customer)s venció"), "expired")

    @act
    def settle(self, *, by):
        """Bring its fields to what holds today, when an amendment takes effect."""
        today = calendar.today()
        self.forget_parts()
        due = [one for one in self.signed_amendments if one.effective_on <= today]
        self.amend(by=by, verb="amended", **terms.holding(self, today).values)
        for amendment in due:
            if amendment.applied_on is None:
                amendment.amend(by=by, verb="applied", applied_on=today)
        self.forget_parts()

    def _renew_by_silence(self):
        from_day = self.end_on + timedelta(days=1)
        self.amendments.model.by_silence(self, on=from_day, end_on=self.next_end_on)
        self.settle(by=audit.SYSTEM)
        words = gettext_lazy("El contrato %(label)s con %(customer)s se prorrogó hasta el %(end)s")
        self._tell(words, "renewed")

    def _begin_if_due(self, by):
        if self.status == Status.SIGNED and self.start_on and self.start_on <= calendar.today():
            self.move_to(Status.ACTIVE, by=by, verb="began")

    def _refuse_future(self, on):
        if on > calendar.today():
            raise Refusal(_("La fecha es de hoy o de antes, no del futuro."))

    def _tell(self, words, what):
        notices.tell(
            self.owner,
            lambda: (
                str(words)
                % {
                    "label": self.label,
                    "customer": self.customer,
                    "end": formats.day(self.end_on),
                }
            ),
            url=self.get_absolute_url(),
            key=f"contract.{what}.{self.pk}.{self.end_on}",
        )
