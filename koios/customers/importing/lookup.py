"""Which customer a cell of some list means: by its number, or by its name."""

from koios.customers import identity, names
from koios.customers.models import Customer


def called(told: str) -> list:
    """The customers that this number or name may mean: none, the one, or two of several."""
    if key := identity.lookup_key(told):
        found = Customer.objects.select_related("merged_into").filter(document_key=key).first()
        if found:
            return [found.survivor()]
    key = names.key(told)
    if not key:
        return []
    standing = Customer.objects.standing()
    return list(standing.filter(name_key=key)[:2]) or list(standing.filter(trade_key=key)[:2])
