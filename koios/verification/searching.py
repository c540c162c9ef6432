"""A verification in the search."""

from koios.core import search

KIND = "verification"


def index(verification):
    contract = verification.contract
    words = [contract.label, str(contract.customer), str(verification.for_year)]
    words.append(verification.conclusion)
    search.index(KIND, verification.pk, title=verification.number, body="\n".join(words))
