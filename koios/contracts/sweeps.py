"""What contracts do by themselves. Each may run twice and nothing happens twice."""

from koios.contracts import alerts
from koios.contracts.models import Amendment, AmendmentStatus, Contract
from koios.core import audit, calendar


def settle():
    """In the small hours: amendments take effect, contracts begin, are renewed or end."""
    today = calendar.today()
    due = Amendment.objects.filter(
        status=AmendmentStatus.SIGNED, applied_on=None, effective_on__lte=today
    )
    for contract in Contract.objects.in_force().filter(pk__in=due.values("contract")):
        contract.settle(by=audit.SYSTEM)
    for contract in Contract.objects.to_begin(today):
        contract.enter_into_force()
    for contract in Contract.objects.past_end(today):
        contract.pass_end()


def alert():
    """Owners are told of ends, notices and policies that come near."""
    alerts.tell_all(calendar.today())
