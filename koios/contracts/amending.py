"""Amendments (otrosíes): numbered, signed like the contract, each from its own day on."""

from datetime import date

from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.contracts import papers, terms
from koios.contracts.contract import Contract
from koios.contracts.parts import ContractRequirement
from koios.contracts.signing import Signable
from koios.contracts.states import AMENDMENT_MOVES, IN_FORCE, AmendmentStatus
from koios.core import audit, calendar, clock, files
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.core.states import Stateful

Status = AmendmentStatus


class Amendment(Signable, Stateful):
    """A change that both sides sign, or another term that silence brought."""

    class Kind(models.TextChoices):
        AGREED = "agreed", gettext_lazy("Otrosí")
        SILENCE = "silence", gettext_lazy("Prórroga automática")

    MOVES = AMENDMENT_MOVES
    LEGAL_FIELDS = (
        *("contract_id", "kind", "number", "status", "reason", "text", "changes"),
        *("effective_on", "signed_on"),
    )

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="amendments")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.AGREED)
    number = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(
        gettext_lazy("estado"), max_length=8, choices=Status, default=Status.DRAFT
    )
    in_signing = models.BooleanField(gettext_lazy("en firma"), default=False)
    reason = models.TextField(gettext_lazy("por qué"), max_length=5000, blank=True)
    text = models.TextField(gettext_lazy("otras disposiciones"), max_length=10_000, blank=True)
    changes = models.JSONField(default=dict)  # the new value of each of the terms that it changes
    effective_on = models.DateField(gettext_lazy("rige desde"))
    signed_on = models.DateField(gettext_lazy("firmado el"), null=True)
    applied_on = models.DateField(null=True)  # the day on which the contract's fields followed
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = gettext_lazy("otrosí")
        verbose_name_plural = gettext_lazy("otrosíes")
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="amendment_number_once"),
            models.UniqueConstraint(
                fields=["contract"], condition=Q(status="draft"), name="amendment_one_in_draft"
            ),
            models.CheckConstraint(
                condition=~Q(status="signed") | Q(signed_on__isnull=False),
                name="amendment_signed_has_day",
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("contracts:amendment", args=[self.pk])

    @property
    def label(self) -> str:
        """«Otrosí 1 a CTO-2026-0012»"""
        if self.kind == self.Kind.SILENCE:
            return _("Prórroga automática de %(contract)s") % {"contract": self.contract.label}
        told = {"n": self.number, "contract": self.contract.label}
        if self.number is None:
            return _("Otrosí en preparación a %(contract)s") % told
        return _("Otrosí %(n)s a %(contract)s") % told

    @property
    def is_draft(self):
        return self.status == Status.DRAFT

    @property
    def customer(self):
        return self.contract.customer

    @property
    def owner(self):
        return self.contract.owner

    @property
    def new_values(self) -> dict:
        """What it changes, in the types of the contract's fields."""
        return terms.from_json(Contract, self.changes)

    @cached_property
    def own_tariffs(self) -> models.QuerySet:
        """Read once; so are the requirements that it adds, and those that it drops."""
        return self.tariffs.all()

    @cached_property
    def additions(self) -> models.QuerySet:
        return self.added.select_related("requirement")

    @cached_property
    def removals(self) -> models.QuerySet:
        return self.dropped.select_related("requirement")

    @classmethod
    @act
    def draft(cls, contract, *, by, effective_on: date, reason="", text="", **parts):
        """Prepare one, or go on with the one begun; `parts` are what `revise` takes."""
        held = lock(contract)
        if held.status not in IN_FORCE:
            raise Refusal(
                _("%(contract)s está %(state)s: ya no se le hace otrosí.")
                % {"contract": held.label, "state": held.get_status_display().lower()}
            )
        standing = held.amendments.filter(status=Status.DRAFT).first()
        if standing:
            return standing
        amendment = cls(
            contract=held,
            effective_on=effective_on,
            reason=reason,
            text=text,
            created_by=by if isinstance(by, User) else None,
        ).begin(by=by, verb="drafted")
        return amendment.revise(by=by, **parts) if parts else amendment

    @act
    def revise(self, *, by, values=None, tariffs=None, add=None, drop=None, **fields):
        """Write the draft anew: `values` of terms that change, `tariffs` (a whole list in place of
        the one before, or empty for none), requirements to `add` and to `drop`."""
        held = self._held_editable()
        if values is not None:
            now = terms.of(held.contract)
            kept = {name: value for name, value in values.items() if value != now[name]}
            fields["changes"] = terms.as_json(kept)
        if tariffs is not None:
            self.tariffs.all().delete()
            held.contract._price(tariffs, amendment=self)
        if add is not None:
            for standing in self.added.all():
                standing.remove(by=by)
            for requirement in add:
                told = {"contract": held.contract, "requirement": requirement}
                ContractRequirement(amendment=self, **told).begin(by=by)
        if drop is not None:
            for standing in self.dropped.all():
                standing.amend(by=by, verb="kept_on", dropped_by=None)
            for required in drop:
                required.amend(by=by, verb="to_drop", dropped_by=self)
        self.amend(by=by, verb="revised", changed_at=clock.now(), **fields)
        for name in ("own_tariffs", "additions", "removals"):
            self.__dict__.pop(name, None)  # read again the next time
        return self

    @act
    def drop(self, *, by, reason=""):
        """It shall not be; what it would have changed stays as it is."""
        held = self._held_editable()
        for required in held.dropped.all():
            required.amend(by=by, verb="kept_on", dropped_by=None)
        for required in held.added.all():
            required.remove(by=by)
        return self.move_to(Status.DROPPED, by=by, verb="dropped", reason=reason)

    @classmethod
    @act
    def by_silence(cls, contract, *, on, end_on):
        """Nobody spoke in time: the same terms for another term."""
        return cls(
            contract=contract,
            kind=cls.Kind.SILENCE,
            status=Status.SIGNED,
            changes=terms.as_json({"end_on": end_on}),
            effective_on=on,
            signed_on=on,
        ).begin(by=audit.SYSTEM, verb="renewed_by_silence")

    def attachments(self):
        return files.File.for_record(self).filter(document=None)

    # What `Signable` asks for

    @property
    def missing(self) -> list:
        """What it must still say before it can be signed."""
        says = self.changes or self.own_tariffs or self.text.strip()
        says = says or self.additions or self.removals
        told = [] if says else [_("lo que cambia")]
        end, start = self.new_values.get("end_on"), self.contract.start_on
        if end and start and end < start:
            told.append(_("una fecha de terminación posterior al comienzo"))
        return told

    def paper(self):
        return papers.of_amendment(self)

    def take_number(self, *, by):
        """The next of its contract, when it goes to be signed; it keeps it."""
        if self.number is None:
            last = self.contract.amendments.aggregate(last=Max("number"))["last"] or 0
            self.amend(by=by, verb="numbered", number=last + 1)

    def become_signed(self, on, *, by):
        if self.contract.status not in IN_FORCE:
            raise Refusal(_("El contrato ya terminó: este otrosí no se firma."))
        self.move_to(Status.SIGNED, by=by, verb="signed", signed_on=on)
        if self.effective_on <= calendar.today():
            self.contract.settle(by=by)

    def _held_editable(self):
        held = lock(self)
        if not held.is_draft or held.is_being_signed:
            raise Refusal(_("Ya está firmado o en firma: no se cambia."))
        held.contract = lock(self.contract)
        return held
