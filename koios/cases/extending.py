"""A longer term to answer: exceptional, once, with reasons, told before the first one ends.

Ley 1437 de 2011, art. 14, par.: the new total is at most twice the base. Claims of consumers have
none (Ley 1480 de 2011, art. 58). How far each type may go is data of `Term`.
"""

from django.db import models
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.cases.letters import Letter
from koios.core import calendar
from koios.core.acts import act
from koios.core.refusals import Refusal


class TermExtension(models.Model):
    """A longer term to answer, granted once and told to the petitioner in time."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="extensions")
    round = models.PositiveSmallIntegerField()
    total_business_days = models.PositiveSmallIntegerField()
    previous_due_on = models.DateField()
    due_on = models.DateField()
    reason = models.TextField()
    granted_on = models.DateField()
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="extension_once_a_round")
        ]

    def __str__(self):
        return f"{self.case} {self.due_on}"


class Extendable:
    """The term of a case may be extended once."""

    @property
    def most_extra_days(self) -> int:
        """How many business days an extension could add at most."""
        return self.term.most_business_days - self.term.business_days if self.term.extendable else 0

    def why_not_extend(self) -> str:
        """Why this case cannot be extended now; empty if it can."""
        if not self.term.extendable:
            return _("La norma no permite prórroga en este tipo: %(kind)s.") % {
                "kind": self.get_kind_display().lower()
            }
        if self.granted:
            return _("Ya tuvo una prórroga; solo se concede una.")
        if not self.is_open:
            return _("La PQRS ya terminó.")
        if self.is_paused:
            return _("El término está detenido en espera del peticionario.")
        if self.due_on and calendar.today() > self.due_on:
            return _("La prórroga se avisa antes de que venza el término, y este ya venció.")
        return ""

    @act
    def extend(self, *, extra_days, reason, by):
        """Grant more business days, with the reason that the petitioner is told at once."""
        refused = self.why_not_extend()
        if refused:
            raise Refusal(refused)
        if not 1 <= extra_days <= self.most_extra_days:
            raise Refusal(
                _("La prórroga puede sumar entre 1 y %(most)s días hábiles.")
                % {"most": self.most_extra_days}
            )
        total = self.term.business_days + extra_days
        extension = TermExtension.objects.create(
            case=self,
            round=self.round,
            total_business_days=total,
            previous_due_on=self.due_on,
            due_on=calendar.due_on(self.term_from, total, self.pauses),
            reason=reason,
            granted_on=calendar.today(),
            granted_by=by,
        )
        del self.granted  # what was known of it is no longer so
        self.amend(by=by, verb="extended", reason=reason, term_days=total, due_on=extension.due_on)
        Letter.write(
            self,
            "extension",
            by=by,
            extension=extension,
            before=extension.previous_due_on,
        )
        return extension
