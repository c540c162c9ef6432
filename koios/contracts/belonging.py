"""Contracts as others show them: on a person's day, on a customer's page, at a handover."""

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.contracts import alerts
from koios.contracts.models import Contract, Status
from koios.contracts.states import IN_FORCE, OVER
from koios.core import calendar
from koios.core import settings as company
from koios.core.permissions import EDIT, SEE
from koios.core.together import along, answers, each, hear
from koios.customers.record import Action, Panel, Step
from koios.office.agenda import Entry
from koios.office.queue import MOST, Job
from koios.quotes import thread
from koios.quotes.outcomes import Outcome
from koios.ui import formats
from koios.ui.due import Due
from koios.ui.story import Event

SOON = 30  # days before a date of a contract at which it stands on its owner's day
STEPS = {
    "end": lambda: _("Renovarlo o cerrarlo"),
    "notice": lambda: _("Decidir si se renueva"),
    "policy": lambda: _("Pedir la póliza nueva"),
}


def jobs(user, today):
    """Drafts to finish, and dates that come near, of the contracts that a person answers for."""
    mine = Contract.objects.visible_to(user).filter(owner=user)
    until = today + timedelta(days=SOON)
    begun = mine.filter(status=Status.DRAFT).select_related("customer")[:MOST]
    coming = alerts.coming(today, until, contracts=mine.in_force())
    _asked, near = yield from each(answers(begun), coming)
    return [*map(_to_sign, begun), *(_to_decide(one, today) for one in near[:MOST])]


def _to_sign(contract):
    return Job(
        kind=_("Contrato"),
        number=contract.label,
        title=contract.headline,
        url=contract.get_absolute_url(),
        next_step=_("Hacerlo firmar") if contract.in_signing else _("Terminar de prepararlo"),
        who=str(contract.customer),
        waiting=contract.in_signing,
    )


def _to_decide(one, today):
    left = (one.day - today).days
    return Job(
        kind=_("Póliza") if one.policy else _("Contrato"),
        number=one.contract.label,
        title=one.contract.headline,
        url=one.url,
        next_step=STEPS[one.kind](),
        who=str(one.contract.customer),
        due=Due.of(total=SOON, gone=SOON - left, short=True),
        due_on=one.day,
    )


def waiting(user):
    """As many of their contracts as have something to do; the page tells what."""
    today = calendar.today()
    until = today + timedelta(days=SOON)
    near = Q(status__in=IN_FORCE) & (
        Q(end_on__range=(today, until)) | Q(notice_on__range=(today, until))
    )
    mine = Contract.objects.visible_to(user).filter(owner=user)
    return mine.filter(Q(status=Status.DRAFT) | near)


def entries(user, first, last):
    """What comes of the contracts, for a person's own calendar."""
    visible = Contract.objects.visible_to(user).in_force()
    (near,) = hear(alerts.coming(first, last, contracts=visible))
    for one in near:
        yield Entry(uid=one.key, title=one.words, day=one.day, url=one.url)


def ending(user):
    """For the rail: those that end within the first of the alerts."""
    within = max(company.get("contracts.end_alert_days"), default=90)
    return Contract.objects.visible_to(user).ending(calendar.today(), within)


def owned(user):
    return Contract.objects.filter(owner=user).exclude(status__in=OVER)


def hand_over(from_user, to_user, by):
    for contract in Contract.objects.filter(owner=from_user).exclude(status__in=OVER):
        contract.hand_to(to_user, by=by, reason=_("Relevo de %(who)s") % {"who": from_user})


def events_of(customer, user, lineage, before, limit):
    """The contracts of a customer on its story, when each was begun."""
    if not user.may("contracts", SEE):
        return []
    (contracts,) = yield along(customer, "contracts")
    rows = [one for one in contracts if before is None or one.created_at < before]
    rows.sort(key=lambda one: (one.created_at, one.pk), reverse=True)
    return [
        Event(
            one.created_at,
            did=format_html(
                '{} <a href="{}">{}</a>: {}',
                _("Se preparó el contrato"),
                one.get_absolute_url(),
                one.label,
                one.headline,
            ),
            icon="contract",
        )
        for one in rows[:limit]
    ]


def came_of(quote):
    """What whoever approved a quote is told of the contract that was drafted of it."""
    contract = Contract.objects.filter(quote=quote).first()
    if contract is None or contract.status in OVER:
        return None
    told = _("Quedó firmado.")
    if contract.status == Status.DRAFT:
        told = _("Preparamos el contrato y se lo enviamos para firmar.")
    return Outcome(label=_("Contrato"), number=contract.number or "", next=told)


def before_quote(quote, user):
    """The contract that a quote was to renew, on its thread."""
    if not (quote.contract_wanted and user.may("contracts", SEE)):
        return None
    renewed = yield Contract.objects.renewed_with(quote)[:1]
    if not renewed:
        return None
    renewed = renewed[0]
    return thread.Step(_("Renueva"), renewed.label, renewed.get_absolute_url())


def after_quote(quote, user, current):
    """The contract that was drafted of a quote, on its thread."""
    if not quote.contract_wanted:
        return None
    drafted = yield Contract.objects.visible_to(user).filter(quote=quote)[:1]
    if not drafted:
        return None
    contract = drafted[0]
    told = f"{contract.label}, {contract.get_status_display().lower()}"
    if contract.is_draft:
        told = _("en preparación")
    return thread.Step(_("Contrato"), told, contract.get_absolute_url(), order=50)


def step_of(customer, user, lineage):
    if not user.may("contracts", SEE):
        return None
    number = len((yield from _in_force(customer)))
    told = ngettext("%(n)s en vigor", "%(n)s en vigor", number) % {"n": number}
    return Step(_("Contratos"), told, _list_of(customer), order=40)


def panel_of(customer, user, lineage):
    """The contract in force that ends last."""
    if not user.may("contracts", SEE):
        return None
    found = yield from _in_force(customer)
    if not found:
        return None
    one = max(found, key=lambda one: (one.end_on or date.max, one.pk))
    return Panel(
        _("Contrato"),
        "contracts/_panel.html",
        {"contract": one, "end": one.end_on and formats.day(one.end_on)},
        url=_list_of(customer),
        link=_("Verlos"),
        order=30,
    )


def action_of(customer, user):
    if not user.may("contracts", EDIT):
        return None
    return Action(_("Contrato"), f"{reverse('contracts:new_contract')}?customer={customer.pk}")


def _in_force(customer):
    (contracts,) = yield along(customer, "contracts")
    return [one for one in contracts if one.is_in_force]


def _list_of(customer):
    return f"{reverse('contracts:contracts')}?tab=all&customer={customer.pk}"
