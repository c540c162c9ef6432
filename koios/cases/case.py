"""The case: a petition, complaint or claim from its receipt to its end."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import Area, User
from koios.cases import claims, states
from koios.cases.answering import Answerable
from koios.cases.assigning import Assignable
from koios.cases.bringing import Bringable
from koios.cases.classifying import Classifiable
from koios.cases.conversation import Conversing
from koios.cases.ending import Endable
from koios.cases.extending import Extendable
from koios.cases.filing import Filed
from koios.cases.lists import Cause, Process
from koios.cases.outline import Outline
from koios.cases.petitioner import Petitioner
from koios.cases.reopening import Reopenable
from koios.cases.suspending import Suspendable
from koios.cases.terms import Kind, Term
from koios.core import audit, calendar, notices, tokens
from koios.core.acts import act
from koios.core.permissions import SEE
from koios.core.states import Stateful
from koios.customers.models import Customer
from koios.ui import formats

Status = states.Status


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What a person may see: nothing without the module, and never a case about themselves."""
        if not user.may("cases", SEE):
            return self.none()
        return self.exclude(about_person=user)

    def numbered(self, told):
        """The case whose radicado a person wrote, in capitals or not, by its index."""
        told = told.strip()
        return self.filter(number__in={told, told.upper()})

    def for_list(self):
        return self.select_related("petitioner", "customer", "owner", "term")

    def open(self):
        return self.filter(status__in=states.OPEN)

    def running(self):
        """Open, and their clock is not stopped."""
        return self.filter(status__in=states.OPEN - {Status.AWAITING_PETITIONER})

    def overdue(self, on):
        return self.running().filter(due_on__lt=on)

    def counted(self):
        """Those that the reports count: neither duplicates nor what was no PQRS."""
        return self.exclude(status__in=[Status.NOT_A_CASE, Status.DUPLICATE])

    def to_approve(self, user):
        return self.filter(answer__status="in_approval").exclude(answer__author=user)

    def queue(self, name, user, today):
        """The cases of a queue of the desk; an unknown name is all of them."""
        return {
            "unassigned": self.filter(owner=None).open(),
            "mine": self.filter(owner=user).open(),
            "approval": self.to_approve(user),
            "open": self.open(),
            "waiting": self.filter(status=Status.AWAITING_PETITIONER),
            "overdue": self.overdue(today),
            # Nearly all have ended: told this way they are read in order, and not sorted first.
            "closed": self.exclude(status__in=states.OPEN),
        }.get(name, self)


class Case(
    Filed,
    Bringable,
    Assignable,
    Classifiable,
    Suspendable,
    Extendable,
    Answerable,
    Endable,
    Reopenable,
    Conversing,
    Outline,
    Stateful,
):
    """A PQRS: what someone asks of the company, which the law makes it answer in time."""

    class Channel(models.TextChoices):
        WEB = "web", _("Página web")
        PHONE = "phone", _("Teléfono")
        PERSON = "person", _("En persona")
        EMAIL = "email", _("Correo")
        LETTER = "letter", _("Carta")
        OTHER = "other", _("Otro canal")

    class Identity(models.TextChoices):
        NAMED = "named", _("Con mi nombre")
        CONFIDENTIAL = "confidential", _("Con mi nombre, en reserva")
        ANONYMOUS = "anonymous", _("Sin dar mi nombre")

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("Procede")
        PARTLY = "partly", _("Procede en parte")
        NOT_UPHELD = "not_upheld", _("No procede")

    MOVES = states.MOVES
    LEGAL_FIELDS = (
        "number",
        "kind",
        "status",
        "channel",
        "identity",
        "received_at",
        "received_on",
        "due_on",
        "answered_at",
        "subject",
        "facts",
        "request",
        "outcome",
        "petitioner_id",
    )

    number = models.CharField(_("radicado"), max_length=60, unique=True)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    status = models.CharField(_("estado"), max_length=20, choices=Status, default=Status.RECEIVED)
    kind = models.CharField(_("tipo"), max_length=24, choices=Kind)
    channel = models.CharField(_("canal"), max_length=10, choices=Channel)
    identity = models.CharField(max_length=12, choices=Identity, default=Identity.NAMED)
    petitioner = models.OneToOneField(Petitioner, models.PROTECT, null=True, related_name="case")
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, blank=True, verbose_name=_("cliente")
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, verbose_name=_("área"))
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="cases", verbose_name=_("responsable")
    )
    about_person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    subject = models.CharField(_("asunto"), max_length=200)
    facts = models.TextField(_("hechos"))
    request = models.TextField(_("solicitud"), blank=True)
    happened_on = models.CharField(_("día en que ocurrió"), max_length=60, blank=True)
    service = models.CharField(_("ruta, placa o servicio"), max_length=120, blank=True)
    external_number = models.CharField(_("número de origen"), max_length=60, blank=True)
    imported = models.BooleanField(default=False)

    received_at = models.DateTimeField(_("recibida"))
    received_on = models.DateField()
    term = models.ForeignKey(Term, models.PROTECT)
    term_from = models.DateField()  # the receipt, or the day on which it was reopened
    term_days = models.PositiveSmallIntegerField(null=True)  # of this round, with its extension
    due_on = models.DateField(_("vence"), null=True)
    paused_on = models.DateField(null=True)  # since when the clock stands
    has_links = models.BooleanField(default=False)
    stops = models.PositiveSmallIntegerField(default=0)  # how often it stood in this round
    answered_at = models.DateTimeField(_("respondida"), null=True)
    answered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    round = models.PositiveSmallIntegerField(default=1)

    severity = models.PositiveSmallIntegerField(_("gravedad"), default=2)
    urgency = models.PositiveSmallIntegerField(_("urgencia"), default=1)
    critical = models.BooleanField(_("crítica"), default=False)
    cause = models.ForeignKey(Cause, models.PROTECT, null=True, verbose_name=_("causa"))
    process = models.ForeignKey(Process, models.PROTECT, null=True, verbose_name=_("proceso"))
    outcome = models.CharField(_("decisión"), max_length=12, choices=Outcome, blank=True)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="duplicates")
    asks = models.JSONField(default=list)  # what was asked: [{"text": …, "attended": bool}]
    answer = models.OneToOneField(
        "cases.Answer", models.PROTECT, null=True, related_name="+"
    )  # of this round
    submission = models.CharField(max_length=64, unique=True, null=True)
    token_version = models.PositiveSmallIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            # Those of the past have a series of their own.
            models.UniqueConstraint(
                fields=["year", "sequence", "imported"], name="case_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(identity="anonymous") | Q(petitioner=None),
                name="case_anonymous_has_no_petitioner",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on", "id"], name="case_by_status"),
            models.Index(fields=["owner", "status", "due_on", "id"], name="case_by_owner"),
            # What the queues count, without a look at the rows
            models.Index(fields=["status", "owner", "about_person", "due_on"], name="case_counted"),
            models.Index(fields=["due_on", "id"], name="case_by_due"),
            # PostgreSQL would look for the open ones among all that were due before them.
            models.Index(
                fields=["due_on", "id"],
                name="case_open_by_due",
                condition=Q(status__in=sorted(states.OPEN)),
            ),
            models.Index(fields=["-received_at", "-id"], name="case_by_receipt"),
            # What the report counts, without a look at the rows
            models.Index(
                fields=[
                    *("received_on", "status", "kind", "channel", "cause", "process", "customer"),
                    *("owner", "about_person", "imported", "round", "term_from", "due_on"),
                    *("answered_on", "ended_on", "id"),
                ],
                name="case_by_period",
            ),
            models.Index(fields=["customer", "-received_at", "-id"], name="case_by_customer"),
            models.Index(fields=["kind", "due_on", "id"], name="case_by_kind"),
            models.Index(fields=["external_number"], name="case_by_external_number"),
        ]

    def __str__(self):
        return self.number

    @property
    def token(self):
        """The secret that, with the radicado, opens the follow-up page."""
        return tokens.token_for("case", self.pk, self.token_version)

    @property
    def follow_up_url(self):
        return reverse("public_cases:follow_up", args=[self.number, self.token])

    @property
    def priority(self) -> int:
        """Severity by urgency, 1 to 15 (ISO 10002, initial assessment)."""
        return self.severity * self.urgency

    @cached_property
    def pauses(self) -> list:
        """The stopped stretches of this round that ended, as `calendar` counts them."""
        if not self.stops:
            return []
        of_round = (one for one in self.suspensions.all() if one.round == self.round)
        return [(one.required_on, one.resumed_on) for one in of_round if one.resumed_on]

    @cached_property
    def granted(self):
        """The extension of this round, if there is one."""
        if self.term_days == self.term.business_days:
            return None
        return next((one for one in self.extensions.all() if one.round == self.round), None)

    def count(self) -> calendar.Count:
        """The sums of the term as it stands: each day, counted or not, and why."""
        return calendar.count(self.term_from, self.term_days or 0, self.pauses)

    @act
    def recount(self, *, by, verb="recounted", reason=""):
        """Work the due date out again from the same receipt; tell the trail if it moved.

        A date that an authority stated stays as it was written.
        """
        for kept in ("pauses", "granted"):
            self.__dict__.pop(kept, None)
        if self.term_days is None:
            return False
        due_on = calendar.due_on(self.term_from, self.term_days, self.pauses)
        return self.amend(by=by, verb=verb, reason=reason, due_on=due_on)

    @classmethod
    @act
    def recount_all(cls, *, by, reason, since=None):
        """Work every open due date out again, as after a change of the calendar; the owners of
        those that moved are told. `since`: terms that ended before that day stay."""
        moved = 0
        cases = cls.objects.open().select_related("term", "owner")
        if since:
            cases = cases.filter(models.Q(due_on__gte=since) | models.Q(due_on=None))
        for case in cases:
            before = case.due_on
            if case.recount(by=by, reason=reason):
                moved += 1
                case._tell_moved(before)
        return moved

    def _tell_moved(self, before):
        notices.tell(
            self.owner,
            lambda: (
                gettext("%(number)s ahora vence el %(after)s (antes, el %(before)s)")
                % {
                    "number": self.number,
                    "after": formats.day_short(self.due_on),
                    "before": formats.day_short(before),
                }
            ),
            url=self.get_absolute_url(),
            key=f"case.moved.{self.pk}.{self.due_on}.{before}",
        )

    def _amend(self, *told):
        """What a claim about personal data goes through changes its mark in the same act."""
        changes = told[-1]
        is_claim = Kind.HD_CLAIM in (self.kind, changes.get("kind"))
        changed = super()._amend(*told)
        if changed and is_claim and claims.MATTERS & changes.keys():
            claims.settle(self)
        return changed

    @property
    def petitioner_name(self) -> str:
        return self.petitioner.name if self.petitioner else ""

    def hides_identity_from(self, user) -> bool:
        """Whether this person may not read who asked."""
        return self.is_confidential and not user.may("identities", SEE)

    @act
    def reveal(self, *, by):
        """Someone entitled looks at a reserved identity; the look stands on the trail."""
        audit.record(self, "identity_seen", by=by)
        return self.petitioner
