"""What a customer requires of the service, and what was agreed about it (ISO 9001, 8.2.2–8.2.4)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from koios.accounts.models import User
from koios.core import addresses, calendar, clock, files, notices, search
from koios.core import settings as company
from koios.core.acts import act, lock
from koios.core.permissions import SEE
from koios.core.refusals import Refusal
from koios.core.states import Recorded, Stateful
from koios.customers.customer import Customer

SEARCHED = "requirement"


class RequirementQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.may("customers", SEE) else self.none()

    def open(self):
        """Those about which nobody has decided."""
        return self.filter(status__in=Requirement.OPEN)

    def agreed(self):
        return self.filter(status=Requirement.Status.AGREED)

    def to_verify(self, on: date):
        """Agreed, and not looked at for as long as the company allows."""
        since = calendar.months_on(on, -company.get("customers.verification_months"))
        never = Q(verified_on=None, agreed_on__lte=since)
        return self.agreed().filter(never | Q(verified_on__lte=since))


class Requirement(Stateful):
    """Something that a customer asks for, takes for granted, or would value."""

    class Kind(models.TextChoices):
        """By the kind of quality (procedure, stage 2)."""

        REQUIRED = "required", gettext_lazy("Requerido")
        EXPECTED = "expected", gettext_lazy("Esperado")
        POTENTIAL = "potential", gettext_lazy("Potencial")

    class Source(models.TextChoices):
        MEETING = "meeting", gettext_lazy("Reunión o llamada")
        QUOTE = "quote", gettext_lazy("Cotización")
        CONTRACT = "contract", gettext_lazy("Contrato")
        SURVEY = "survey", gettext_lazy("Encuesta")
        CASE = "case", gettext_lazy("PQRS")

    class Status(models.TextChoices):
        NEW = "new", pgettext_lazy("requisito", "Nuevo")
        STUDIED = "studied", pgettext_lazy("requisito", "En estudio")
        AGREED = "agreed", pgettext_lazy("requisito", "Acordado")
        NOT_AGREED = "not_agreed", pgettext_lazy("requisito", "No acordado")
        RETIRED = "retired", pgettext_lazy("requisito", "Ya no aplica")

    OPEN = (Status.NEW, Status.STUDIED)
    MOVES = {
        Status.NEW: {Status.STUDIED, Status.AGREED, Status.NOT_AGREED, Status.RETIRED},
        Status.STUDIED: {Status.AGREED, Status.NOT_AGREED, Status.RETIRED},
        Status.AGREED: {Status.STUDIED, Status.RETIRED},
        Status.NOT_AGREED: {Status.STUDIED, Status.RETIRED},
        Status.RETIRED: {Status.STUDIED},
    }
    LEGAL_FIELDS = (
        *("customer", "kind", "status", "statement", "verification", "owner"),
        *("source", "source_label", "agreed_on", "verified_on"),
    )
    PERSONAL_FIELDS = ("statement",)

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="requirements", verbose_name=gettext_lazy("cliente")
    )
    kind = models.CharField(
        gettext_lazy("clase"), max_length=9, choices=Kind, default=Kind.REQUIRED
    )
    status = models.CharField(
        gettext_lazy("estado"), max_length=10, choices=Status, default=Status.NEW
    )
    statement = models.TextField(gettext_lazy("qué requiere"), max_length=2000)
    source = models.CharField(
        gettext_lazy("de dónde viene"), max_length=8, choices=Source, default=Source.MEETING
    )
    source_label = models.CharField(gettext_lazy("dónde consta"), max_length=200, blank=True)
    source_url = models.CharField(gettext_lazy("enlace"), max_length=300, blank=True)
    owner = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requirements",
        verbose_name=gettext_lazy("responsable"),
    )
    verification = models.TextField(gettext_lazy("cómo se verifica"), max_length=1000, blank=True)
    agreed_on = models.DateField(gettext_lazy("acordado el"), null=True)
    verified_on = models.DateField(gettext_lazy("verificado el"), null=True)
    is_met = models.BooleanField(gettext_lazy("se cumple"), null=True)  # at its last verification
    raised_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at", "pk"]
        verbose_name = gettext_lazy("requisito del cliente")
        verbose_name_plural = gettext_lazy("requisitos de los clientes")
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="requirement_by_change"),
            models.Index(fields=["status", "-changed_at", "-id"], name="requirement_by_status"),
            models.Index(fields=["customer", "status"], name="requirement_of_customer"),
            models.Index(fields=["owner", "status"], name="requirement_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="agreed") | Q(agreed_on__isnull=False),
                name="requirement_agreed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(verified_on=None, is_met=None)
                | Q(verified_on__isnull=False, is_met__isnull=False),
                name="requirement_verified_whole",
            ),
        ]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return addresses.to("customers:requirement", self.pk)

    @property
    def headline(self):
        """Its first words, as a title."""
        told = " ".join(self.statement.split())
        return told if len(told) <= 90 else f"{told[:89].rsplit(' ', 1)[0]}…"

    @property
    def is_open(self):
        return self.status in self.OPEN

    @property
    def is_agreed(self):
        return self.status == self.Status.AGREED

    # Verbs

    @classmethod
    @act
    def raise_for(cls, customer, *, by, owner=None, **fields):
        """Somebody learned of it: put it on the register."""
        told = {**fields, "owner": owner or customer.owner}
        requirement = cls(customer=customer, **told).begin(by=by, verb="raised")
        requirement.index()
        requirement._tell_owner(by)
        return requirement

    @act
    def correct(self, *, by, **changes):
        """Say better what was written down. What was agreed changes only by `agree`."""
        held = lock(self)
        if held.is_agreed and changes.get("statement", held.statement) != held.statement:
            raise Refusal(
                _("Está acordado: para cambiarlo, acuerde el cambio con el cliente y regístrelo.")
            )
        return self.amend(by=by, verb="corrected", **changes)

    @act
    def study(self, *, by, reason=""):
        """Before committing: can we, and with what? Also of what was decided earlier."""
        return self.move_to(self.Status.STUDIED, by=by, verb="studied", reason=reason)

    @act
    def agree(self, *, by, on: date, with_whom, statement="", verification="", reason=""):
        """The customer and we agree on it, in these words; of an agreed one it is a change.

        Each agreement stays as a row, so that what held on a day of the past can be told.
        """
        if on > calendar.today():
            raise Refusal(_("Se acuerda hoy o antes, no en el futuro."))
        held = lock(self)
        if held.agreed_on and on < held.agreed_on:
            raise Refusal(_("Ya hay un acuerdo de una fecha posterior."))
        told = {
            "statement": statement.strip() or held.statement,
            "verification": verification.strip() or held.verification,
        }
        if held.is_agreed and told["statement"] == held.statement:
            raise Refusal(_("Ya está acordado así: escriba qué cambia."))
        Agreement(requirement=self, on=on, with_whom=with_whom, note=reason, **told).begin(
            by=by, verb="agreed"
        )
        if held.is_agreed:
            self.amend(by=by, verb="changed_by_agreement", reason=reason, agreed_on=on, **told)
            return self
        return self.move_to(
            self.Status.AGREED, by=by, verb="agreed", reason=reason, agreed_on=on, **told
        )

    @act
    def decline(self, *, by, reason):
        """We cannot, or they do not want it any more; without a reason nothing is learned."""
        return self.move_to(self.Status.NOT_AGREED, by=by, verb="declined", reason=reason)

    @act
    def retire(self, *, by, reason):
        """It does not apply any more; what was agreed stays on record."""
        return self.move_to(self.Status.RETIRED, by=by, verb="retired", reason=reason)

    @act
    def verify(self, *, by, met: bool, on: date, note="", basket=""):
        """Somebody looked whether it is met, and may show it with files."""
        if not self.is_agreed:
            raise Refusal(_("Se verifica lo que está acordado."))
        if on > calendar.today():
            raise Refusal(_("Se verifica hoy o antes, no en el futuro."))
        Verification(requirement=self, on=on, is_met=met, note=note).begin(by=by, verb="verified")
        if basket:
            files.adopt(basket, about=self, by=by)
        if self.verified_on is None or on >= self.verified_on:
            verb = "verified_met" if met else "verified_unmet"
            self.amend(by=by, verb=verb, reason=note, verified_on=on, is_met=met)
        return self

    @act
    def hand_to(self, person, *, by, reason=""):
        """Another person answers for it, and is told."""
        if self.amend(by=by, verb="handed_over", reason=reason, owner=person):
            self._tell_owner(by)
        return self

    def agreed_as_of(self, day: date) -> "Agreement | None":
        """What was agreed about it as it stood at the end of a day."""
        return self.agreements.filter(on__lte=day).last()

    def index(self):
        """Put it in the search, or renew it."""
        words = [str(self.customer), self.verification, self.source_label]
        search.index(
            SEARCHED, self.pk, title=self.statement[:300], body="\n".join(filter(None, words))
        )

    # Behind the verbs

    def _amend(self, *told):
        """Whatever changes, the list and the search know it in the same act."""
        changed = super()._amend(*told)
        if changed:
            self.changed_at = clock.now()
            self.save(update_fields=["changed_at"])
            self.index()
        return changed

    def _tell_owner(self, by):
        if self.owner_id and self.owner != by:
            notices.tell(
                self.owner,
                lambda: (
                    _("Quedó a su cargo un requisito de %(customer)s: %(what)s")
                    % {"customer": self.customer, "what": self.headline}
                ),
                url=self.get_absolute_url(),
                key=f"requirement.owner.{self.pk}.{calendar.today()}",
            )


class Agreement(Recorded):
    """What was agreed about a requirement, with whom and when; each change is another one."""

    LEGAL_FIELDS = ("requirement", "on", "with_whom", "statement", "verification", "note")
    PERSONAL_FIELDS = ("with_whom", "statement", "note")

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="agreements")
    on = models.DateField(gettext_lazy("acordado el"))
    with_whom = models.CharField(gettext_lazy("con quién"), max_length=200)
    statement = models.TextField(gettext_lazy("qué se acordó"))
    verification = models.TextField(gettext_lazy("cómo se verifica"), blank=True)
    note = models.TextField(gettext_lazy("nota"), blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = gettext_lazy("acuerdo sobre un requisito")
        verbose_name_plural = gettext_lazy("acuerdos sobre requisitos")

    def __str__(self):
        return self.statement[:80]


class Verification(Recorded):
    """Somebody looked on a day whether a requirement is met."""

    LEGAL_FIELDS = ("requirement", "on", "is_met", "note")

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="verifications")
    on = models.DateField(gettext_lazy("verificado el"))
    is_met = models.BooleanField(gettext_lazy("se cumple"))
    note = models.TextField(gettext_lazy("qué se vio"), blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = gettext_lazy("verificación de un requisito")
        verbose_name_plural = gettext_lazy("verificaciones de requisitos")

    def __str__(self):
        return f"{self.requirement_id} {self.on}"
