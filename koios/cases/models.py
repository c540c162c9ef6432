"""The models of PQRS, each written in the module that speaks of it."""

from koios.cases.alerts import CaseAlert, Digest
from koios.cases.answering import Answer, StaleDraft
from koios.cases.bringing import Origin
from koios.cases.case import Case
from koios.cases.classifying import CaseLink
from koios.cases.conversation import CaseMessage
from koios.cases.ending import Exit
from koios.cases.extending import TermExtension
from koios.cases.letters import Letter
from koios.cases.lists import AnswerTemplate, AssignmentRule, Cause, Process
from koios.cases.petitioner import Petitioner
from koios.cases.reopening import Rating
from koios.cases.states import Status
from koios.cases.suspending import Suspension
from koios.cases.terms import Kind, Term

__all__ = [
    "Answer",
    "AnswerTemplate",
    "AssignmentRule",
    "Case",
    "CaseAlert",
    "CaseLink",
    "CaseMessage",
    "Cause",
    "Digest",
    "Exit",
    "Kind",
    "Letter",
    "Origin",
    "Petitioner",
    "Process",
    "Rating",
    "StaleDraft",
    "Status",
    "Suspension",
    "Term",
    "TermExtension",
]
