"""Findings: what was seen, against which requirement, with which evidence (ISO 9001, 10.2)."""

from django.db import models
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.actions import searching
from koios.actions.outline import Outline
from koios.core import calendar, files, notices, numbering
from koios.core import settings as company
from koios.core.acts import act
from koios.core.refusals import Refusal
from koios.core.states import Stateful


class FindingQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=Finding.OPEN)

    def overdue(self, on):
        return self.open().filter(due_on__lt=on)

    def queue(self, name, user, today):
        """The findings of a tab of the list; an unknown name is all of them."""
        return {
            "open": self.open(),
            "mine": self.open().filter(owner=user),
            "overdue": self.overdue(today),
            "over": self.exclude(status__in=Finding.OPEN),
        }.get(name, self)

    def about(self, source):
        return self.filter(source_type=source._meta.label_lower, source_id=str(source.pk))

    def visible_to(self, user):
        return self if user.may("actions", "see") else self.none()


class Finding(Outline, Stateful):
    """A fact that does not meet a requirement, recorded with its evidence and its owner.

    It keeps the label and the link of the record that it came from, so that it needs to know
    nothing of the capability above that found it.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Abierto")
        IN_TREATMENT = "in_treatment", _("En tratamiento")
        CLOSED = "closed", _("Cerrado")
        DISMISSED = "dismissed", _("Descartado")

    OPEN = (Status.OPEN, Status.IN_TREATMENT)
    MOVES = {
        Status.OPEN: {Status.IN_TREATMENT, Status.CLOSED, Status.DISMISSED},
        Status.IN_TREATMENT: {Status.CLOSED, Status.DISMISSED},
    }
    LEGAL_FIELDS = ("number", "status", "fact", "requirement", "evidence", "found_on", "due_on")

    number = models.CharField(_("número"), max_length=40, unique=True)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    status = models.CharField(_("estado"), max_length=20, choices=Status, default=Status.OPEN)
    fact = models.TextField(_("hecho"))
    requirement = models.TextField(_("requisito"), blank=True)
    evidence = models.TextField(_("evidencia"), blank=True)
    source_type = models.CharField(max_length=80)
    source_id = models.CharField(max_length=64)
    source_label = models.CharField(_("fuente"), max_length=200)
    source_url = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="findings", verbose_name=_("responsable")
    )
    found_on = models.DateField(_("fecha"))
    due_on = models.DateField(_("vence"))
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["-found_on", "-pk"]
        indexes = [
            models.Index(fields=["status", "due_on", "id"], name="finding_queue"),
            models.Index(fields=["source_type", "source_id"], name="finding_source"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence"], name="finding_number_once")
        ]

    def __str__(self):
        return self.number

    def attachments(self):
        """The files with which it is proved."""
        return files.File.for_record(self)

    @classmethod
    @act
    def record(
        cls, *, source, label, url, fact, by, requirement="", evidence="", owner=None, due_on=None
    ):
        """Record a finding of a record of any capability. Without a date it has ten business
        days, which is the company's own rule (`actions.finding_days`)."""
        from_day = calendar.today()
        number = numbering.take("finding", on=from_day)
        finding = cls(
            number=number.text,
            year=number.year,
            sequence=number.sequence,
            fact=fact,
            requirement=requirement,
            evidence=evidence,
            source_type=source._meta.label_lower,
            source_id=str(source.pk),
            source_label=label,
            source_url=url,
            owner=owner,
            found_on=from_day,
            due_on=due_on
            or calendar.add_business_days(from_day, company.get("actions.finding_days")),
            recorded_by=by if isinstance(by, User) else None,
        )
        finding.begin(by=by, verb="recorded")
        searching.index(finding)
        finding._tell_owner(by)
        return finding

    @act
    def treat(self, *, by, note=""):
        """Somebody works on it; what nobody owned is theirs from now on."""
        return self.move_to(
            self.Status.IN_TREATMENT, by=by, verb="treated", reason=note, owner=self.owner or by
        )

    @act
    def close(self, *, by, reason, basket=""):
        """What was done and how it is known that it worked, with the files that show it."""
        if basket:
            self.prove(basket, by=by)
        return self.move_to(self.Status.CLOSED, by=by, verb="closed", reason=reason)

    @act
    def dismiss(self, *, by, reason):
        """It was none: the reason stays."""
        return self.move_to(self.Status.DISMISSED, by=by, verb="dismissed", reason=reason)

    @act
    def prove(self, basket, *, by):
        """Add files to its evidence."""
        return files.adopt(basket, about=self, by=by)

    @act
    def hand_to(self, person, *, by, reason=""):
        """Another person answers for it, and is told."""
        if not self.is_open:
            raise Refusal(_g("%(number)s ya terminó; no se entrega.") % {"number": self.number})
        if self.amend(by=by, verb="handed_over", reason=reason, owner=person):
            self._tell_owner(by)
        return self

    def _tell_owner(self, by):
        if self.owner != by:
            notices.tell(
                self.owner,
                lambda: (
                    _g("Quedó a su cargo el hallazgo %(number)s: %(fact)s")
                    % {"number": self.number, "fact": self.headline}
                ),
                url=self.get_absolute_url(),
                key=f"finding.owner.{self.pk}.{calendar.today()}",
            )
