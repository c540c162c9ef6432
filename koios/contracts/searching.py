"""What of contracts the search may find."""

from koios.core import search

KIND = "contract"


def index(contract):
    """Put it in the index, or renew it."""
    words = [contract.number, str(contract.customer), contract.customer.legal_name]
    words += [contract.routes]
    search.index(
        KIND, contract.pk, title=contract.object[:300], body="\n".join(filter(None, words))
    )


def remove(contract):
    search.remove(KIND, contract.pk)
