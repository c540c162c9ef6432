"""The verification of one contract in one year (procedure 5.1; ISO 9001, 8.2.3 and 9.1)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.contracts.models import Contract
from koios.core import calendar, clock, notices, numbering
from koios.core.acts import act, lock
from koios.core.documents import Document
from koios.core.refusals import Refusal
from koios.core.states import Stateful
from koios.ui import formats
from koios.verification import searching, states
from koios.verification.checklists import Checklist
from koios.verification.compliance import Tally
from koios.verification.finishing import Finishable
from koios.verification.items import VerificationItem
from koios.verification.outline import Outline

Status = states.Status


class VerificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(contract__in=Contract.objects.visible_to(user))

    def open(self):
        return self.filter(status__in=states.OPEN)

    def standing(self):
        """Those that count for their year: open or done."""
        return self.filter(status__in=states.STANDING)

    def overdue(self, on: date):
        return self.open().filter(due_on__lt=on)


class ContractVerification(Outline, Finishable, Stateful):
    """Whether a contract was kept in a year: assigned, answered item by item, finished, frozen."""

    MOVES = states.MOVES
    LEGAL_FIELDS = (
        *("number", "status", "contract_id", "for_year", "checklist_id", "owner_id", "due_on"),
        *("conclusion", "finished_at", "finished_by_id", "complies", "partly", "does_not"),
        *("not_applicable", "compliance", "document_id"),
    )

    number = models.CharField(_("número"), max_length=60, unique=True)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    status = models.CharField(_("estado"), max_length=11, choices=Status, default=Status.PENDING)
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="verifications")
    for_year = models.PositiveSmallIntegerField(_("año"))
    campaign = models.ForeignKey(
        "verification.Campaign", models.PROTECT, null=True, related_name="verifications"
    )
    checklist = models.ForeignKey(Checklist, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="verifications", verbose_name=_("verifica")
    )
    due_on = models.DateField(_("para cuándo"))
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    asked = models.PositiveSmallIntegerField(default=0, editable=False)
    answered = models.PositiveSmallIntegerField(default=0, editable=False)

    conclusion = models.TextField(_("conclusión"), max_length=4000, blank=True)
    finished_at = models.DateTimeField(null=True, editable=False)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    complies = models.PositiveSmallIntegerField(default=0, editable=False)
    partly = models.PositiveSmallIntegerField(default=0, editable=False)
    does_not = models.PositiveSmallIntegerField(default=0, editable=False)
    not_applicable = models.PositiveSmallIntegerField(default=0, editable=False)
    compliance = models.DecimalField(
        _("cumplimiento"), max_digits=5, decimal_places=2, null=True, editable=False
    )
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="contract_verification"
    )

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("verificación de un contrato")
        verbose_name_plural = _("verificaciones de contratos")
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence"], name="verification_number_once"),
            models.UniqueConstraint(
                fields=["contract", "for_year"],
                condition=Q(status__in=["pending", "in_progress", "done"]),
                name="verification_once_a_year",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on", "id"], name="verification_queue"),
            models.Index(fields=["owner", "status", "due_on", "id"], name="verification_of_owner"),
            models.Index(
                fields=["for_year", "status", "due_on", "id"], name="verification_of_year"
            ),
            models.Index(fields=["-changed_at", "-id"], name="verification_by_change"),
        ]

    def __str__(self):
        return self.number

    @property
    def customer(self):
        return self.contract.customer

    @cached_property
    def all_items(self) -> list:
        related = ("requirement", "finding_owner", "answered_by")
        return list(self.items.select_related(*related))

    @property
    def tally(self) -> Tally:
        """Of what has been answered so far."""
        return Tally.of((one.verdict, one.weight) for one in self.all_items)

    # Verbs

    @classmethod
    @act
    def plan(cls, contract, *, by, for_year, due_on, owner=None, campaign=None):
        """Somebody shall verify a contract for a year; a contract has one of them at a time."""
        if cls.objects.standing().filter(contract=contract, for_year=for_year).exists():
            raise Refusal(
                _g("%(contract)s ya tiene una verificación de %(year)s.")
                % {"contract": contract.label, "year": for_year}
            )
        if not contract.is_in_force:
            raise Refusal(_g("%(what)s no está en vigor.") % {"what": contract.label})
        number = numbering.take("verification", on=calendar.today())
        planned = cls(
            number=number.text,
            year=number.year,
            sequence=number.sequence,
            contract=contract,
            for_year=for_year,
            due_on=due_on,
            owner=owner,
            campaign=campaign,
        ).begin(by=by, verb="planned")
        searching.index(planned)
        if campaign is None:  # a campaign tells everybody once
            planned._tell_owner(by)
        return planned

    @act
    def start(self, *, by):
        """From now on it asks what the checklist in use asks, and each requirement that the
        contract has today."""
        held = lock(self)
        checklist = Checklist.objects.fitting(held.contract)
        if checklist is None:
            raise Refusal(_g("No hay una lista de verificación en uso: publique una primero."))
        self.move_to(
            Status.IN_PROGRESS,
            by=by,
            verb="started",
            checklist=checklist,
            owner=held.owner or by,
            started_at=clock.now(),
        )
        asked = list(_items(self, checklist))
        VerificationItem.begin_all(asked, by=by, verb="asked")
        self._count(asked=len(asked))
        return self

    @act
    def hand_to(self, person, *, by, reason=""):
        """Another person verifies it, and is told."""
        if not lock(self).is_open:
            raise Refusal(_g("%(number)s ya no está abierta.") % {"number": self.number})
        if self.amend(by=by, verb="handed_over", reason=reason, owner=person):
            self._tell_owner(by)
        return self

    @act
    def postpone(self, day, *, by, reason):
        """Until another day."""
        if not lock(self).is_open:
            raise Refusal(_g("%(number)s ya no está abierta.") % {"number": self.number})
        self.amend(by=by, verb="postponed", reason=reason, due_on=day)
        return self

    @act
    def cancel(self, *, by, reason):
        """It will not be done; what was answered stays on record."""
        return self.move_to(Status.CANCELLED, by=by, verb="cancelled", reason=reason)

    @act
    def void(self, *, by, reason):
        """What was finished was wrong: it counts no more, its paper and its findings stay, and the
        contract may be verified again."""
        return self.move_to(Status.VOIDED, by=by, verb="voided", reason=reason)

    # Behind the verbs

    def count_answers(self):
        """After an item was answered."""
        self._count(answered=self.items.exclude(answered_at=None).count())

    def _count(self, **changes):
        for name, value in changes.items():
            setattr(self, name, value)
        self.changed_at = clock.now()
        self.save(update_fields=[*changes, "changed_at"])

    def _amend(self, *told):
        changed = super()._amend(*told)
        if changed:
            self.changed_at = clock.now()
            self.save(update_fields=["changed_at"])
        return changed

    def _tell_owner(self, by):
        if self.owner_id and self.owner != by:
            notices.tell(
                self.owner,
                lambda: (
                    _g("Verifique el contrato %(contract)s con %(customer)s antes del %(day)s")
                    % {
                        "contract": self.contract.label,
                        "customer": self.contract.customer,
                        "day": formats.day(self.due_on),
                    }
                ),
                url=self.get_absolute_url(),
                key=f"verification.owner.{self.pk}.{calendar.today()}",
            )


def _items(verification, checklist):
    """What the checklist asks, then what the contract promises."""
    position = 0
    for question in checklist.questions:
        position += 1
        told = question.as_json()
        yield VerificationItem(
            verification=verification,
            position=position,
            **{**told, "target": question.target, "partly_from": question.partly_from},
        )
    required = verification.contract.terms_on(calendar.today()).requirements
    for at, one in enumerate(required, start=1):
        yield VerificationItem(
            verification=verification,
            position=position + at,
            code=f"R{at}",
            section=str(_g("Requisitos del cliente")),
            statement=one.requirement.statement,
            evidence=one.requirement.verification,
            proves=str(one.requirement.get_kind_display()),
            requirement=one.requirement,
            requirement_kind=one.requirement.kind,
        )


def check_verifications():
    """What each finished one says against its items, for `bin/koios check`."""
    done = ContractVerification.objects.filter(status__in=(Status.DONE, Status.VOIDED))
    for one in done.prefetch_related("items").iterator(chunk_size=200):
        tally = Tally.of((item.verdict, item.weight) for item in one.items.all())
        said = (one.complies, one.partly, one.does_not, one.not_applicable, one.compliance)
        found = (tally.complies, tally.partly, tally.does_not, tally.not_applicable, tally.percent)
        if said != found:
            yield f"verification.contractverification {one}: not what its items say"
