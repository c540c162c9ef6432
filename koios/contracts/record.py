"""The page of a contract, filled by the capabilities above that have something to tell of it.

    contract_panels.add("verification", panel_of)
    contract_actions.add("verification", action_of)

Each is a function of the contract and the person who looks, which gives a `Panel` or an `Action` of
`koios.customers.record`, or nothing. A panel is told by a generator that yields what it asks
(`koios.core.together`).
"""

from koios.core.registry import Registry
from koios.core.together import each

contract_panels = Registry()
contract_actions = Registry()


def panels(contract, user):
    made = yield from each(*(make(contract, user) for make in contract_panels))
    return sorted(filter(None, made), key=lambda panel: panel.order)


def actions(contract, user) -> list:
    return [action for make in contract_actions if (action := make(contract, user))]
