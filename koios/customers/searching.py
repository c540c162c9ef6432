"""What of a customer the search may find: its names and number, its place, its people."""

from django.db.models import Q

from koios.core import search
from koios.customers import identity, places

KIND = "customer"


def condition(text: str) -> Q:
    """Customers that answer to what someone typed: a document, words of a name, a contact."""
    found = search.matching(text, KIND)
    if key := identity.lookup_key(text):
        found |= Q(document_key=key)
    return found


def index(customer, *, contacts=None) -> None:
    """Put a customer into the index, or renew it; called by the acts that change its words."""
    if contacts is None:
        contacts = customer.contacts.current()
    search.index(KIND, customer.pk, title=str(customer), body=_words(customer, contacts))


def remove(customer) -> None:
    search.remove(KIND, customer.pk)


def _words(customer, contacts):
    document = customer.document
    told = [
        customer.legal_name,
        customer.trade_name,
        str(document or ""),
        f"{customer.document_number}{customer.check_digit}",
        places.named(customer.municipality),
        customer.email,
        customer.billing_email,
        customer.phone,
        customer.representative_name,
    ]
    for contact in contacts:
        told += [contact.name, contact.position, contact.email, contact.phone]
    return "\n".join(filter(None, told))
