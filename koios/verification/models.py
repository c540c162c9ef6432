"""The records of the yearly verification of contracts."""

from koios.verification.campaigns import Campaign
from koios.verification.checklists import Checklist
from koios.verification.compliance import Verdict
from koios.verification.items import VerificationItem
from koios.verification.questions import Better, Kind, Question
from koios.verification.states import OPEN, ChecklistStatus, Status
from koios.verification.verifying import ContractVerification

__all__ = [
    "OPEN",
    "Better",
    "Campaign",
    "Checklist",
    "ChecklistStatus",
    "ContractVerification",
    "Kind",
    "Question",
    "Status",
    "Verdict",
    "VerificationItem",
]
