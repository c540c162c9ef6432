"""Who is told that a term runs out, and when: each alert once for each due date."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.accounts.models import User
from koios.cases.terms import HABEAS_DATA, Kind
from koios.core import clock, notices
from koios.ui import formats


class CaseAlert(models.Model):
    """An alert that was given. If the due date moves, the new one has its own."""

    class Moment(models.TextChoices):
        CRITICAL = "critical", gettext_lazy("Prioridad crítica")
        HALF = "half", gettext_lazy("Va en la mitad del término")
        SOON = "soon", gettext_lazy("Vence en dos días hábiles")
        TODAY = "today", gettext_lazy("Vence hoy")
        OVERDUE = "overdue", gettext_lazy("Está vencida")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="alerts")
    moment = models.CharField(max_length=10, choices=Moment)
    due_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "moment", "due_on"], name="alert_once")
        ]

    def __str__(self):
        return f"{self.case} {self.moment}"


def moment_of(case, today):
    """The alert that a running case deserves today; the gravest one, or none.

    Terms of personal data are counted by some from the day of receipt itself, so theirs come one
    day earlier (domain 1.3, 8).
    """
    if case.due_on is None or case.kind == Kind.PRAISE:
        return None
    left = case.days_left(today) - (1 if case.kind in HABEAS_DATA else 0)
    if case.due_on < today:
        return CaseAlert.Moment.OVERDUE
    if left <= 0:
        return CaseAlert.Moment.TODAY
    if left <= 2:
        return CaseAlert.Moment.SOON
    if case.term_days and left * 2 <= case.term_days:
        return CaseAlert.Moment.HALF
    return None


def alert(case, today):
    """Tell the owner, and the head of the area when it is overdue. Twice does nothing."""
    moment = moment_of(case, today)
    if moment is None:
        return False
    return _give(case, moment, case.due_on)


def alert_critical(case):
    """A hint of danger: the owner and the head of the area are told at once."""
    return _give(case, CaseAlert.Moment.CRITICAL, None)


def _give(case, moment, due_on):
    _alert, new = CaseAlert.objects.get_or_create(
        case=case, moment=moment, due_on=due_on, defaults={"at": clock.now()}
    )
    if new:
        for person in _told(case, moment):
            notices.tell(
                person,
                lambda: f"{case.number}: {CaseAlert.Moment(moment).label.lower()}. {case.subject}",
                url=case.get_absolute_url(),
                key=f"case.alert.{case.pk}.{moment}.{due_on}",
                urgent=moment != CaseAlert.Moment.HALF,
            )
    return new


def _told(case, moment):
    head = case.area.head if case.area_id else None
    grave = moment in (CaseAlert.Moment.OVERDUE, CaseAlert.Moment.CRITICAL)
    people = [case.owner, head if grave or case.owner is None else None]
    return {person for person in people if person and person.pk != case.about_person_id}


class Digest(models.Model):
    """That a person was mailed what is due, on a day."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="digest_once_a_day")]

    def __str__(self):
        return f"{self.person} {self.day}"

    @classmethod
    def first_of(cls, person, day) -> bool:
        """Whether this is the first of the day for this person; it is then kept."""
        return cls.objects.get_or_create(person=person, day=day)[1]


def digest(person, cases, today):
    """The text of the day's mail for a person: what is overdue, what is due, what waits."""
    week = today + timedelta(days=7)
    groups = [
        (_("Vencidas"), lambda due_on: due_on < today),
        (_("Vencen hoy"), lambda due_on: due_on == today),
        (_("Vencen esta semana"), lambda due_on: today < due_on <= week),
    ]
    parts = []
    for title, belongs in groups:
        listed = [case for case in cases if case.due_on and belongs(case.due_on)]
        if listed:
            lines = [
                f"  {case.number}  {formats.day(case.due_on)}  {case.subject}" for case in listed
            ]
            parts.append("\n".join([f"{title} ({len(listed)})", *lines]))
    return "\n\n".join(parts)
