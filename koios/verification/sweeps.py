"""What the verification of contracts does by itself. Each may run twice and nothing twice."""

from datetime import date

from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.core import audit, calendar, notices
from koios.core import settings as company
from koios.core.permissions import APPROVE
from koios.ui import formats
from koios.verification.models import Campaign, ContractVerification


def open_campaign():
    """In the month that the settings say the campaign of the year begins, if nobody began it."""
    today = calendar.today()
    if today.month != int(company.get("verification.month")):
        return
    if not Campaign.objects.filter(for_year=today.year).exists():
        Campaign.open(by=audit.SYSTEM, for_year=today.year)


def remind():
    """Who verifies is told some days before, and every week after; nobody does: who approves."""
    today = calendar.today()
    steps = company.get("verification.reminder_days")
    furthest = date.fromordinal(today.toordinal() + max(steps, default=0))
    near = ContractVerification.objects.open().filter(due_on__lte=furthest)
    for one in near.select_related("owner", "contract__customer"):
        left = (one.due_on - today).days
        step = min((step for step in steps if left <= step), default=None)
        if left < 0:
            step = f"late{-left // 7}"
        if step is None:
            continue
        for person in _who(one):
            notices.tell(
                person,
                lambda one=one, left=left: _words(one, left),
                url=one.get_absolute_url(),
                key=f"verification.due.{one.pk}.{one.due_on}.{step}",
                urgent=left < 0,
            )


def _words(one, left):
    told = {
        "contract": one.contract.label,
        "customer": one.contract.customer,
        "day": formats.day(one.due_on),
    }
    if left < 0:
        return _("La verificación de %(contract)s con %(customer)s venció el %(day)s") % told
    return _("La verificación de %(contract)s con %(customer)s vence el %(day)s") % told


def _who(one):
    if one.owner and one.owner.is_active:
        return [one.owner]
    return User.objects.who_may("contracts", APPROVE)
