"""What of quotes and requests the search may find."""

from koios.core import search

QUOTE, NEED = "quote", "need"


def index(quote):
    """Put a quote in the index, or renew it."""
    words = [
        quote.number,
        quote.external_number,
        str(quote.customer),
        quote.customer.legal_name,
        quote.introduction,
    ]
    words += [line.description for line in quote.all_lines]
    search.index(QUOTE, quote.pk, title=quote.title, body="\n".join(filter(None, words)))


def remove(quote):
    search.remove(QUOTE, quote.pk)


def index_need(need):
    """Put a request in the index, or renew it."""
    words = [need.number, need.customer_name, need.company, need.place]
    words += [need.contact_name, need.contact_email, need.contact_phone]
    search.index(NEED, need.pk, title=need.what[:300], body="\n".join(filter(None, words)))
