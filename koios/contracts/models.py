"""The models of contracts, each written in the module that speaks of it."""

from koios.contracts.amending import Amendment
from koios.contracts.clauses import ClauseTemplate, Renewal, UserGroup
from koios.contracts.contract import Contract
from koios.contracts.living import RenewalNotice
from koios.contracts.notice import NoticeUnit
from koios.contracts.parts import (
    ContractClause,
    ContractContact,
    ContractRequirement,
    ContractTariff,
)
from koios.contracts.policies import Policy
from koios.contracts.states import AmendmentStatus, Status
from koios.contracts.versions import Signing, Version

__all__ = [
    "Amendment",
    "AmendmentStatus",
    "ClauseTemplate",
    "Contract",
    "ContractClause",
    "ContractContact",
    "ContractRequirement",
    "ContractTariff",
    "NoticeUnit",
    "Policy",
    "Renewal",
    "RenewalNotice",
    "Signing",
    "Status",
    "UserGroup",
    "Version",
]
