"""The items of a verification: what is asked, what was found, and with which evidence."""

from django.db import models
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.accounts.models import User
from koios.core import audit, clock, files
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.core.states import Recorded
from koios.customers.models import Requirement
from koios.verification.compliance import LACKING, Verdict
from koios.verification.questions import Better, Kind, Question
from koios.verification.states import Status

ASKED = (
    *("code", "statement", "section", "kind", "weight", "evidence", "needs_file", "proves"),
    *("unit", "better", "target", "partly_from", "options"),
)


class VerificationItem(Recorded):
    """An item of a checklist, or a requirement of the contract, in one verification."""

    LEGAL_FIELDS = (
        *("verification_id", "code", "statement", "kind", "weight", "requirement_id", "verdict"),
        *("value", "choice", "note", "answered_by_id", "finding_owner_id", "finding_due_on"),
    )

    verification = models.ForeignKey(
        "verification.ContractVerification", models.CASCADE, related_name="items"
    )
    position = models.PositiveSmallIntegerField()
    requirement = models.ForeignKey(Requirement, models.PROTECT, null=True, related_name="+")
    requirement_kind = models.CharField(max_length=9, blank=True, choices=Requirement.Kind)

    # What is asked, as `Question` tells it
    code = models.CharField(max_length=12)
    section = models.CharField(max_length=120, blank=True)
    statement = models.TextField(max_length=2000)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMPLIANCE)
    weight = models.PositiveSmallIntegerField(default=1)
    evidence = models.TextField(max_length=1000, blank=True)
    needs_file = models.BooleanField(default=False)
    proves = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    better = models.CharField(max_length=6, choices=Better, default=Better.HIGHER)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    partly_from = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    options = models.JSONField(default=list)

    # What was found
    verdict = models.CharField(_("resultado"), max_length=14, choices=Verdict, blank=True)
    value = models.DecimalField(_("medida"), max_digits=12, decimal_places=2, null=True)
    choice = models.CharField(_("decisión"), max_length=120, blank=True)
    note = models.TextField(_("qué se vio"), max_length=4000, blank=True)
    finding_owner = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("responsable")
    )
    finding_due_on = models.DateField(_("para cuándo"), null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("ítem de una verificación")
        verbose_name_plural = _("ítems de verificaciones")
        constraints = [
            models.UniqueConstraint(
                fields=["verification", "position"], name="verification_item_place_once"
            ),
            models.UniqueConstraint(
                fields=["verification", "code"], name="verification_item_code_once"
            ),
        ]

    def __str__(self):
        return f"{self.code}. {self.statement[:80]}"

    def get_absolute_url(self):
        return f"{self.verification.get_absolute_url()}#item-{self.code}"

    @property
    def is_answered(self):
        return self.answered_at is not None

    @property
    def lacks(self):
        """It does not comply, or not wholly."""
        return self.verdict in LACKING

    @property
    def question(self) -> Question:
        told = {name: getattr(self, name) for name in ASKED}
        return Question(**{**told, "options": tuple(self.options)})

    def attachments(self):
        return files.File.for_record(self)

    @act
    def answer(
        self,
        *,
        by,
        verdict="",
        value=None,
        choice="",
        note="",
        finding_owner=None,
        finding_due_on=None,
        basket="",
        seen=None,
    ):
        """Say what was found. A measure has its verdict from its target; what lacks or does not
        apply needs words. `seen` is the instant of the answer that the person had before them:
        with another one on record it is refused, so that nobody overwrites what they did not see.
        """
        verification = lock(self.verification)
        held = lock(self)
        _refuse_over(verification)
        if seen != held.answered_at:
            raise _SeenLate(held)
        if self.kind == Kind.MEASURE and verdict != Verdict.NOT_APPLICABLE:
            if value is None:
                raise Refusal(_g("Escriba la medida."))
            verdict = held.question.verdict_of(value)
        self._refuse_unfit(verdict, choice, note)
        if basket:
            files.adopt(basket, about=self, by=by)
        if self.needs_file and verdict in (Verdict.COMPLIES, Verdict.PARTLY):
            self._refuse_unproved()
        lacks = verdict in LACKING
        self.amend(
            by=by,
            verb="answered",
            verdict=verdict,
            value=value if verdict != Verdict.NOT_APPLICABLE else None,
            choice=choice,
            note=note.strip(),
            finding_owner=finding_owner if lacks else None,
            finding_due_on=finding_due_on if lacks else None,
            answered_by=by if isinstance(by, User) else None,
            answered_at=clock.now(),
        )
        verification.count_answers()
        return self

    @act
    def take_out_file(self, key, *, by):
        """Evidence that does not belong here, while it is being verified; if somebody took it out
        a moment ago, it is out."""
        _refuse_over(lock(self.verification))
        held = lock(self)
        file = held.attachments().filter(pk=key).first()
        if file is not None:
            told = {"file": file.pk, "sha256": file.sha256, "size": file.size}
            audit.record(self, "file_taken_out", by=by, facts=told)
            file.delete()

    def _refuse_unfit(self, verdict, choice, note):
        if self.kind == Kind.CHOICE:
            if choice not in self.options:
                raise Refusal(_g("Escoja una de las opciones."))
        elif verdict not in Verdict.values:
            raise Refusal(_g("Escoja si cumple, cumple en parte, no cumple o no aplica."))
        if verdict == Verdict.NOT_APPLICABLE and not note.strip():
            raise Refusal(_g("Escriba por qué no aplica."))
        if verdict in LACKING and not note.strip():
            raise Refusal(_g("Escriba qué falta: será el hecho del hallazgo."))

    def _refuse_unproved(self):
        if not self.attachments().exists():
            raise Refusal(_g("Este ítem pide un archivo como evidencia: adjúntelo."))


def _refuse_over(verification):
    if verification.status != Status.IN_PROGRESS:
        raise Refusal(_g("La verificación ya no está en curso: no se cambian sus respuestas."))


class _SeenLate(Refusal):
    """Somebody else answered meanwhile; `theirs` is the item as it stands now."""

    def __init__(self, theirs):
        super().__init__(
            _g(
                "Otra persona respondió este ítem mientras tanto. Abajo está lo de usted; arriba, "
                "lo que quedó: revise y guarde de nuevo si hace falta."
            )
        )
        self.theirs = theirs
