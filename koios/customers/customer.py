"""The customer: a company or a person that buys, bought or may buy."""

from django.conf import settings as django_settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from koios.core import calendar, clock
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.core.states import Stateful
from koios.customers import activities, names, searching
from koios.customers.consent import DataSubject
from koios.customers.events import customers_merged
from koios.customers.finding import CustomerQuerySet
from koios.customers.identity import Document, DocumentType
from koios.customers.merging import better, mergers
from koios.customers.outline import Outline
from koios.ui import formats


class AlreadyThere(Refusal):
    """Another customer carries this number."""

    def __init__(self, customer):
        super().__init__(
            _("Ya hay un cliente con el documento %(document)s: %(name)s. Ábralo en la lista.")
            % {"document": customer.document, "name": customer}
        )
        self.customer = customer


class Customer(Outline, Stateful):
    """A company or a person with whom the company has, had or seeks business."""

    class Kind(models.TextChoices):
        COMPANY = "company", gettext_lazy("Empresa o entidad")
        PERSON = "person", gettext_lazy("Persona")

    class Status(models.TextChoices):
        PROSPECT = "prospect", pgettext_lazy("cliente", "Prospecto")
        ACTIVE = "active", pgettext_lazy("cliente", "Activo")
        INACTIVE = "inactive", pgettext_lazy("cliente", "Inactivo")
        MERGED = "merged", pgettext_lazy("cliente", "Unido a otro")

    class Vat(models.TextChoices):
        LIABLE = "liable", gettext_lazy("Responsable de IVA")
        NOT_LIABLE = "not_liable", gettext_lazy("No responsable de IVA")

    MOVES = {
        Status.PROSPECT: {Status.ACTIVE, Status.INACTIVE, Status.MERGED},
        Status.ACTIVE: {Status.INACTIVE, Status.MERGED},
        Status.INACTIVE: {Status.ACTIVE, Status.MERGED},
    }
    LEGAL_FIELDS = (
        "kind",
        "status",
        "document_type",
        "document_number",
        "legal_name",
        "trade_name",
        "activity",
        "municipality",
        "address",
        "phone",
        "email",
        "billing_email",
        "segment",
        "owner",
        "since",
        "representative_name",
        "representative_document",
        "vat",
        "is_large_taxpayer",
        "is_self_withholder",
        "self_withholder_resolution",
        "self_withholder_on",
        "payment_days",
        "is_on_hold",
        "merged_into",
    )
    PERSONAL_FIELDS = (
        "document_number",
        "legal_name",
        "trade_name",
        "address",
        "phone",
        "email",
        "billing_email",
        "representative_name",
        "representative_document",
    )
    DERIVED = ("document_key", "name_key", "trade_key", "sort_key", "changed_at")

    kind = models.CharField(gettext_lazy("es"), max_length=8, choices=Kind, default=Kind.COMPANY)
    status = models.CharField(
        gettext_lazy("estado"), max_length=9, choices=Status, default=Status.PROSPECT
    )
    document_type = models.CharField(
        gettext_lazy("tipo de documento"), max_length=3, choices=DocumentType, blank=True
    )
    document_number = models.CharField(
        gettext_lazy("número de documento"), max_length=20, blank=True
    )
    legal_name = models.CharField(gettext_lazy("razón social o nombres"), max_length=250)
    trade_name = models.CharField(gettext_lazy("nombre comercial"), max_length=250, blank=True)
    activity = models.CharField(gettext_lazy("actividad (CIIU)"), max_length=4, blank=True)
    municipality = models.CharField(gettext_lazy("municipio"), max_length=5, blank=True)
    address = models.CharField(gettext_lazy("dirección"), max_length=250, blank=True)
    phone = models.CharField(gettext_lazy("teléfono"), max_length=60, blank=True)
    email = models.EmailField(gettext_lazy("correo electrónico"), blank=True)
    billing_email = models.EmailField(gettext_lazy("correo de facturación"), blank=True)
    segment = models.CharField(gettext_lazy("segmento"), max_length=60, blank=True)
    owner = models.ForeignKey(
        django_settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="customers",
        verbose_name=gettext_lazy("responsable"),
        db_index=False,
    )
    since = models.DateField(gettext_lazy("cliente desde"), null=True, blank=True)
    representative_name = models.CharField(
        gettext_lazy("representante legal"), max_length=150, blank=True
    )
    representative_document = models.CharField(
        gettext_lazy("documento del representante"), max_length=30, blank=True
    )
    vat = models.CharField(gettext_lazy("IVA"), max_length=10, choices=Vat, blank=True)
    is_large_taxpayer = models.BooleanField(gettext_lazy("gran contribuyente"), default=False)
    is_self_withholder = models.BooleanField(gettext_lazy("autorretenedor"), default=False)
    self_withholder_resolution = models.CharField(
        gettext_lazy("resolución de autorretenedor"), max_length=40, blank=True
    )
    self_withholder_on = models.DateField(
        gettext_lazy("fecha de esa resolución"), null=True, blank=True
    )
    payment_days = models.PositiveSmallIntegerField(
        gettext_lazy("plazo de pago en días"), null=True, blank=True
    )
    is_on_hold = models.BooleanField(
        gettext_lazy("conservar por orden legal"),
        default=False,
        help_text=gettext_lazy("Mientras esté marcado, sus datos no se pueden suprimir."),
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    # Worked out from the others, to find and to sort
    document_key = models.CharField(max_length=24, null=True, unique=True, editable=False)
    name_key = models.CharField(max_length=250, db_index=True, editable=False)
    trade_key = models.CharField(max_length=250, blank=True, db_index=True, editable=False)
    sort_key = models.CharField(max_length=250, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("cliente")
        verbose_name_plural = gettext_lazy("clientes")
        indexes = [
            models.Index(fields=["sort_key", "id"], name="customer_by_name"),
            models.Index(fields=["status", "sort_key", "id"], name="customer_by_status"),
            models.Index(fields=["owner", "sort_key", "id"], name="customer_by_owner"),
            models.Index(fields=["segment", "sort_key", "id"], name="customer_by_segment"),
            models.Index(fields=["municipality", "sort_key", "id"], name="customer_by_place"),
            models.Index(fields=["-changed_at", "-id"], name="customer_by_change"),
        ]
        constraints = [
            models.CheckConstraint(
                name="customer_merged_points",
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True)),
            )
        ]

    # What it is

    @property
    def check_digit(self):
        return self.document.check_digit if self.document_number else ""

    @property
    def is_person(self):
        return self.kind == self.Kind.PERSON

    @property
    def activity_name(self):
        return activities.named(self.activity)

    @property
    def representative(self):
        """«Beatriz Elena Cano, CC 24.488.310»"""
        document = self.representative_document.replace(" ", "\u00a0")
        return ", ".join(filter(None, [self.representative_name, document]))

    @property
    def regime(self):
        """«Responsable de IVA, gran contribuyente, autorretenedor (resolución 643, 30 dic 1985)»"""
        told = [self.get_vat_display()] if self.vat else []
        if self.is_large_taxpayer:
            told.append(_("gran contribuyente"))
        if self.is_self_withholder:
            told.append(self._self_withholder())
        text = ", ".join(map(str, told))
        return text[:1].upper() + text[1:]

    def _self_withholder(self):
        proof = []
        if self.self_withholder_resolution:
            proof.append(_("resolución %(n)s") % {"n": self.self_withholder_resolution})
        if self.self_withholder_on:
            proof.append(formats.day(self.self_withholder_on))
        return _("autorretenedor") + (f" ({', '.join(proof)})" if proof else "")

    @property
    def payment_terms(self):
        """«a 30 días», «de contado»"""
        if self.payment_days is None:
            return ""
        if self.payment_days == 0:
            return _("de contado")
        days = ngettext("a %(n)s día", "a %(n)s días", self.payment_days)
        return days % {"n": self.payment_days}

    def survivor(self):
        """Itself, or the customer that it was merged into, however many merges ago."""
        customer = self
        while customer.merged_into_id:
            customer = customer.merged_into
        return customer

    def likeness(self, keys):
        mine = [key for key in (self.name_key, self.trade_key) if key]
        return max((names.likeness(one, other) for one in keys for other in mine), default=0.0)

    # What is done with it

    @classmethod
    @act
    def register(cls, *, by, document: Document | None = None, reason="", facts=None, **fields):
        """A new customer; refused when another one carries its number."""
        customer = cls(**fields)
        customer._carry(document)
        customer._settle()
        try:
            with transaction.atomic():
                customer.begin(by=by, verb="registered", reason=reason, facts=facts)
        except IntegrityError:
            other = document and cls.objects.carrying(document)
            if not other:
                raise
            raise AlreadyThere(other) from None  # somebody was faster by a moment
        searching.index(customer, contacts=())
        return customer

    @act
    def revise(self, *, by, reason="", facts=None, **changes):
        """Correct or complete what is known of it; `document` is a `Document` or None."""
        if "document" in changes:
            document = changes.pop("document")
            self._refuse_double(document)
            changes["document_type"] = document.type if document else ""
            changes["document_number"] = document.number if document else ""
        changed = self.amend(by=by, verb="revised", reason=reason, facts=facts, **changes)
        if changed:
            searching.index(self)
        return changed

    @act
    def activate(self, *, by, reason=""):
        """It buys: from here on it is a customer."""
        since = self.since or calendar.today()
        return self.move_to(self.Status.ACTIVE, by=by, verb="activated", reason=reason, since=since)

    @act
    def deactivate(self, *, by, reason):
        """It does not buy any more, or never will."""
        return self.move_to(self.Status.INACTIVE, by=by, verb="deactivated", reason=reason)

    @act
    def hand_to(self, owner, *, by, reason=""):
        """Another person of the company looks after it."""
        return self.amend(by=by, verb="handed_over", reason=reason, owner=owner)

    @act
    def absorb(self, gone, *, by, reason="", take=()):
        """Take over everything of another record of the same customer; the other points here.

        `take` names the fields in which the other one is right. What is empty here and known there
        is taken as well.
        """
        kept, gone = _locked(self, gone)
        if kept == gone or gone.status == self.Status.MERGED or kept.status == self.Status.MERGED:
            raise Refusal(_("Elija dos clientes distintos que sigan en la lista."))
        taken = better(kept, gone, set(take))
        document = taken.pop("document", kept.document)
        swapped = document != kept.document
        moved = {key: count for key, move in mergers.items() if (count := move(kept, gone, by))}
        facts = {"moved": moved, "from": gone.pk}
        freed = kept.document
        if swapped:
            # The number is unique: the one that goes lets it free before the other takes it.
            gone.revise(by=by, document=None)
            kept.revise(by=by, document=document)
            gone.revise(by=by, document=freed)
        kept.amend(by=by, verb="absorbed", reason=reason, facts=facts, **taken)
        gone.move_to(self.Status.MERGED, by=by, verb="merged", reason=reason, merged_into=kept)
        searching.remove(gone)
        searching.index(kept)
        self.refresh_from_db()
        customers_merged.send(Customer, kept=kept, gone=gone, by=by)
        return self

    @property
    def subject(self):
        """The person behind it, as the ledger of consents knows them; None if it never did."""
        if not (self.is_person and self.document_key):
            return None
        return DataSubject.objects.filter(document_key=self.document_key).first()

    @act
    def as_subject(self, *, by):
        return self.subject or DataSubject.known_as(
            name=self.legal_name,
            document=self.document,
            email=self.email,
            phone=self.phone,
            by=by,
        )

    def lineage(self) -> list:
        """Its own key and those of the records merged into it: what happened to them is its."""
        keys, fresh = [self.pk], [self.pk]
        if not getattr(self, "has_absorbed", True):
            return keys  # the question that brought it has already looked
        while fresh:
            fresh = list(
                type(self).objects.filter(merged_into__in=fresh).values_list("pk", flat=True)
            )
            keys += fresh
        return keys

    # Behind the verbs

    def _carry(self, document):
        self._refuse_double(document)
        if document is not None:
            self.document_type, self.document_number = document.type, document.number

    def _refuse_double(self, document):
        if document is None:
            return
        other = type(self).objects.filter(document_key=document.key).exclude(pk=self.pk).first()
        if other is not None:
            raise AlreadyThere(other.survivor())

    def _amend(self, *told):
        """Whatever changes, what is worked out from it changes in the same act."""
        changed = super()._amend(*told)
        if changed:
            self._settle()
            self.save(update_fields=self.DERIVED)
        return changed

    def _settle(self):
        """Work out what is derived from the other fields."""
        self.document_key = self.document.key if self.document_number else None
        self.name_key = names.key(self.legal_name)
        self.trade_key = names.key(self.trade_name) if self.trade_name else ""
        self.sort_key = names.fold(str(self))
        self.changed_at = clock.now()


def type_of(document: Document) -> str:
    """A person or a company, by the document alone: a guess for files that do not say it."""
    company = document.type == DocumentType.NIT and len(document.number) == 9
    return Customer.Kind.COMPANY if company else Customer.Kind.PERSON


def _locked(*customers):
    """Both, held in the order of their keys so that two merges cannot wait for each other."""
    held = {pk: lock(Customer(pk=pk)) for pk in sorted(customer.pk for customer in customers)}
    return [held[customer.pk] for customer in customers]
