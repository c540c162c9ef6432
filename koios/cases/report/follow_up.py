"""The list of all cases of a period: was each acknowledged, answered, delivered, rated, and when.

Each row says what was true at the end of the day of the report.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from koios.cases.models import Answer, Case, Letter
from koios.cases.report.standing import ANSWERED, Standing, end_of
from koios.core import calendar

CHUNK = 1_000


@dataclass(frozen=True)
class Row:
    """One case in the list."""

    case: Case
    standing: Standing
    acknowledged_on: date | None
    delivery: str  # by_mail, on_page, returned, on_its_way, or nothing yet
    delivery_on: date | None
    business_days: int | None
    calendar_days: int | None
    score: int | None

    @property
    def is_answered(self):
        return self.standing in ANSWERED

    @property
    def answered_on(self):
        return self.case.first_answered_on

    @property
    def due_on(self):
        return self.case.first_due_on

    @property
    def is_reopened(self):
        return self.case.was_reopened and self.is_answered

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


def with_parts(cases):
    """Cases with all that a row shows, in as many queries however many they are."""
    return (
        cases.select_related("customer", "owner", "cause")
        .prefetch_related(
            Prefetch(
                "letters",
                Letter.objects.filter(kind=Letter.Kind.RECEIPT).select_related("message"),
                to_attr="receipts",
            ),
            Prefetch(
                "answers",
                Answer.objects.filter(round=1)
                .exclude(status__in=[Answer.State.DRAFT, Answer.State.IN_APPROVAL])
                .select_related("letter__message", "rating")
                .order_by("-pk"),
                to_attr="first_answers",
            ),
        )
        .defer("facts", "request")
    )


def rows(cases, day: date):
    """A row for each case, in the order in which they came."""
    ordered = with_parts(cases).order_by("received_at", "pk")
    for case in ordered.iterator(chunk_size=CHUNK):
        yield row(case, day)


def row(case, day: date) -> Row:
    until = end_of(day)
    answer = next((one for one in case.first_answers if _in_force(one, day)), None)
    delivery, delivery_on = _delivery(case, answer, day)
    business, apart = _days(case, answer)
    return Row(
        case=case,
        standing=Standing(case.standing),
        acknowledged_on=_acknowledged(case, until),
        delivery=delivery,
        delivery_on=delivery_on,
        business_days=business,
        calendar_days=apart,
        score=_score(answer, until),
    )


def _in_force(answer, day):
    """Whether it was an answer at the end of that day: given, and not yet come back."""
    given = answer.answered_on is not None and answer.answered_on <= day
    return given and (answer.undelivered_on is None or answer.undelivered_on > day)


def _acknowledged(case, until):
    """When the receipt reached the petitioner: by mail, or at once for who gave no address."""
    for letter in case.receipts:
        at = letter.message.accepted_at if letter.message else letter.at
        if at is not None and at <= until:
            return calendar.day_of(at)
    return None


def _delivery(case, answer, day):
    if answer is not None:
        by_mail = answer.letter is not None and answer.letter.message_id
        return ("by_mail" if by_mail else "on_page"), answer.answered_on
    for one in case.first_answers:
        if one.undelivered_on is not None and one.undelivered_on <= day:
            return "returned", one.undelivered_on
        if one.status == Answer.State.SENDING and calendar.day_of(one.approved_at) <= day:
            return "on_its_way", None
    return "", None


def _days(case, answer):
    if case.standing not in ANSWERED:
        return None, None
    if answer is not None and answer.business_days is not None:
        return answer.business_days, answer.calendar_days
    apart = (case.first_answered_on - case.received_on).days
    return calendar.business_days_between(case.received_on, case.first_answered_on), apart


def _score(answer, until):
    rating = getattr(answer, "rating", None)
    return rating.score if rating and rating.at <= until else None


def _iso(day):
    return day.isoformat() if day else None
