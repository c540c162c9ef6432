"""Whether the trail is whole: looked at every day, and when somebody asks."""

import time

from django.db import models
from django.db.models import Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.core import clock, notices
from koios.core.audit import ChainHead
from koios.core.checks import check_heads, check_trail
from koios.core.jobs import task
from koios.core.permissions import CONFIGURE

MOST_TOLD = 50
KEPT = 400  # looks; more than a year of days


class ChainCheck(models.Model):
    """A look at the whole chain: up to which act, and what was wrong."""

    at = models.DateTimeField()
    sequence = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    problems = models.JSONField(default=list)
    seconds = models.FloatField()
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.at} {self.sequence}"

    @property
    def is_whole(self):
        return not self.problems


def last_look() -> ChainCheck | None:
    """The latest look, and the end of the chain as it stands: `head_sequence`, `head_hash`."""
    head = ChainHead.objects.order_by("pk")
    return (
        ChainCheck.objects.select_related("asked_by")
        .annotate(
            head_sequence=Subquery(head.values("sequence")[:1]),
            head_hash=Subquery(head.values("hash")[:1]),
        )
        .first()
    )


def look(*, by=None) -> ChainCheck:
    """Go through the chain from its first act, and tell who keeps Koios when it is broken."""
    began = time.monotonic()
    head = ChainHead.objects.first() or ChainHead()
    problems = _problems()
    if problems:
        # People go on working meanwhile: what is wrong is wrong the second time too.
        problems = [problem for problem in _problems() if problem in problems]
    found = ChainCheck.objects.create(
        at=clock.now(),
        sequence=head.sequence,
        hash=head.hash,
        problems=problems[:MOST_TOLD],
        seconds=round(time.monotonic() - began, 2),
        asked_by=by,
    )
    if problems:
        _tell(found)
    old = ChainCheck.objects.values_list("pk", flat=True)[KEPT:]
    ChainCheck.objects.filter(pk__in=list(old)).delete()
    return found


@task(name="office.chain_look", attempts=2)
def look_later(person=None):
    look(by=User.objects.filter(pk=person).first())


def ask(*, by):
    """Have the chain looked at in the background; once, however often it is asked for."""
    return look_later.enqueue(unique="office.chain_look", person=by.pk)


def _problems():
    return [str(problem) for check in (check_trail, check_heads) for problem in check()]


def _tell(found):
    for person in User.objects.who_may("settings", CONFIGURE):
        notices.tell(
            person,
            lambda: _("El registro de actos no coincide con lo guardado. Revíselo hoy."),
            url=reverse("office:trail"),
            key=f"office.chain.{found.pk}",
            urgent=True,
        )
