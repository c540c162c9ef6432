"""Cases of the past, brought along from where they were kept before.

They keep the dates with which they came; what Koios makes of those dates stands beside them. All of
it happened elsewhere: no receipt is written, nobody is told, and they are numbered in a series of
their own, so that the radicados of the year run on (docs/decisions/0009).
"""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from koios.cases import rules, searching
from koios.cases.answering import Answer
from koios.cases.filing import asked_in, headline
from koios.cases.petitioner import Petitioner
from koios.cases.states import ENDED, OPEN, Status
from koios.cases.terms import Term
from koios.core import calendar, clock, numbering
from koios.core.acts import act

SERIES = "past_case"
ANSWERED = frozenset({Status.ANSWERED, Status.CLOSED})


@dataclass(frozen=True)
class Dates:
    """The dates of a case that can be counted, as its file says them or as Koios counts them.

    None: not said, or nothing to count.
    """

    due_on: date | None = None
    business_days: int | None = None
    calendar_days: int | None = None

    @classmethod
    def counted(cls, term: Term, received_on: date, answered_on: date | None) -> "Dates":
        """What Koios makes of a receipt and an answer (domain 1.5)."""
        days = term.business_days
        return cls(
            due_on=calendar.due_on(received_on, days) if days else None,
            business_days=answered_on and calendar.business_days_between(received_on, answered_on),
            calendar_days=answered_on and (answered_on - received_on).days,
        )

    def differences(self, own: "Dates") -> dict:
        """{what is said and can be counted: how many days more than our own sum}, 0 if equal.

        Due dates are told apart in business days: that is what a term counts.
        """
        told = {}
        if None not in (self.due_on, own.due_on):
            told["due_on"] = _apart(own.due_on, self.due_on)
        for name in ("business_days", "calendar_days"):
            said, ours = getattr(self, name), getattr(own, name)
            if None not in (said, ours):
                told[name] = said - ours
        return told


class Origin(models.Model):
    """Where a case of the past came from, and both sums of its dates."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="origin")
    key = models.CharField(max_length=64, unique=True)  # so that a row never comes in twice
    source = models.CharField(max_length=80, blank=True)
    line = models.PositiveIntegerField()
    said_due_on = models.DateField(null=True)
    own_due_on = models.DateField(null=True)
    said_business_days = models.IntegerField(null=True)
    own_business_days = models.IntegerField(null=True)
    said_calendar_days = models.IntegerField(null=True)
    own_calendar_days = models.IntegerField(null=True)
    differs = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["differs", "-id"], name="origin_by_difference")]

    def __str__(self):
        return f"{self.case} {self.line}"

    @classmethod
    def of(cls, said: Dates, own: Dates, **told):
        """An origin with both sums, not saved yet."""
        both = {}
        for side, dates in (("said", said), ("own", own)):
            both |= {f"{side}_{name}": value for name, value in vars(dates).items()}
        return cls(differs=any(said.differences(own).values()), **both, **told)

    @property
    def said(self):
        return Dates(self.said_due_on, self.said_business_days, self.said_calendar_days)

    @property
    def own(self):
        return Dates(self.own_due_on, self.own_business_days, self.own_calendar_days)

    @property
    def apart(self) -> dict:
        """How far the file is from our own sums, only where it is."""
        return {name: days for name, days in self.said.differences(self.own).items() if days}


class Bringable:
    """A case may come from the past, as a file tells it."""

    @classmethod
    @act
    def bring(
        cls,
        *,
        by,
        kind,
        status,
        received_at,
        origin,
        channel="other",
        identity="named",
        answered_at=None,
        ended_on=None,
        petitioner=None,
        answer_text="",
        **described,
    ):
        """Take in a case of the past with its own dates; `origin` says them and where it is from.

        `described` are further fields of the case. One that is still open goes on here: against
        the due date that it brought, which no calendar moves, or else the one of its term.
        """
        received_on = calendar.day_of(received_at)
        term = Term.objects.in_force(kind, received_on)
        number = numbering.take(SERIES, on=received_on)
        stated = origin.said_due_on and origin.said_due_on != origin.own_due_on
        case = cls(
            imported=True,
            number=number.text,
            year=number.year,
            sequence=number.sequence,
            status=status,
            kind=kind,
            channel=channel,
            identity=identity,
            received_at=received_at,
            received_on=received_on,
            term=term,
            term_from=received_on,
            term_days=None if stated else term.business_days,
            due_on=origin.said_due_on or origin.own_due_on,
            ended_on=ended_on if status in ENDED else None,
            **described,
        )
        case._complete()
        if petitioner and identity != cls.Identity.ANONYMOUS:
            case.petitioner = Petitioner(**petitioner).begin(by=by)
        if answered_at:
            case.answered_at, case.answered_on = answered_at, calendar.day_of(answered_at)
        case.begin(by=by, verb="brought", facts=_told(origin))
        if answered_at:
            case._keep_past_answer(origin, answer_text, by)
        origin.case = case
        origin.save(force_insert=True)
        searching.index(case)
        return case

    def _complete(self):
        """What a case needs and its file does not say."""
        told = self.facts or self.request or self.subject
        self.subject = (self.subject or headline(told))[:200] or self.get_kind_display()
        self.facts = self.facts or told
        if self.status in OPEN:
            self.asks = asked_in(self.request)
            self.area = self.area or rules.default_area()
            rules.assess(self)

    def _keep_past_answer(self, origin, text, by):
        """Its answer, delivered then: the report counts it as any other."""
        self.answer = Answer(
            case=self,
            round=1,
            status=Answer.State.DELIVERED,
            text=text or _("Se respondió antes de llegar a Koios; el archivo no trae el texto."),
            outcome=self.outcome,
            saved_at=clock.now(),
            due_on=self.due_on,
            answered_at=self.answered_at,
            answered_on=self.answered_on,
            business_days=origin.own_business_days,
            calendar_days=origin.own_calendar_days,
        ).begin(by=by, verb="answer_brought")
        self.save(update_fields=["answer"])


def _apart(own, said):
    """Business days from our date to the one that is said; below zero when that one is earlier."""
    if said >= own:
        return calendar.business_days_between(own, said) or (said - own).days
    return -(calendar.business_days_between(said, own) or (own - said).days)


def _told(origin):
    """What the trail keeps of where it came from."""
    told = {"line": origin.line, "source": origin.source}
    for name in ("due_on", "business_days", "calendar_days"):
        told |= {f"{side}_{name}": getattr(origin, f"{side}_{name}") for side in ("said", "own")}
    return {name: value for name, value in told.items() if value not in (None, "")}
