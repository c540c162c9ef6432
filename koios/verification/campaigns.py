"""The campaign of a year: every contract in force is verified, by somebody, by a day."""

from collections import Counter
from datetime import date, timedelta

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from koios.accounts.models import User
from koios.contracts.models import Contract
from koios.core import addresses, audit, calendar, clock, notices
from koios.core import settings as company
from koios.core.acts import act, lock
from koios.core.jobs import task
from koios.core.permissions import APPROVE
from koios.core.refusals import Refusal
from koios.core.states import Recorded
from koios.ui import formats
from koios.verification.states import Status
from koios.verification.verifying import ContractVerification

AT_ONCE = 100  # contracts in one act, so that nobody waits long for its lock


class Campaign(Recorded):
    """One a year. A job plans its verifications, since a company may have thousands."""

    LEGAL_FIELDS = ("for_year", "opened_on", "due_on", "verifier_id", "filled_at")

    for_year = models.PositiveSmallIntegerField(_("año"), unique=True)
    opened_on = models.DateField()
    due_on = models.DateField(_("para cuándo"))
    verifier = models.ForeignKey(  # empty: the owner of each contract
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("verifica")
    )
    filled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-for_year"]
        verbose_name = _("campaña de verificación")
        verbose_name_plural = _("campañas de verificación")

    def __str__(self):
        return _g("Verificación de contratos %(year)s") % {"year": self.for_year}

    def get_absolute_url(self):
        return addresses.to("verification:campaign", self.for_year)

    @classmethod
    @act
    def open(cls, *, by, for_year, due_on=None, verifier=None):
        """Begin the campaign of a year; who verifies is told once it is planned."""
        today = calendar.today()
        if not today.year - 1 <= for_year <= today.year:
            raise Refusal(_g("Se verifica el año que corre o el anterior."))
        if cls.objects.filter(for_year=for_year).exists():
            raise Refusal(_g("Ya hay una campaña de %(year)s.") % {"year": for_year})
        due_on = due_on or today + timedelta(days=company.get("verification.days"))
        if due_on < today:
            raise Refusal(_g("La fecha límite ya pasó."))
        campaign = cls(for_year=for_year, opened_on=today, due_on=due_on, verifier=verifier).begin(
            by=by, verb="opened"
        )
        fill_campaign.enqueue(campaign=campaign.pk)
        return campaign

    def fill(self):
        """Plan a verification for each contract in force that has none of this year yet; done
        again, it goes on where it was."""
        while self._plan_some():
            pass
        if self.filled_at is None:
            self._filled()

    @act
    def complete(self, *, by):
        """Contracts came into force since: take them in too."""
        audit.record(self, "completed", by=by, facts={"contracts": self.left_out().count()})
        fill_campaign.enqueue(campaign=self.pk)

    @act
    def postpone(self, day: date, *, by, reason):
        """All that is open has until another day."""
        lock(self)
        if day < calendar.today():
            raise Refusal(_g("La fecha límite ya pasó."))
        self.amend(by=by, verb="postponed", reason=reason, due_on=day)
        for one in self.verifications.open().exclude(due_on=day):
            one.postpone(day, by=by, reason=reason)
        return self

    @act
    def hand_over(self, from_user, to_user, *, by, reason=""):
        """What somebody (or nobody, with None) still has to verify of it goes to another person.
        How many there were."""
        theirs = list(self.verifications.open().filter(owner=from_user))
        for one in theirs:
            one.amend(by=by, verb="handed_over", reason=reason, owner=to_user)
        _tell(self, to_user, len(theirs))
        return len(theirs)

    def left_out(self):
        """Contracts in force without a verification of this year."""
        planned = ContractVerification.objects.filter(for_year=self.for_year)
        return (
            Contract.objects.in_force()
            .exclude(pk__in=planned.exclude(status=Status.VOIDED).values("contract"))
            .order_by("pk")
        )

    def progress(self) -> dict:
        """How many of its verifications are in each state."""
        rows = self.verifications.order_by().values_list("status").annotate(n=models.Count("pk"))
        return dict(rows)

    @act
    def _plan_some(self):
        found = list(self.left_out().select_related("owner")[:AT_ONCE])
        for contract in found:
            ContractVerification.plan(
                contract,
                by=audit.SYSTEM,
                for_year=self.for_year,
                due_on=self.due_on,
                owner=self.verifier or _active(contract.owner),
                campaign=self,
            )
        return bool(found)

    @act
    def _filled(self):
        held = lock(self)
        if held.filled_at is not None:
            return
        self.amend(by=audit.SYSTEM, verb="filled", filled_at=clock.now())
        rows = self.verifications.open().select_related("owner")
        owners = {one.owner_id: one.owner for one in rows}
        for key, number in Counter(one.owner_id for one in rows).items():
            people = [owners[key]] if key else User.objects.who_may("contracts", APPROVE)
            for person in people:
                _tell(self, person, number)


def _active(person):
    return person if person and person.is_active else None


def _tell(campaign, person, number):
    if not number:
        return
    notices.tell(
        person,
        lambda: (
            ngettext(
                "%(n)s contrato por verificar de %(year)s, hasta el %(day)s",
                "%(n)s contratos por verificar de %(year)s, hasta el %(day)s",
                number,
            )
            % {"n": number, "year": campaign.for_year, "day": formats.day(campaign.due_on)}
        ),
        url=f"{reverse('verification:verifications')}?tab=mine",
        key=f"verification.campaign.{campaign.pk}.{number}.{calendar.today()}",
    )


@task(name="verification.fill_campaign")
def fill_campaign(campaign):
    Campaign.objects.get(pk=campaign).fill()
