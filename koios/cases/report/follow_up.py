"""The list of all cases of a period: was each acknowledged, answered, delivered, rated, and when.

Each row says what was true at the end of the day of the report.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from koios.cases.models import Answer, Case
from koios.cases.report.standing import ANSWERED, OPEN, Standing, end_of, receipts
from koios.core import calendar

CHUNK = 1_000


@dataclass(frozen=True)
class Row:
    """One case in the list."""

    case: Case
    standing: Standing
    acknowledged_on: date | None
    delivery: str  # by_mail, on_page, before_koios, returned, on_its_way, or nothing yet
    delivery_on: date | None
    business_days: int | None
    calendar_days: int | None
    score: int | None

    @property
    def is_answered(self):
        return self.standing in ANSWERED

    @property
    def is_open(self):
        return self.standing in OPEN

    @property
    def answered_on(self):
        return self.case.first_answered_on

    @property
    def due_on(self):
        return self.case.first_due_on

    @property
    def is_reopened(self):
        return bool(self.case.was_reopened) and self.is_answered

    @property
    def tone(self):
        return self.standing.tone

    @property
    def told_standing(self):
        """Where it stood; of one that left, how."""
        if self.standing == Standing.LEFT:
            return self.case.get_status_display()
        return self.standing.label

    @property
    def told_delivery(self):
        return {
            "by_mail": _("Entregada por correo"),
            "on_page": _("Publicada"),
            "before_koios": _("Antes de Koios"),
            "returned": _("Devuelta"),
            "on_its_way": _("En envío"),
        }.get(self.delivery, "")

    def told(self) -> dict:
        """As JSON tells it."""
        case = self.case
        return {
            "number": case.number,
            "external_number": case.external_number or None,
            "kind": case.kind,
            "channel": case.channel,
            "customer": str(case.customer) if case.customer else None,
            "cause": str(case.cause) if case.cause else None,
            "owner": str(case.owner) if case.owner else None,
            "received_on": _iso(case.received_on),
            "acknowledged_on": _iso(self.acknowledged_on),
            "due_on": _iso(self.due_on),
            "state": self.standing.value,
            "answered_on": _iso(self.answered_on),
            "delivery": self.delivery or None,
            "business_days": self.business_days,
            "calendar_days": self.calendar_days,
            "on_time": self.standing == Standing.ON_TIME if self.is_answered else None,
            "rating": self.score,
            "reopened": self.is_reopened,
        }


def with_parts(cases, day: date):
    """Cases with all that a row shows, in two queries however many they are."""
    receipt = receipts(day).annotate(reached_at=Coalesce("message__accepted_at", "at"))
    answers = (
        Answer.objects.filter(round=1, status__in=SENT)
        .select_related("letter", "rating")
        .only(*_SHOWN)
        .order_by("-pk")
    )
    return (
        cases.select_related("customer", "owner", "cause")
        .prefetch_related(Prefetch("answers", answers, to_attr="first_answers"))
        .annotate(acknowledged_at=Subquery(receipt.order_by("pk").values("reached_at")[:1]))
        .defer("facts", "request", "asks")
    )


SENT = (Answer.State.SENDING, Answer.State.DELIVERED, Answer.State.UNDELIVERED)
_SHOWN = (
    "case",
    "status",
    "approved_at",
    "answered_on",
    "undelivered_on",
    "business_days",
    "calendar_days",
    "letter__message",
    "rating__score",
    "rating__at",
)


def rows(cases, day: date):
    """A row for each case, in the order in which they came."""
    ordered = with_parts(cases, day).order_by("received_at", "pk")
    for case in ordered.iterator(chunk_size=CHUNK):
        yield row(case, day)


def row(case, day: date) -> Row:
    answer = next((one for one in case.first_answers if _in_force(one, day)), None)
    delivery, delivery_on = _delivery(case, answer, day)
    business, apart = _days(case, answer)
    return Row(
        case=case,
        standing=Standing(case.standing),
        acknowledged_on=case.acknowledged_at and calendar.day_of(case.acknowledged_at),
        delivery=delivery,
        delivery_on=delivery_on,
        business_days=business,
        calendar_days=apart,
        score=_score(answer, day),
    )


def _in_force(answer, day):
    """Whether it was an answer at the end of that day: given, and not yet come back."""
    given = answer.answered_on is not None and answer.answered_on <= day
    return given and (answer.undelivered_on is None or answer.undelivered_on > day)


def _delivery(case, answer, day):
    if answer is not None:
        return _way(answer.letter), answer.answered_on
    for one in case.first_answers:
        if one.undelivered_on is not None and one.undelivered_on <= day:
            return "returned", one.undelivered_on
        if one.status == Answer.State.SENDING and calendar.day_of(one.approved_at) <= day:
            return "on_its_way", None
    return "", None


def _way(letter):
    if letter is None:  # brought along from the past: the file told when, not how
        return "before_koios"
    return "by_mail" if letter.message_id else "on_page"


def _days(case, answer):
    if case.standing not in ANSWERED:
        return None, None
    if answer is not None and answer.business_days is not None:
        return answer.business_days, answer.calendar_days
    apart = (case.first_answered_on - case.received_on).days
    return calendar.business_days_between(case.received_on, case.first_answered_on), apart


def _score(answer, day):
    rating = getattr(answer, "rating", None)
    return rating.score if rating and rating.at <= end_of(day) else None


def _iso(day):
    return day.isoformat() if day else None
