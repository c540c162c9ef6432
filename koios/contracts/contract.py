"""The contract: what both sides promise, from its draft to its liquidation."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.contracts import papers, states, terms
from koios.contracts.clauses import Renewal, UserGroup
from koios.contracts.drafting import Draftable
from koios.contracts.living import Living
from koios.contracts.notice import NoticeUnit, last_day_for_notice
from koios.contracts.outline import Outline
from koios.contracts.renewing import Renewable
from koios.contracts.signing import Signable
from koios.core import calendar, numbering
from koios.core.acts import act
from koios.core.permissions import SEE
from koios.core.states import Stateful
from koios.customers.models import Customer
from koios.quotes.models import Quote

Status = states.Status


class ContractQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.may("contracts", SEE) else self.none()

    def in_force(self):
        """Those that bind both sides."""
        return self.filter(status__in=states.IN_FORCE)

    def ending(self, on, within):
        """In force, with an end no further than that many days."""
        return self.in_force().filter(end_on__lte=on + timedelta(days=within))

    def past_end(self, on):
        return self.in_force().filter(end_on__lt=on)

    def renewed_with(self, quote):
        """The one that a quote, or an earlier version of it, was to renew."""
        versions, earlier = Q(renewal_quote=quote), quote.previous
        if earlier and earlier.number:
            versions |= Q(
                renewal_quote__number=earlier.number,
                renewal_quote__version__lte=earlier.version,
            )
        return self.filter(versions)

    def to_begin(self, on):
        return self.filter(status=Status.SIGNED, start_on__lte=on)


class Contract(Outline, Draftable, Signable, Living, Renewable, Stateful):
    """What we promise a customer, and they us."""

    MOVES = states.MOVES
    LEGAL_FIELDS = (
        *("number", "status", "customer_id", "quote_id", "object", "group", "routes", "value"),
        *("start_on", "end_on", "renewal", "renewal_months", "notice_amount", "notice_unit"),
        *("is_consumer", "in_signing", "signed_on", "signed_terms", "ended_on"),
    )

    key = models.CharField(max_length=16, unique=True, editable=False)
    number = models.CharField(_("número"), max_length=60, null=True, blank=True, unique=True)
    year = models.PositiveSmallIntegerField(null=True)
    sequence = models.PositiveIntegerField(null=True)
    status = models.CharField(_("estado"), max_length=10, choices=Status, default=Status.DRAFT)
    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="contracts", verbose_name=_("cliente")
    )
    quote = models.OneToOneField(
        Quote, models.PROTECT, null=True, related_name="contract", verbose_name=_("cotización")
    )
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="renewals")
    renewal_quote = models.OneToOneField(  # the last one with which it was to be renewed
        Quote, models.SET_NULL, null=True, related_name="renewed_contract"
    )
    owner = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
        verbose_name=_("responsable"),
    )

    object = models.TextField(_("objeto"), max_length=5000)
    group = models.CharField(
        _("grupo de usuarios"), max_length=10, choices=UserGroup, default=UserGroup.SPECIFIC
    )
    routes = models.TextField(_("recorridos"), max_length=5000, blank=True)
    value = models.DecimalField(
        _("valor"),
        max_digits=16,
        decimal_places=0,
        null=True,
        blank=True,
        help_text=_("En pesos. Vacío: según los servicios que se presten."),
    )
    start_on = models.DateField(_("empieza"), null=True, blank=True)
    end_on = models.DateField(
        _("termina"), null=True, blank=True, help_text=_("Vacío: sin fecha de terminación.")
    )
    renewal = models.CharField(_("prórroga"), max_length=8, choices=Renewal, default=Renewal.AGREED)
    renewal_months = models.PositiveSmallIntegerField(_("meses de cada prórroga"), default=12)
    notice_amount = models.PositiveSmallIntegerField(_("preaviso"), default=30)
    notice_unit = models.CharField(
        _("se cuenta en"), max_length=8, choices=NoticeUnit, default=NoticeUnit.DAYS
    )
    is_consumer = models.BooleanField(
        _("el cliente es consumidor"),
        default=False,
        help_text=_("Destinatario final del servicio, no como parte de su negocio (Ley 1480)."),
    )
    in_signing = models.BooleanField(_("en firma"), default=False)
    notes = models.TextField(_("notas internas"), max_length=5000, blank=True)

    signed_on = models.DateField(_("firmado el"), null=True)
    signed_terms = models.JSONField(default=dict)  # as it was signed; amendments come on top
    ended_on = models.DateField(_("terminado el"), null=True)
    notice_on = models.DateField(null=True)  # the last day to say that it shall not be renewed
    imported = models.BooleanField(default=False)
    paid = models.DecimalField(max_digits=16, decimal_places=0, null=True)
    submission = models.CharField(max_length=64, unique=True, null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrato")
        verbose_name_plural = _("contratos")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence"], name="contract_sequence_once"),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(start_on=None) | Q(end_on__gte=models.F("start_on")),
                name="contract_ends_after_begin",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "terminated", "liquidated"])
                | Q(number__isnull=False, signed_on__isnull=False),
                name="contract_signed_has_number",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "end_on", "id"], name="contract_by_end"),
            models.Index(fields=["status", "-changed_at", "-id"], name="contract_by_status"),
            models.Index(fields=["-changed_at", "-id"], name="contract_by_change"),
            models.Index(fields=["end_on", "id"], name="contract_by_end_of_all"),
            models.Index(fields=["owner", "status", "end_on", "id"], name="contract_by_owner"),
            models.Index(fields=["customer", "status", "end_on"], name="contract_by_customer"),
            models.Index(fields=["status", "notice_on"], name="contract_by_notice"),
        ]

    def __str__(self):
        return self.label

    @property
    def contract(self):
        """Itself, as an amendment has one."""
        return self

    @cached_property
    def all_tariffs(self) -> models.QuerySet:
        """Read once; so are the requirements."""
        return self.tariffs.all()

    @cached_property
    def all_requirements(self) -> models.QuerySet:
        related = ("requirement__owner", "amendment", "dropped_by")
        return self.requirements.select_related(*related)

    @cached_property
    def people(self) -> models.QuerySet:
        """Who of the customer does what in it; read once too."""
        return self.contacts.select_related("contact")

    @cached_property
    def signed_amendments(self) -> list:
        """In the order in which they take effect."""
        signed = states.AmendmentStatus.SIGNED
        found = [one for one in self.amendments.all() if one.status == signed]
        return sorted(found, key=lambda one: (one.effective_on, one.pk))

    @property
    def own_tariffs(self) -> list:
        """Those that it was drafted with."""
        return [one for one in self.all_tariffs if one.amendment_id is None]

    def terms_on(self, day) -> terms.Terms:
        """What holds on a day."""
        return terms.holding(self, day)

    def forget_parts(self):
        """Read what hangs on it again the next time."""
        for name in ("all_tariffs", "all_requirements", "people", "signed_amendments"):
            self.__dict__.pop(name, None)
        getattr(self, "_prefetched_objects_cache", {}).pop("amendments", None)

    # What `Signable` asks for

    @property
    def missing(self) -> list:
        """What it must still say before it can be signed."""
        told = []
        if not self.start_on:
            told.append(_g("la fecha en que empieza"))
        if self.renewal == Renewal.SILENCE and not self.end_on:
            told.append(_g("la fecha en que termina, porque se prorroga sola"))
        if self.value is None and not self.own_tariffs:
            told.append(_g("el valor o las tarifas"))
        if not self.clauses.exists():
            told.append(_g("las cláusulas"))
        return told

    def paper(self):
        return papers.of(self)

    def take_number(self, *, by):
        """The next of its series, when it goes to be signed; it keeps it."""
        if self.number is None:
            number = numbering.take("contract", on=calendar.today())
            self.amend(
                by=by,
                verb="numbered",
                number=number.text,
                year=number.year,
                sequence=number.sequence,
            )

    # What else is done with it

    @act
    def hand_to(self, person, *, by, reason=""):
        """Another person answers for it, and is told."""
        if self.amend(by=by, verb="handed_over", reason=reason, owner=person):
            self.tell_owner_of_it(by)
        return self

    def settle_notice(self):
        """Work out the last day for a notice from the terms as they are."""
        counts = self.renewal == Renewal.SILENCE and self.end_on and self.notice_amount
        self.notice_on = (
            last_day_for_notice(self.end_on, self.notice_amount, self.notice_unit)
            if counts
            else None
        )

    @act
    def recount_notice(self, *, by, reason):
        """The calendar changed: the last day for a notice may be another one."""
        before = self.notice_on
        self.settle_notice()
        after = self.notice_on
        self.notice_on = before
        if after != before:
            self.amend(by=by, verb="notice_recounted", reason=reason, notice_on=after)


def recount_notices(*, by, reason, since=None):
    """Of every contract in force, after a change of the calendar."""
    contracts = Contract.objects.in_force().exclude(notice_on=None)
    first = since - timedelta(days=10) if since else calendar.today()
    for contract in contracts.filter(notice_on__gte=first):
        contract.recount_notice(by=by, reason=reason)


def check_contracts():
    """Each contract against what its signature and its amendments say, for `bin/koios check`."""
    today = calendar.today()
    rows = Contract.objects.in_force().prefetch_related("amendments")
    for contract in rows.iterator(chunk_size=500):
        held, says = terms.values_on(contract, today), terms.of(contract)
        pending = any(
            one.effective_on <= today and not one.applied_on for one in contract.signed_amendments
        )
        if held != says and not pending:  # the night sweep has not been there yet
            wrong = sorted(name for name in says if says[name] != held.get(name))
            yield f"contracts.contract {contract}: not what its amendments say: {', '.join(wrong)}"
