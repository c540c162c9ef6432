"""What a petitioner is shown of their case: the steps, the days, the talk, the papers.

Nothing internal passes through here: neither notes, nor who was mentioned, nor other cases.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from koios.cases import showing, states
from koios.cases.answering import Answer
from koios.cases.conversation import CaseMessage
from koios.cases.models import Status
from koios.core import audit, calendar, company
from koios.ui import formats


@dataclass(frozen=True)
class Step:
    name: str
    note: str = ""
    is_done: bool = False
    is_current: bool = False


@dataclass(frozen=True)
class Say:
    """Something that was said, by the petitioner or by the company."""

    at: datetime
    text: str
    who: str = ""
    of: str = ""
    files: list = field(default_factory=list)
    is_mine: bool = False
    is_final: bool = False


class Followed:
    """A case as its petitioner follows it."""

    def __init__(self, case):
        self.case = case
        self.today = calendar.today()

    @cached_property
    def answer(self):
        """The answer that was delivered last, of any round."""
        return (
            self.case.answers.filter(status=Answer.State.DELIVERED)
            .select_related("letter__document", "author__area")
            .order_by("-pk")
            .first()
        )

    @property
    def is_answered(self):
        return self.case.status in (Status.ANSWERED, Status.CLOSED)

    @property
    def may_write(self):
        return self.case.is_open

    @property
    def may_rate(self):
        return self.is_answered and self.answer and not hasattr(self.answer, "rating")

    @property
    def may_reopen(self):
        return not self.case.why_not_reopen()

    @property
    def may_withdraw(self):
        return self.case.status in states.BEFORE_ANSWER

    @property
    def pause(self):
        return self.case.suspension if self.case.is_paused else None

    @property
    def due(self):
        return showing.due_of(self.case, self.today)

    @property
    def days_left(self):
        return max(self.due.left, 0) if self.due else None

    @property
    def answered_in(self):
        return showing.answered_in(self.case)

    @property
    def attends(self):
        """Who attends: the area, and the person only where the company shows them."""
        owner, area = self.case.owner, self.case.area
        name = ", ".join(str(part) for part in (owner, area) if part)
        return [line for line in (name, company.card()["phone"]) if line]

    @property
    def exit(self):
        """How it ended without an answer, in words."""
        if self.case.is_open or self.is_answered:
            return ""
        left = getattr(self.case, "exit", None)
        return left.reason if left else self.case.get_status_display()

    @property
    def steps(self):
        """Received, in work, answered, closed: where the case is."""
        case = self.case
        worked = case.status not in states.BEFORE_WORK
        now = [not worked, case.is_open and worked, case.status == Status.ANSWERED]
        if not case.is_open and not self.is_answered:
            return [
                Step(_("Recibido"), formats.moment_short(case.received_at), True),
                Step(case.get_status_display(), formats.day_short(case.ended_on), True, True),
            ]
        answered = self.answer if self.is_answered else None
        return [
            Step(_("Recibido"), formats.moment_short(case.received_at), worked, now[0]),
            Step(_("En investigación"), self._since_work(), self.is_answered, now[1]),
            Step(
                _("Respondido"),
                formats.moment_short(answered.answered_at)
                if answered
                else _("a más tardar el %(day)s") % {"day": formats.day_short(case.due_on)}
                if case.due_on
                else "",
                case.status == Status.CLOSED,
                now[2],
            ),
            Step(
                _("Cerrado"),
                formats.day_short(case.ended_on) if case.ended_on else "",
                case.status == Status.CLOSED,
            ),
        ]

    @cached_property
    def talk(self):
        """All that was said with the petitioner, oldest first, the answers among it."""
        told = [self._first(), *self._messages(), *self._answers(), *self._letters()]
        return sorted(told, key=lambda say: say.at)

    @property
    def papers(self):
        """The letters that can be read, newest last."""
        return [(letter.get_kind_display(), self._paper(letter)) for letter in self._written]

    @cached_property
    def _written(self):
        return list(self.case.letters.select_related("document").order_by("at", "pk"))

    def _first(self):
        told = "\n\n".join(filter(None, [self.case.facts, self.case.request]))
        return Say(
            self.case.received_at, told, files=self._files(self.case.attachments()), is_mine=True
        )

    def _messages(self):
        for said in self.case.messages.exclude(
            direction=CaseMessage.Direction.INTERNAL
        ).select_related("author__area"):
            yield Say(
                said.at,
                said.text,
                who=said.author.name if said.author else "",
                of=str(said.author.area or "") if said.author else "",
                files=self._files(said.attachments()),
                is_mine=said.direction == CaseMessage.Direction.IN,
            )

    def _answers(self):
        for answer in self.case.answers.filter(status=Answer.State.DELIVERED):
            yield Say(
                answer.answered_at,
                answer.text,
                who=_("Respuesta de la empresa"),
                files=self._files(answer.attachments()),
                is_final=True,
            )

    def _letters(self):
        """What the company wrote besides messages and answers: extensions, requests, acts."""
        for letter in self._written:
            if letter.kind not in ("receipt", "answer"):
                yield Say(letter.at, letter.text, who=company.card()["name"])

    def _files(self, found):
        return [
            {
                "name": file.name,
                "size": file.size,
                "url": reverse(
                    "public_cases:case_file", args=[self.case.number, self.case.token, file.pk]
                ),
            }
            for file in found
            if file.public
        ]

    def _paper(self, letter):
        return reverse("public_cases:letter", args=[self.case.number, self.case.token, letter.pk])

    def _since_work(self):
        entry = audit.trail(self.case).filter(verb__in=["assigned", "started"]).first()
        if entry is None:
            return ""
        return _("desde el %(day)s") % {"day": formats.day_short(entry.at)}
