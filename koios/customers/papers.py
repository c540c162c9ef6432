"""The papers of a customer that run out: RUT, Cámara de Comercio and the like."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import calendar, clock, files, notices
from koios.core import settings as company_settings
from koios.core.acts import act
from koios.core.states import Recorded
from koios.customers.customer import Customer
from koios.ui import formats


class PaperQuerySet(models.QuerySet):
    def current(self):
        return self.filter(replaced_at=None)

    def expiring(self, on, within=None):
        """In force no longer than `within` days from that day, or run out already."""
        if within is None:
            within = company_settings.get("customers.paper_notice_days")
        return self.current().filter(expires_on__lte=on + timedelta(days=within))


class Paper(Recorded):
    """A document of a customer, with its file and the dates that stand on it."""

    class Kind(models.TextChoices):
        RUT = "rut", gettext_lazy("RUT")
        CHAMBER = "chamber", gettext_lazy("Cámara de Comercio")
        IDENTITY = "identity", gettext_lazy("Documento de identidad")
        BANK = "bank", gettext_lazy("Certificación bancaria")
        FINANCIAL = "financial", gettext_lazy("Estados financieros")
        OTHER = "other", gettext_lazy("Otro documento")

    LEGAL_FIELDS = ("customer", "kind", "name", "file", "issued_on", "expires_on", "replaced_at")

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="papers")
    kind = models.CharField(gettext_lazy("qué es"), max_length=9, choices=Kind, default=Kind.RUT)
    name = models.CharField(gettext_lazy("nombre"), max_length=120, blank=True)
    file = models.ForeignKey(files.File, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(gettext_lazy("fecha de expedición"), null=True, blank=True)
    expires_on = models.DateField(gettext_lazy("vence"), null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-created_at", "-pk"]
        indexes = [models.Index(fields=["expires_on"], name="paper_expiry")]
        verbose_name = gettext_lazy("documento")
        verbose_name_plural = gettext_lazy("documentos")

    def __str__(self):
        return self.name or str(self.get_kind_display())

    def get_absolute_url(self):
        return f"{self.customer.get_absolute_url()}#papers"

    @property
    def dates(self):
        """«expedido el 3 jun 2026, vence el 3 sep 2026»"""
        told = []
        if self.issued_on:
            told.append(_("expedido el %(day)s") % {"day": formats.day(self.issued_on)})
        if self.expires_on:
            told.append(_("vence el %(day)s") % {"day": formats.day(self.expires_on)})
        return ", ".join(told)

    @property
    def expiry(self):
        """(tone, words) when it ran out or soon will; None while it is in force."""
        if self.expires_on is None or self.replaced_at:
            return None
        left = (self.expires_on - calendar.today()).days
        if left < 0:
            return "bad", _("Vencido")
        if left <= company_settings.get("customers.paper_notice_days"):
            return "warn", _("Por vencer")
        return None

    @classmethod
    @act
    def keep(cls, customer, basket, *, by, kind, **fields):
        """Keep the one file of a basket; the paper of that kind before it is replaced."""
        paper = cls(customer=customer, kind=kind, **fields)
        if kind != cls.Kind.OTHER:
            for before in customer.papers.current().filter(kind=kind):
                before.replace(by=by)
        paper.begin(by=by, verb="kept")
        kept = files.adopt(basket, paper, by)
        if kept:
            paper.amend(by=by, verb="file_added", file=kept[0])
        return paper

    @act
    def replace(self, *, by):
        """A newer one took its place, or it is of no use any more; the file stays on record."""
        return self.amend(by=by, verb="replaced", replaced_at=clock.now())

    @act
    def throw_away(self, *, by, reason):
        """Its person asked to be forgotten: the file goes, its bytes with the next sweep."""
        file = self.file
        changes = {} if self.replaced_at else {"replaced_at": clock.now()}
        self.amend(by=by, verb="thrown_away", reason=reason, file=None, **changes)
        if file is not None:
            file.delete()

    def remind_owner(self):
        """Tell the customer's owner, once for each date of expiry."""
        return notices.tell(
            self.customer.owner,
            lambda: (
                _("%(paper)s de %(customer)s vence el %(day)s.")
                % {"paper": self, "customer": self.customer, "day": formats.day(self.expires_on)}
            ),
            url=self.get_absolute_url(),
            key=f"paper:{self.pk}:{self.expires_on.isoformat()}",
        )


def remind_owners(on):
    """The daily sweep over papers that are about to run out."""
    expiring = Paper.objects.expiring(on).filter(
        customer__status__in=[Customer.Status.ACTIVE, Customer.Status.PROSPECT],
        customer__owner__isnull=False,
    )
    for paper in expiring.select_related("customer__owner"):
        paper.remind_owner()
