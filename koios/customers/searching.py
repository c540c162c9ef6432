"""What of a customer the search may find: its names and number, its place, its people."""

from django.db.models import Q

from koios.customers import identity, names, places


def condition(text: str) -> Q:
    """Customers that answer to what someone typed: a document, words of a name, a contact."""
    folded = names.fold(text)
    found = Q(sort_key__contains=folded) | Q(name_key__contains=folded)
    if key := identity.lookup_key(text):
        found |= Q(document_key=key)
    return found


def words(customer) -> str:
    """The text by which the index knows a customer."""
    document = customer.document
    told = [
        customer.legal_name,
        customer.trade_name,
        customer.document_number,
        str(document or ""),
        f"{customer.document_number}{customer.check_digit}",
        places.named(customer.municipality),
        customer.email,
        customer.billing_email,
        customer.phone,
        customer.representative_name,
    ]
    for contact in customer.contacts.current():
        told += [contact.name, contact.position, contact.email, contact.phone]
    return "\n".join(filter(None, told))
