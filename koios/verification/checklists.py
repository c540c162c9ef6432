"""Checklists: what is asked, in versions, since a verification keeps what it asked."""

import hashlib
import json
import re

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.contracts.models import UserGroup
from koios.core import addresses, audit, clock
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.core.states import Stateful
from koios.verification import states
from koios.verification.questions import Question

Status = states.ChecklistStatus


class ChecklistQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(status=Status.IN_USE)

    def fitting(self, contract) -> "Checklist | None":
        """The one for its group of users, else the general one."""
        found = self.in_use().filter(group__in=("", contract.group))
        return max(found, key=lambda one: one.group != "", default=None)


class Checklist(Stateful):
    """One version of a checklist: what is in use never changes, a new version takes its place."""

    MOVES = states.CHECKLIST_MOVES
    LEGAL_FIELDS = ("key", "version", "status", "name", "group", "items", "published_at")

    key = models.CharField(max_length=12, editable=False)  # the same for all its versions
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(
        gettext_lazy("estado"), max_length=7, choices=Status, default=Status.DRAFT
    )
    name = models.CharField(gettext_lazy("nombre"), max_length=120)
    group = models.CharField(
        gettext_lazy("grupo de usuarios"), max_length=10, choices=UserGroup, blank=True
    )
    items = models.JSONField(default=list)  # each as `Question.as_json` tells it
    created_at = models.DateTimeField(default=clock.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-version"]
        verbose_name = gettext_lazy("lista de verificación")
        verbose_name_plural = gettext_lazy("listas de verificación")
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="checklist_version_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(status="draft"), name="checklist_one_draft"
            ),
            models.UniqueConstraint(
                fields=["group"], condition=Q(status="in_use"), name="checklist_one_in_use"
            ),
        ]

    def __str__(self):
        return _("%(name)s, versión %(n)s") % {"name": self.name, "n": self.version}

    def get_absolute_url(self):
        return addresses.to("verification:checklist", self.pk)

    @property
    def questions(self) -> list[Question]:
        return [Question.from_json(told) for told in self.items]

    @property
    def fingerprint(self) -> str:
        """Of what it says."""
        told = json.dumps([self.name, self.group, self.items], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def is_draft(self):
        return self.status == Status.DRAFT

    @classmethod
    @act
    def draft(cls, *, by, name, group="", questions=()):
        """A checklist that nobody uses yet."""
        checklist = cls(key=get_random_string(12), name=name, group=group)
        checklist.items = _told(questions)
        return checklist.begin(by=by, verb="drafted")

    @classmethod
    @act
    def begin_with(cls, name, questions):
        """The one that a new home has in use."""
        told = {"name": name, "items": _told(questions), "status": Status.IN_USE}
        checklist = cls(key=get_random_string(12), published_at=clock.now(), **told)
        return checklist.begin(by=audit.SYSTEM, verb="seeded")

    @act
    def write(self, *, by, name, group, questions, seen=None):
        """Say what the draft asks; each item has a code of its own. `seen` is the fingerprint of
        what the person had before them: with another one on record it is refused."""
        held = lock(self)
        if not held.is_draft:
            raise Refusal(_("Está en uso y no se cambia: prepare una versión nueva."))
        if seen not in (None, held.fingerprint):
            raise Refusal(
                _(
                    "Otra persona cambió el borrador mientras tanto. Lo que usted escribió sigue "
                    "aquí: compárelo con lo que quedó antes de guardar."
                )
            )
        self.amend(by=by, verb="written", name=name, group=group, items=_told(questions))
        return self

    @act
    def publish(self, *, by):
        """From now on verifications ask this; the version before is retired."""
        held = lock(self)
        if not held.items:
            raise Refusal(_("Escriba al menos un ítem."))
        for old in Checklist.objects.in_use().filter(key=held.key):
            old.move_to(Status.RETIRED, by=by, verb="replaced")
        if other := Checklist.objects.in_use().filter(group=held.group).first():
            raise Refusal(
                _("«%(other)s» ya está en uso para ese grupo de usuarios: retírela primero.")
                % {"other": other}
            )
        return self.move_to(Status.IN_USE, by=by, verb="published", published_at=clock.now())

    @act
    def retire(self, *, by, reason):
        """It is asked no more; what was verified with it stays."""
        return self.move_to(Status.RETIRED, by=by, verb="retired", reason=reason)

    @act
    def new_version(self, *, by) -> "Checklist":
        """A draft that begins as this one; the same draft while there is one."""
        versions = Checklist.objects.select_for_update().filter(key=self.key)
        drafts = [one for one in versions if one.is_draft]
        if drafts:
            return drafts[0]
        number = max(one.version for one in versions) + 1
        return Checklist(
            key=self.key, version=number, name=self.name, group=self.group, items=self.items
        ).begin(by=by, verb="drafted")

    @act
    def discard(self, *, by):
        """A draft that nobody needs."""
        held = lock(self)
        if not held.is_draft:
            raise Refusal(_("Solo un borrador se borra."))
        self.remove(by=by, verb="discarded")


def _told(questions):
    codes = [one.code for one in questions]
    if doubled := sorted({code for code in codes if codes.count(code) > 1}):
        raise Refusal(
            _("Estos códigos se repiten: %(codes)s. Cada ítem lleva el suyo.")
            % {"codes": ", ".join(doubled)}
        )
    if wrong := [code for code in codes if not re.fullmatch(r"[\w.-]{1,12}", code)]:
        raise Refusal(
            _("Un código lleva letras, cifras, puntos y guiones, hasta 12: %(codes)s.")
            % {"codes": ", ".join(wrong)}
        )
    if any(re.fullmatch(r"(?i)r\d+", code) for code in codes):
        raise Refusal(_("R1, R2… son los requisitos del contrato: use otros códigos."))
    return [one.as_json() for one in questions]
