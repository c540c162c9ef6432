"""The quote: an offer to a customer, until they take it, refuse it or let it expire."""

from decimal import Decimal

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.core import documents, tokens
from koios.core.indexes import NullsLast
from koios.core.permissions import SEE
from koios.core.states import Stateful
from koios.customers.models import Contact, Customer
from koios.quotes import pricing, states
from koios.quotes.answering import Answerable
from koios.quotes.approving import InternalApproval, InternallyApproved
from koios.quotes.bringing import Bringable
from koios.quotes.capability import CapabilityChecked
from koios.quotes.composing import Composable
from koios.quotes.conversation import Conversing
from koios.quotes.line import digest_of, main_service_of
from koios.quotes.needs import Need
from koios.quotes.outline import Outline
from koios.quotes.pursuing import Pursued
from koios.quotes.reasons import LossReason
from koios.quotes.sending import Sendable
from koios.quotes.services import Service

Status = states.Status
ZERO = Decimal(0)


class QuoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.may("quotes", SEE) else self.none()

    def for_list(self):
        return self.select_related("customer", "owner")

    def filed(self):
        """Those that were sent: drafts have neither number nor place in the file."""
        return self.exclude(status=Status.DRAFT)

    def waiting(self):
        """Sent, and the customer has not answered."""
        return self.filter(status=Status.SENT)

    def latest(self):
        """The last version of each that was sent: the one that counts."""
        return self.filed().exclude(status=Status.SUPERSEDED)

    def to_pursue(self, on):
        """Those whose next step is due."""
        return self.filter(status__in=[Status.DRAFT, Status.SENT], next_step_on__lte=on)

    def to_approve(self):
        """Those whose lines, as they stand, wait for the company's own yes."""
        asked = InternalApproval.objects.filter(
            quote=OuterRef("pk"), granted=None, digest=OuterRef("lines_digest")
        )
        return self.filter(Exists(asked), status=Status.DRAFT)

    def queue(self, name, user, on):
        """The quotes of a queue of the desk."""
        return {
            "today": lambda: self.to_pursue(on),
            "mine": lambda: self.filter(owner=user, status__in=[Status.DRAFT, Status.SENT]),
            "drafts": lambda: self.filter(status=Status.DRAFT),
            "approval": self.to_approve,
            "sent": self.waiting,
            "approved": lambda: self.filter(status=Status.APPROVED),
            "rejected": lambda: self.filter(status=Status.REJECTED),
            "expired": lambda: self.filter(status=Status.EXPIRED),
            "all": self.all,
        }[name]()

    def past_validity(self, on):
        return self.waiting().filter(valid_until__lt=on)


class Quote(
    Outline,
    Bringable,
    Composable,
    CapabilityChecked,
    InternallyApproved,
    Sendable,
    Answerable,
    Conversing,
    Pursued,
    Stateful,
):
    """An offer to a customer. Each version is a quote of its own with the same number."""

    MOVES = states.MOVES
    LEGAL_FIELDS = (
        "number",
        "version",
        "status",
        "customer_id",
        "title",
        "net",
        "tax",
        "total",
        "lines_digest",
        "valid_until",
        "sent_at",
        "answered_at",
    )

    PERSONAL_FIELDS = ("answered_by",)

    key = models.CharField(max_length=16, unique=True, editable=False)
    number = models.CharField(_("número"), max_length=60, null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    sequence = models.PositiveIntegerField(null=True)
    version = models.PositiveSmallIntegerField(_("versión"), default=1)
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="following")
    status = models.CharField(_("estado"), max_length=10, choices=Status, default=Status.DRAFT)
    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="quotes", verbose_name=_("cliente")
    )
    contact = models.ForeignKey(
        Contact,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contacto"),
    )
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="quotes")
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="quotes", verbose_name=_("vendedor")
    )

    title = models.CharField(_("qué se ofrece"), max_length=200)
    introduction = models.TextField(_("presentación"), max_length=5000, blank=True)
    conditions = models.TextField(_("condiciones"), max_length=10_000, blank=True)
    notes = models.TextField(_("notas internas"), max_length=5000, blank=True)
    valid_days = models.PositiveSmallIntegerField(_("vigencia en días"), default=30)
    valid_until = models.DateField(_("válida hasta"), null=True)
    service_from = models.DateField(_("servicio desde"), null=True, blank=True)
    service_until = models.DateField(_("servicio hasta"), null=True, blank=True)
    contract_wanted = models.BooleanField(_("al aprobarse se prepara un contrato"), default=False)

    net = models.DecimalField(max_digits=16, decimal_places=0, default=ZERO)
    tax = models.DecimalField(max_digits=16, decimal_places=0, default=ZERO)
    total = models.DecimalField(_("total"), max_digits=16, decimal_places=0, default=ZERO)
    lines_digest = models.CharField(max_length=64, blank=True)
    main_service = models.ForeignKey(
        Service, models.PROTECT, null=True, related_name="+", db_index=False
    )  # the one that most of its value is of: reports and forecasts count it under this

    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(_("enviada"), null=True)
    sent_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)  # the first time that a person opened the link
    answered_at = models.DateTimeField(_("respondida"), null=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(  # of an approval, its `Acceptance` says it
        _("quién dijo que no"), max_length=150, blank=True
    )
    document = models.OneToOneField(
        documents.Document, models.PROTECT, null=True, related_name="quote"
    )

    reason = models.ForeignKey(
        LossReason, models.PROTECT, null=True, related_name="quotes", verbose_name=_("razón")
    )
    competitor = models.CharField(_("quién la ganó"), max_length=160, blank=True)
    next_step = models.CharField(_("próximo paso"), max_length=200, blank=True)
    next_step_on = models.DateField(_("fecha del próximo paso"), null=True, blank=True)

    # Of a quote of the past: its number then, who sold it where nobody here is called so, and what
    # it is known by when its list comes again
    imported = models.BooleanField(default=False)
    external_number = models.CharField(_("número de origen"), max_length=60, blank=True)
    seller_name = models.CharField(max_length=150, blank=True)
    origin_key = models.CharField(max_length=64, unique=True, null=True)
    submission = models.CharField(max_length=64, unique=True, null=True)
    token_version = models.PositiveSmallIntegerField(default=1)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("cotización")
        verbose_name_plural = _("cotizaciones")
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="quote_number_once"),
            models.UniqueConstraint(
                fields=["year", "sequence", "version", "imported"], name="quote_sequence_once"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", number=None, sent_at=None)
                | (
                    ~Q(status="draft")
                    & Q(number__isnull=False, sent_at__isnull=False, valid_until__isnull=False)
                ),
                name="quote_sent_has_number",
            ),
        ]
        indexes = [
            NullsLast(fields=["-sent_on", "-id"], name="quote_by_sending"),
            NullsLast(fields=["status", "-sent_on", "-id"], name="quote_by_status"),
            NullsLast(fields=["owner", "status", "-sent_on", "-id"], name="quote_by_owner"),
            NullsLast(fields=["customer", "-sent_on", "-id"], name="quote_by_customer"),
            models.Index(fields=["status", "next_step_on", "id"], name="quote_by_next_step"),
            models.Index(fields=["status", "valid_until", "id"], name="quote_by_validity"),
            models.Index(fields=["status", "-changed_at", "-id"], name="quote_by_change"),
            # All that the report counts, so that it reads no quote
            models.Index(
                fields=[
                    *("sent_on", "status", "valid_until", "answered_on", "owner", "seller_name"),
                    *("customer", "main_service", "reason", "total", "net"),
                ],
                name="quote_by_period",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def seller(self) -> str:
        """Who sells it, also where that is only a name of the past."""
        return str(self.owner) if self.owner_id else self.seller_name

    @property
    def token(self) -> str:
        """The secret of its public page; `slug` finds the quote, the rest opens it."""
        return f"{self.key}-{tokens.token_for('quote', self.pk, self.token_version)}"

    @property
    def public_url(self) -> str:
        return reverse("public_quotes:quote", args=[self.token])

    @cached_property
    def all_lines(self) -> list:
        """In the order in which they are read."""
        return list(self.lines.select_related("service"))

    @property
    def sums(self) -> pricing.Totals:
        """Of the lines that count: those that are not optional, and the ones ticked."""
        return pricing.totals(line for line in self.all_lines if line.counts)

    @property
    def optional_lines(self) -> list:
        return [line for line in self.all_lines if line.optional]

    def sums_with(self, chosen) -> pricing.Totals:
        """As it would be with these optional lines (their keys) ticked, and no other."""
        chosen = set(chosen)
        counted = [one for one in self.all_lines if not one.optional or one.pk in chosen]
        return pricing.totals(counted)

    def newest(self) -> "Quote":
        """The last version that was sent of the same number."""
        same = Quote.objects.filter(number=self.number)
        return same.order_by("-version").first() if self.number else self

    def _totals(self) -> dict:
        """The fields that follow from the lines, as they stand now."""
        sums = self.sums
        return {
            "net": sums.net,
            "tax": sums.tax,
            "total": sums.total,
            "lines_digest": digest_of(self.all_lines),
            "main_service_id": main_service_of(self.all_lines),
        }


def check_quotes():
    """Cached totals and lines against each other, for `bin/koios check`."""
    for quote in Quote.objects.prefetch_related("lines").iterator(chunk_size=500):
        quote.all_lines = list(quote.lines.all())
        for field, value in quote._totals().items():
            if getattr(quote, field) != value:
                yield f"quotes.quote {quote} ({quote.key}): its {field} is not that of its lines"
