"""Findings as others show them: on a person's day, on the rail, when someone leaves."""

from django.utils.translation import gettext as _

from koios.actions import showing
from koios.actions.models import Finding
from koios.office.queue import MOST, Job


def jobs(user, today):
    """The open findings that a person answers for."""
    mine = Finding.objects.visible_to(user).open().filter(owner=user)
    found = yield mine.order_by("due_on", "pk")[:MOST]
    return [
        Job(
            kind=_("Hallazgo"),
            number=finding.number,
            title=finding.headline,
            url=finding.get_absolute_url(),
            next_step=str(showing.NEXT_STEP[finding.status]),
            who=finding.source_label,
            due=showing.due_of(finding, today),
            due_on=finding.due_on,
        )
        for finding in found
    ]


def waiting(user):
    return Finding.objects.visible_to(user).open().filter(owner=user)


def all_open(user):
    return Finding.objects.visible_to(user).open()


def owned(user):
    return Finding.objects.open().filter(owner=user)


def hand_over(from_user, to_user, by):
    for finding in Finding.objects.open().filter(owner=from_user):
        finding.hand_to(to_user, by=by, reason=_("Relevo de %(who)s") % {"who": from_user})
