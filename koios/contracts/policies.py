"""The policies (pólizas) that a contract asks for, with the day on which each runs out."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core import calendar, clock, files
from koios.core import settings as company
from koios.core.acts import act
from koios.core.refusals import Refusal
from koios.core.states import Recorded
from koios.ui import formats


class PolicyQuerySet(models.QuerySet):
    def current(self):
        return self.filter(replaced_at=None)

    def running_out(self, on, within):
        return self.current().filter(expires_on__lte=on + timedelta(days=within))


class Policy(Recorded):
    """An insurance that a contract asks for; without a number it has not been brought yet."""

    class Kind(models.TextChoices):
        COMPLIANCE = "compliance", _("Cumplimiento")
        WAGES = "wages", _("Salarios y prestaciones")
        QUALITY = "quality", _("Calidad del servicio")
        RCC = "rcc", _("Responsabilidad civil contractual (RCC)")
        RCE = "rce", _("Responsabilidad civil extracontractual (RCE)")
        OTHER = "other", _("Otra")

    LEGAL_FIELDS = (
        *("contract_id", "kind", "name", "insurer", "number", "amount", "starts_on"),
        *("expires_on", "file_id", "replaced_at"),
    )

    contract = models.ForeignKey("contracts.Contract", models.CASCADE, related_name="policies")
    kind = models.CharField(_("qué ampara"), max_length=10, choices=Kind, default=Kind.COMPLIANCE)
    name = models.CharField(_("otro amparo"), max_length=120, blank=True)
    insurer = models.CharField(_("aseguradora"), max_length=120, blank=True)
    number = models.CharField(_("número de la póliza"), max_length=60, blank=True)
    amount = models.DecimalField(
        _("valor asegurado"), max_digits=16, decimal_places=0, null=True, blank=True
    )
    starts_on = models.DateField(_("rige desde"), null=True, blank=True)
    expires_on = models.DateField(_("vence"), null=True, blank=True)
    file = models.ForeignKey(files.File, models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name = _("póliza")
        verbose_name_plural = _("pólizas")
        indexes = [models.Index(fields=["expires_on"], name="policy_expiry")]

    def __str__(self):
        return self.name or str(self.get_kind_display())

    def get_absolute_url(self):
        return f"{self.contract.get_absolute_url()}#polizas"

    @property
    def is_pending(self):
        """It was asked for and nobody has brought it."""
        return not self.number

    @property
    def dates(self):
        """«Aseguradora, n.º 123, vence el 3 sep 2026»"""
        told = [self.insurer]
        if self.number:
            told.append(_g("n.º %(number)s") % {"number": self.number})
        if self.expires_on:
            told.append(_g("vence el %(day)s") % {"day": formats.day(self.expires_on)})
        return ", ".join(filter(None, told))

    @property
    def standing(self):
        """(tone, words) of how it stands."""
        if self.is_pending:
            return "warn", _g("Falta")
        if self.expires_on is None:
            return "ok", _g("Vigente")
        left = (self.expires_on - calendar.today()).days
        if left < 0:
            return "bad", _g("Vencida")
        if left <= max(company.get("contracts.policy_alert_days"), default=0):
            return "warn", _g("Por vencer")
        return "ok", _g("Vigente")

    @classmethod
    @act
    def ask(cls, contract, *, by, basket="", **fields):
        """A contract asks for it; with its number and file it has been brought as well."""
        policy = cls(contract=contract, **fields).begin(by=by, verb="asked")
        policy._take_file(basket, by)
        return policy

    @act
    def bring(self, *, by, basket="", **fields):
        """It came, or a newer one did: the one before stays on record."""
        if self.replaced_at:
            raise Refusal(_g("Esa póliza ya se reemplazó por otra."))
        if self.is_pending:
            self.amend(by=by, verb="brought", **fields)
            self._take_file(basket, by)
            return self
        self.amend(by=by, verb="replaced", replaced_at=clock.now())
        told = {"kind": self.kind, "name": self.name, "amount": self.amount, **fields}
        return Policy.ask(self.contract, by=by, basket=basket, **told)

    @act
    def drop(self, *, by, reason=""):
        """It is not asked for any more."""
        return self.amend(by=by, verb="replaced", reason=reason, replaced_at=clock.now())

    def _take_file(self, basket, by):
        kept = files.adopt(basket, about=self, by=by) if basket else []
        if kept:
            self.amend(by=by, verb="file_added", file=kept[-1])
