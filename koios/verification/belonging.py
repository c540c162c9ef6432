"""Verifications as others show them: on a person's day, in their calendar, at a handover."""

from django.urls import reverse
from django.utils.translation import gettext as _

from koios.core import calendar
from koios.core.permissions import EDIT
from koios.customers.record import Action, Panel
from koios.office.agenda import Entry
from koios.office.queue import MOST, Job
from koios.ui.due import Due
from koios.verification import papers
from koios.verification.models import ContractVerification, Status

SOON = 30  # days before its end at which one stands on its owner's day


def jobs(user, today):
    """What a person has to verify, from the day that it comes near."""
    found = yield waiting(user).select_related("contract__customer")[:MOST]
    return [
        Job(
            kind=_("Verificación"),
            number=one.number,
            title=one.contract.headline,
            url=one.get_absolute_url(),
            next_step=_("Empezarla") if one.status == Status.PENDING else _("Terminarla"),
            who=str(one.contract.customer),
            due=Due.of(total=SOON, gone=SOON - (one.due_on - today).days, short=True),
            due_on=one.due_on,
        )
        for one in found
    ]


def waiting(user):
    until = calendar.today().toordinal() + SOON
    mine = ContractVerification.objects.visible_to(user).open().filter(owner=user)
    return mine.filter(due_on__lte=calendar.today().fromordinal(until)).order_by("due_on", "pk")


def entries(user, first, last):
    """The last days of what is open, for a person's own calendar."""
    visible = ContractVerification.objects.visible_to(user).open()
    for one in visible.filter(due_on__range=(first, last)).select_related("contract__customer"):
        yield Entry(
            uid=f"verification.{one.pk}.{one.due_on}",
            title=_("Verificar %(contract)s, %(customer)s")
            % {"contract": one.contract.label, "customer": one.contract.customer},
            day=one.due_on,
            url=one.get_absolute_url(),
        )


def panel_of(contract, user):
    """On the page of a contract: each year, and what came out."""
    of_it = ContractVerification.objects.filter(contract=contract).standing()
    found = yield of_it.order_by("-for_year")[:5]
    if not found:
        return None
    url = f"{reverse('verification:verifications')}?tab=all&contract={contract.number}"
    return Panel(
        _("Verificación"),
        "verification/_panel.html",
        {"rows": [(one, papers.percent(one.compliance)) for one in found]},
        url=url,
        link=_("Verlas"),
    )


def action_of(contract, user):
    """Verify it outside of a campaign."""
    if not (contract.is_in_force and contract.number and user.may("contracts", EDIT)):
        return None
    url = reverse("verification:contract_verification", args=[contract.number])
    return Action(_("Verificar"), url, "checklist")


def open_of(user):
    """For the rail: what is still to be verified."""
    return ContractVerification.objects.visible_to(user).open()


def owned(user):
    return ContractVerification.objects.open().filter(owner=user)


def hand_over(from_user, to_user, by):
    for one in owned(from_user):
        one.hand_to(to_user, by=by, reason=_("Relevo de %(who)s") % {"who": from_user})
