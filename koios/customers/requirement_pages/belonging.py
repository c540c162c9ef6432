"""Requirements as others show them: on a person's day, on a customer's page, at a handover."""

from django.urls import reverse
from django.utils.translation import gettext as _

from koios.core import calendar
from koios.core.permissions import EDIT, SEE
from koios.core.together import along
from koios.customers.record import Panel
from koios.customers.requirement_pages import showing
from koios.customers.requirements import Requirement
from koios.office.queue import MOST, Job

S = Requirement.Status
SHOWN = 8
NEXT_STEP = {
    S.NEW: lambda: _("Estudiar si podemos, o acordarlo"),
    S.STUDIED: lambda: _("Acordarlo o decir por qué no"),
    S.AGREED: lambda: _("Verificar si se cumple"),
}


def jobs(user, today):
    """What a person owns and nobody has decided or looked at for long."""
    mine = _waiting(user, today).select_related("customer").order_by("changed_at", "pk")
    found = yield mine[:MOST]
    return [
        Job(
            kind=_("Requisito"),
            number="",
            title=one.headline,
            url=one.get_absolute_url(),
            next_step=NEXT_STEP[one.status](),
            who=str(one.customer),
        )
        for one in found
    ]


def waiting(user):
    return _waiting(user, calendar.today())


def owned(user):
    return Requirement.objects.exclude(status=S.RETIRED).filter(owner=user)


def hand_over(from_user, to_user, by):
    for one in Requirement.objects.exclude(status=S.RETIRED).filter(owner=from_user):
        one.hand_to(to_user, by=by, reason=_("Relevo de %(who)s") % {"who": from_user})


def panel_of(customer, user, lineage):
    """What stands on the register for this customer."""
    (found,) = yield along(customer, "requirements")
    rows = [one for one in found if one.status not in (S.NOT_AGREED, S.RETIRED)]
    may_edit = user.may("customers", EDIT)
    if not (user.may("customers", SEE) and (rows or may_edit)):
        return None
    rows.sort(key=lambda one: (not one.is_open, list(Requirement.Kind).index(one.kind), one.pk))
    listed = f"{reverse('customers:requirements')}?tab=all&customer={customer.pk}"
    return Panel(
        _("Lo que requiere"),
        "customers/requirements/_panel.html",
        {
            "rows": [(one, showing.state_of(one)) for one in rows[:SHOWN]],
            "hidden": max(len(rows) - SHOWN, 0),
            "all_url": listed,
            "new_url": _new(customer) if may_edit else "",
        },
        url=listed if rows else "",
        link=_("Verlos"),
        order=10,
    )


def _waiting(user, today):
    mine = Requirement.objects.visible_to(user).filter(owner=user)
    return mine.open() | mine.to_verify(today)


def _new(customer):
    return f"{reverse('customers:new_requirement')}?customer={customer.pk}"
