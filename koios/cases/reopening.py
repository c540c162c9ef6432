"""What the petitioner says of the answer: a mark, or that it did not solve the matter."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.cases.letters import Letter
from koios.cases.states import Status
from koios.core import audit, calendar, clock, notices
from koios.core import settings as company
from koios.core.acts import act
from koios.core.refusals import Refusal


class Rating(models.Model):
    """How far the answer solved what was asked, in the petitioner's own judgement."""

    LABELS = {
        1: gettext_lazy("Nada"),
        2: gettext_lazy("Poco"),
        3: gettext_lazy("En parte"),
        4: gettext_lazy("Casi todo"),
        5: gettext_lazy("Todo"),
    }

    answer = models.OneToOneField("cases.Answer", models.PROTECT, related_name="rating")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="ratings")
    score = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__gte=1, score__lte=5), name="rating_one_to_five"
            )
        ]

    def __str__(self):
        return f"{self.case} {self.score}"


class Reopenable:
    """A case answered once may be opened again once."""

    @act
    def rate(self, score, *, comment="", by=audit.PUBLIC):
        """Keep the petitioner's mark of the answer in force; a second one is refused."""
        answer = self.answer
        if answer is None or answer.answered_at is None:
            raise Refusal(_("Aún no hay una respuesta que calificar."))
        if Rating.objects.filter(answer=answer).exists():
            raise Refusal(_("Esta respuesta ya fue calificada. Gracias por su opinión."))
        rating = Rating.objects.create(
            answer=answer, case=self, score=score, comment=comment, at=clock.now()
        )
        audit.record(self, "rated", by=by, facts={"score": score})
        if self.owner:
            notices.tell(
                self.owner,
                lambda: (
                    _("%(number)s: calificaron su respuesta con %(score)s de 5")
                    % {"number": self.number, "score": score}
                ),
                url=self.get_absolute_url(),
                key=f"case.rated.{answer.pk}",
            )
        return rating

    @property
    def reopen_until(self):
        """The last day on which the petitioner may say that it was not solved."""
        if self.answered_on is None:
            return None
        return calendar.add_business_days(self.answered_on, company.get("cases.reopen_days"))

    def why_not_reopen(self) -> str:
        if self.status not in (Status.ANSWERED, Status.CLOSED):
            return _("Solo se reabre una PQRS que ya fue respondida.")
        if self.round > 1:
            return _("Ya se reabrió una vez. Puede presentar una nueva o acudir a la autoridad.")
        if self.reopen_until and calendar.today() > self.reopen_until:
            return _("El plazo para reabrirla ya pasó. Puede presentar una nueva.")
        return ""

    @act
    def reopen(self, *, by, reason):
        """Begin a new term of its type from the next business day; the first answer keeps its
        own figures."""
        refused = self.why_not_reopen()
        if refused:
            raise Refusal(refused)
        today = calendar.today()
        days = self.term.business_days
        self.move_to(
            Status.REOPENED,
            by=by,
            verb="reopened",
            reason=reason,
            round=self.round + 1,
            term_from=today,
            term_days=days,
            stops=0,
            answer=None,
            due_on=calendar.due_on(today, days) if days else self.due_on,
            ended_on=None,
        )
        if by == audit.PUBLIC:
            self.hear(reason, by=by)  # their own words; what a person of the team notes is not
        Letter.write(self, "reopened", by=by, reason=reason)
        return self
