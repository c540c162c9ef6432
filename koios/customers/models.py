"""The models of customers, each written in the module that speaks of it."""

from koios.customers.claims import ClaimMark
from koios.customers.consent import ConsentEvent, DataSubject
from koios.customers.contact import Contact
from koios.customers.customer import Customer
from koios.customers.notes import Note
from koios.customers.papers import Paper
from koios.customers.premises import Address
from koios.customers.privacy import ConsentPurpose, PrivacyNotice, PrivacyPolicy
from koios.customers.requirements import Agreement, Requirement, Verification

__all__ = [
    "Address",
    "Agreement",
    "ClaimMark",
    "ConsentEvent",
    "ConsentPurpose",
    "Contact",
    "Customer",
    "DataSubject",
    "Note",
    "Paper",
    "PrivacyNotice",
    "PrivacyPolicy",
    "Requirement",
    "Verification",
]
