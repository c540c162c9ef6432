"""How each case stood at the end of a day, in words of the database.

What happened to a case counts up to that day and not beyond: an answer that came back later was
an answer, one that went out later was not yet there, a case withdrawn later was still open. What
a case *is* (its type, cause, customer, owner, and whether it was a PQRS at all) is told as it is
known today.

A later stop of the clock or extension needs no undoing for whether a case was overdue: the first
begins, and the second is granted, only while the term still runs, so both dates lie after the day.
"""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from koios.cases.models import Answer, Kind, Letter, Status, Suspension
from koios.core import clock

EXITS = (Status.WITHDRAWN, Status.TACITLY_WITHDRAWN, Status.TRANSFERRED, Status.REJECTED)
OVER = (Status.ANSWERED, Status.CLOSED)


class Standing(models.TextChoices):
    """Where a case stood. Each counts as received; the last three as nothing else."""

    ON_TIME = "ontime", _("Respondida a tiempo")
    LATE = "late", _("Respondida tarde")
    OPEN = "running", _("Abierta en término")
    OVERDUE = "overdue", _("Abierta y vencida")
    LEFT = "left", _("Terminó sin respuesta")
    PRAISE = "praise", _("Felicitación")
    UNDATED = "undated", _("Respondida, sin fecha")  # as a file of the past told it

    @property
    def tone(self):
        return {"late": "warn", "overdue": "bad"}.get(self, "")


ANSWERED = (Standing.ON_TIME, Standing.LATE)
OPEN = (Standing.OPEN, Standing.OVERDUE)

# What a list of cases may be asked for, as an address says it
STATES = {
    "answered": _("Respondidas"),
    "ontime": _("A tiempo"),
    "late": _("Tarde"),
    "open": _("Abiertas"),
    "overdue": _("Vencidas"),
    "reopened": _("Reabiertas"),
    "other": _("Sin respuesta que medir"),
    "acknowledged": _("Con acuse"),
    "rated": _("Calificadas"),
}


def in_state(state, day) -> Q:
    """Which of the cases of `standing_on(…)` a state means."""
    return {
        "answered": Q(standing__in=ANSWERED),
        "ontime": Q(standing=Standing.ON_TIME),
        "late": Q(standing=Standing.LATE),
        "open": Q(standing__in=OPEN),
        "overdue": Q(standing=Standing.OVERDUE),
        "reopened": Q(standing__in=ANSWERED, was_reopened=True),
        "other": Q(standing__in=[Standing.LEFT, Standing.PRAISE, Standing.UNDATED]),
        "acknowledged": Q(Exists(receipts(day))),
        "rated": Q(standing__in=ANSWERED, first_answer__rating__at__lte=end_of(day)),
    }[state]


def receipts(day):
    """The receipts that had reached who asked: by mail, or at once for who gave no address."""
    until = end_of(day)
    kept = Letter.objects.filter(case=OuterRef("pk"), kind=Letter.Kind.RECEIPT)
    return kept.filter(Q(message=None, at__lte=until) | Q(message__accepted_at__lte=until))


def end_of(day: date) -> datetime:
    """The last instant of a day in Bogotá."""
    return clock.read(f"{day.isoformat()}T23:59:59.999999")


def standing_on(cases, day, *, today):
    """The cases received by that day, each with `standing`, `first_answered_on`, `first_due_on`,
    `was_reopened`, and its answer in force then as `first_answer`.

    Only the first round counts: a case that was reopened keeps its answer. A case brought along
    from the past may have no answer of its own; then the dates that it came with do.
    """
    cases = cases.counted().filter(received_on__lte=day)
    cases = cases.annotate(
        first_answer=FilteredRelation("answers", condition=in_force(day, "answers__"))
    )
    cases = cases.annotate(
        # Whoever holds an answer on the case today, dated by then, held it then.
        first_answered_on=Coalesce(
            "first_answer__answered_on",
            models.Case(When(answered_on__lte=day, then=F("answered_on"))),
        ),
        was_reopened=models.Case(
            When(round__gt=1, term_from__lte=day, then=Value(True)), default=Value(False)
        ),
    )
    if day < today:  # an extension that was granted later was not yet known
        cases = cases.annotate(
            later_extension=FilteredRelation(
                "extensions", condition=Q(extensions__round=1, extensions__granted_on__gt=day)
            ),
            first_due_on=Coalesce("later_extension__previous_due_on", _due()),
        )
    else:
        cases = cases.annotate(first_due_on=_due())
    return cases.annotate(standing=_standing(day))


def in_force(day, of="") -> Q:
    """The answers to the first round that stood at the end of a day."""
    given = Q(**{f"{of}round": 1, f"{of}answered_on__lte": day})
    kept = Q(**{f"{of}undelivered_on": None}) | Q(**{f"{of}undelivered_on__gt": day})
    return given & kept


def _due():
    """The date that the first round had to meet; after a reopening only its answer knows it."""
    first = Answer.objects.filter(case=OuterRef("pk"), round=1).order_by("pk")
    return models.Case(
        When(first_answer__due_on__isnull=False, then=F("first_answer__due_on")),
        When(round=1, then=F("due_on")),
        default=Subquery(first.values("due_on")[:1]),
    )


def _standing(day):
    """Where it stood: the first line that fits."""
    gone = Q(ended_on=None) | Q(ended_on__lte=day)
    stopped = Suspension.objects.filter(case=OuterRef("pk"), round=1, required_on__lte=day)
    stopped = stopped.filter(Q(resumed_on=None) | Q(resumed_on__gt=day))
    return models.Case(
        When(kind=Kind.PRAISE, then=Value(Standing.PRAISE)),
        When(first_answered_on__gt=F("first_due_on"), then=Value(Standing.LATE)),
        When(first_answered_on__isnull=False, then=Value(Standing.ON_TIME)),
        When(gone & Q(status__in=EXITS), then=Value(Standing.LEFT)),
        When(imported=True, answered_on=None, status__in=OVER, then=Value(Standing.UNDATED)),
        When(Q(first_due_on__lt=day) & ~Exists(stopped), then=Value(Standing.OVERDUE)),
        default=Value(Standing.OPEN),
        output_field=models.CharField(),
    )
