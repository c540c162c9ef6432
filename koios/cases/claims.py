"""Claims about personal data mark the records of the person (Ley 1581 de 2012, art. 15).

The law gives two business days from the complete claim; here it is at once. While the company waits
for something that is missing the claim is not complete, and once it is answered or has left by
another way it is decided.
"""

from django.db.models import Q

from koios.cases.terms import Kind
from koios.customers import names
from koios.customers.identity import Document
from koios.customers.models import ClaimMark, Contact, Customer, DataSubject

# What of a case decides whether, and where, there is a mark
MATTERS = frozenset({"kind", "status", "paused_on", "customer"})


def settle(case):
    """Have the mark of a claim where it belongs today; twice does nothing."""
    in_course = case.kind == Kind.HD_CLAIM and case.is_open and not case.is_paused
    ClaimMark.settle(
        case.number,
        on=concerned(case) if in_course else (),
        reason=case.subject,
        url=case.get_absolute_url(),
    )


def concerned(case) -> list:
    """The records of who asks: the customer of the case, and those with their document; with
    their e-mail and name where there is no document."""
    found = [case.customer.survivor()] if case.customer else []
    told = case.petitioner
    if told is None:
        return found
    subjects = _subjects(told)
    contacts = Contact.objects.current().filter(Q(subject__in=subjects) | _mailed(told))
    contacts = [
        one
        for one in contacts.select_related("customer")
        if one.subject in subjects or names.key(one.name) == names.key(told.name)
    ]
    if told.document_number:
        other = Customer.objects.carrying(Document(told.document_type, told.document_number))
        if other and other not in found:
            found.append(other)
    return [*found, *contacts, *subjects]


def _subjects(told):
    known = DataSubject.objects.filter(erased_at=None)
    if told.document_number:
        key = Document(told.document_type, told.document_number).key
        return list(known.filter(document_key=key))
    if told.email:
        return list(known.filter(email=told.email.lower(), name_key=names.key(told.name)))
    return []


def _mailed(told):
    return Q(email__iexact=told.email) if told.email else Q(pk=None)
