"""Asking for what is missing: the clock stops, and goes on the day after it is complete (art. 17).

Ley 1437 de 2011, art. 17: within 10 days of the receipt the company may ask for what is missing;
the petitioner has up to a month, once more if they ask in time; after that it counts as withdrawn.
For personal data the terms are those of Ley 1581 de 2012, art. 15. All of them are data of `Term`.
"""

from django.db import models
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.cases.letters import Letter
from koios.cases.states import Status
from koios.core import audit, calendar
from koios.core.acts import act, lock
from koios.core.refusals import Refusal
from koios.ui import formats


class Suspension(models.Model):
    """A stretch in which the company waits for what only the petitioner can give."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="suspensions")
    round = models.PositiveSmallIntegerField()
    item = models.TextField()
    came_from = models.CharField(max_length=20, choices=Status)
    required_on = models.DateField()
    required_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField()
    more_time_on = models.DateField(null=True)
    resumed_on = models.DateField(null=True)

    class Meta:
        ordering = ["required_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(resumed_on=None),
                name="suspension_one_open",
            )
        ]

    def __str__(self):
        return f"{self.case} {self.required_on}"


class Suspendable:
    """The clock of a case stops and goes on by named acts."""

    @property
    def suspension(self):
        """The stretch that is running, if the case waits."""
        if self.paused_on is None:
            return None
        return next((one for one in self.suspensions.all() if one.resumed_on is None), None)

    @property
    def last_day_to_ask(self):
        """Until when the law lets the company ask for what is missing."""
        return self.term.last_day_to_ask(self.term_from)

    @act
    def require_information(self, item, *, by):
        """Ask for what is missing and stop the clock. Not later than the law allows."""
        today = calendar.today()
        if today > self.last_day_to_ask:
            raise Refusal(
                _(
                    "El plazo para pedir lo que falta y detener el término venció el %(day)s "
                    "(%(days)s días hábiles desde el recibo). Puede escribirle un mensaje: el "
                    "término sigue corriendo."
                )
                % {
                    "day": formats.day_short(self.last_day_to_ask),
                    "days": self.term.missing_item_days,
                }
            )
        came_from = lock(self).status
        answer_by = calendar.add_months(today, self.term.petitioner_months)
        self.move_to(
            Status.AWAITING_PETITIONER,
            by=by,
            verb="information_required",
            facts={"item": item, "answer_by": answer_by},
            paused_on=today,
        )
        pause = Suspension.objects.create(
            case=self,
            round=self.round,
            item=item,
            came_from=came_from,
            required_on=today,
            required_by=by if isinstance(by, User) else None,
            answer_by=answer_by,
        )
        Letter.write(self, "missing", by=by, pause=pause)
        return pause

    @act
    def give_more_time(self, *, by):
        """Give the petitioner an equal term once more, if it is asked for before the end."""
        pause = self._waiting()
        if pause.more_time_on:
            raise Refusal(_("Ya se le dio más tiempo una vez; la ley no permite otra."))
        if calendar.today() > pause.answer_by:
            raise Refusal(_("El plazo para completar ya venció; no se puede alargar."))
        pause.more_time_on = calendar.today()
        pause.answer_by = calendar.add_months(pause.answer_by, self.term.petitioner_months)
        pause.save(update_fields=["more_time_on", "answer_by"])
        audit.record(self, "more_time_given", by=by, facts={"answer_by": pause.answer_by})
        Letter.write(self, "more_time", by=by, pause=pause)
        return pause

    @act
    def resume(self, *, by, reason=""):
        """What was missing is here: the clock goes on tomorrow with the days that were left."""
        pause = self._waiting()
        pause.resumed_on = calendar.today()
        pause.save(update_fields=["resumed_on"])
        self.move_to(
            pause.came_from,
            by=by,
            verb="resumed",
            reason=reason,
            paused_on=None,
            stops=self.stops + 1,
        )
        self.recount(by=by, reason=_("Se reanudó el término"))
        return self

    @act
    def lapse(self, *, by=audit.SYSTEM):
        """Nobody completed it in time: it counts as withdrawn, by an act that is told to them."""
        pause = self._waiting()
        if calendar.today() <= pause.answer_by:
            raise Refusal(_("El peticionario todavía tiene plazo para completar."))
        self.move_to(
            Status.TACITLY_WITHDRAWN,
            by=by,
            verb="lapsed",
            reason=_("No llegó lo que se pidió el %(day)s")
            % {"day": formats.day(pause.required_on)},
            ended_on=calendar.today(),
            paused_on=None,
        )
        pause.resumed_on = calendar.today()
        pause.save(update_fields=["resumed_on"])
        Letter.write(self, "lapse", by=by, pause=pause)
        return self

    def _waiting(self):
        pause = Suspension.objects.select_for_update().filter(case=self, resumed_on=None).first()
        if pause is None:
            raise Refusal(_("Esta PQRS no está en espera de un dato."))
        return pause


def due_to_lapse(today):
    """The cases whose petitioner let the time pass."""
    late = Suspension.objects.filter(
        resumed_on=None, answer_by__lt=today, case__status=Status.AWAITING_PETITIONER
    )
    return [pause.case for pause in late.select_related("case__term")]
