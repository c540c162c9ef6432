"""Who is told that a term runs out, and when: each alert once for each due date."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.cases.terms import HABEAS_DATA, Kind
from koios.core import clock, notices


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
                f"{case.number}: {CaseAlert.Moment(moment).label.lower()}. {case.subject}",
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


def digest(person, cases, today):
    """The text of the day's mail for a person: what is overdue, what is due, what waits."""
    week = today + timedelta(days=7)
    groups = [
        (_("Vencidas"), [case for case in cases if case.due_on and case.due_on < today]),
        (_("Vencen hoy"), [case for case in cases if case.due_on == today]),
        (
            _("Vencen esta semana"),
            [case for case in cases if case.due_on and today < case.due_on <= week],
        ),
    ]
    parts = []
    for title, listed in groups:
        if listed:
            lines = [
                f"  {case.number}  {calendar_day(case.due_on)}  {case.subject}" for case in listed
            ]
            parts.append(f"{title} ({len(listed)})\n" + "\n".join(lines))
    return "\n\n".join(parts)


def calendar_day(day):
    return day.strftime("%d/%m/%Y")
