"""Can we? With what? Who says so: the review before the company commits itself (ISO 9001, 8.2.3).

It stands on record before a quote leaves, where the settings ask for it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.core import audit, clock
from koios.core import settings as company
from koios.core.acts import act
from koios.core.refusals import Refusal


class CapabilityCheck(models.Model):
    """One look at whether the company can do what is asked. A later one takes its place and the
    earlier stays."""

    class Verdict(models.TextChoices):
        YES = "yes", _("Sí podemos")
        CONDITIONS = "conditions", _("Sí, con condiciones")
        NO = "no", _("No podemos")

    need = models.ForeignKey("quotes.Need", models.PROTECT, null=True, related_name="checks")
    quote = models.ForeignKey("quotes.Quote", models.CASCADE, null=True, related_name="checks")
    verdict = models.CharField(_("¿podemos?"), max_length=10, choices=Verdict)
    means = models.TextField(_("¿con qué?"), max_length=2000)
    conditions = models.TextField(_("condiciones"), max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(need__isnull=False, quote=None) | Q(need=None, quote__isnull=False),
                name="capability_of_one",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="conditions") | ~Q(conditions=""),
                name="capability_says_conditions",
            ),
        ]

    def __str__(self):
        return f"{self.get_verdict_display()} ({self.by})"


@act
def check_capability(record, *, verdict, means, by, conditions=""):
    """Record a check of a need or of a quote."""
    last = record.checks.first()
    told = (verdict, means, conditions, by)
    if last and told == (last.verdict, last.means, last.conditions, last.by):
        return last  # the form came twice, or nothing new was found out
    link = record._meta.model_name  # "need" or "quote"
    check = CapabilityCheck.objects.create(
        verdict=verdict, means=means, conditions=conditions, by=by, at=clock.now(), **{link: record}
    )
    facts = {"verdict": verdict, "means": means, "conditions": conditions}
    audit.record(record, "capability_checked", by=by, facts=facts)
    return check


class CapabilityChecked:
    """A quote leaves when somebody said that the company can."""

    @act
    def check_capability(self, **told):
        return check_capability(self, **told)

    @property
    def capability(self) -> CapabilityCheck | None:
        """The last check: its own, or that of the need it answers, or of the version before."""
        own = next(iter(self.checks.all()), None)
        if own:
            return own
        if self.need and (asked := self.need.capability):
            return asked
        return self.previous.capability if self.previous else None

    def _refuse_unchecked(self):
        if not company.get("quotes.capability_required"):
            return
        check = self.capability
        if check is None:
            raise Refusal(
                _g(
                    "Falta decir si podemos prestar lo que se ofrece, con qué y quién responde "
                    "(ISO 9001, 8.2.3). Regístrelo y envíe la cotización."
                )
            )
        if check.verdict == CapabilityCheck.Verdict.NO:
            raise Refusal(
                _g("%(who)s registró que no podemos prestarlo. Revíselo antes de enviar.")
                % {"who": check.by}
            )
