"""What is told before a contract ends, before a notice is too late, before a policy runs out.

Each is told once for each number of days of the settings; whoever brings a contract in late is told
only of the nearest.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.contracts.models import Contract, Policy, RenewalNotice
from koios.core import notices
from koios.core import settings as company
from koios.core.permissions import APPROVE
from koios.core.together import hear
from koios.ui import formats

WORDS = {
    "end": gettext_lazy("El contrato %(label)s con %(customer)s termina el %(day)s"),
    "notice": gettext_lazy(
        "Hasta el %(day)s se puede avisar que %(label)s con %(customer)s no se renueva"
    ),
    "policy": gettext_lazy("La póliza %(policy)s de %(label)s, %(customer)s, vence el %(day)s"),
}


@dataclass(frozen=True)
class Coming:
    """A date of a contract that comes near."""

    kind: str  # end, notice, policy
    contract: Contract
    day: date
    policy: Policy | None = None

    @property
    def url(self):
        return (self.policy or self.contract).get_absolute_url()

    @property
    def key(self):
        about = f"{self.contract.pk}.{self.policy.pk}" if self.policy else f"{self.contract.pk}"
        return f"contract.{self.kind}.{about}.{self.day}"

    @property
    def words(self):
        return str(WORDS[self.kind]) % {
            "label": self.contract.label,
            "customer": self.contract.customer,
            "day": formats.day(self.day),
            "policy": self.policy or "",
        }


def coming(first: date, last: date, *, contracts=None):
    """Every such date between two days, of the contracts in force, by day. Something to be heard
    (`koios.core.together`)."""
    contracts = Contract.objects.in_force() if contracts is None else contracts
    span = (first, last)
    policies = Policy.objects.current().filter(
        expires_on__range=span, contract__in=contracts.order_by().values("pk")
    )
    named = contracts.select_related("customer", "owner")
    given = RenewalNotice.objects.filter(contract=OuterRef("pk"), ends_on=OuterRef("end_on"))
    ends, silent, expiring = yield (
        named.filter(end_on__range=span),
        named.filter(~Exists(given), notice_on__range=span),
        policies.select_related("contract__customer", "contract__owner"),
    )
    found = [
        *(Coming("end", one, one.end_on) for one in ends),
        *(Coming("notice", one, one.notice_on) for one in silent),
        *(Coming("policy", one.contract, one.expires_on, one) for one in expiring),
    ]
    return sorted(found, key=lambda one: (one.day, one.contract.pk, one.kind))


def tell_all(today: date):
    """Tell whoever answers for each contract; nobody does: those who approve contracts."""
    (near,) = hear(coming(today, _furthest(today)))
    for one in near:
        steps = company.get(f"contracts.{one.kind}_alert_days")
        left = (one.day - today).days
        reached = min((step for step in steps if left <= step), default=None)
        if reached is None:
            continue
        for person in _who_answers(one.contract):
            notices.tell(
                person,
                lambda one=one: one.words,
                url=one.url,
                key=f"{one.key}.{reached}",
                urgent=reached == min(steps),
            )


def _furthest(today):
    names = ("end", "notice", "policy")
    most = max(max(company.get(f"contracts.{n}_alert_days"), default=0) for n in names)
    return date.fromordinal(today.toordinal() + most)


def _who_answers(contract):
    if contract.owner and contract.owner.is_active:
        return [contract.owner]
    return User.objects.who_may("contracts", APPROVE)
