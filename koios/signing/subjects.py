"""The kinds of records whose papers are signed, told by the capabilities that own them."""

from collections.abc import Callable
from dataclasses import dataclass

from koios.core.permissions import EDIT, SEE
from koios.core.registry import Registry

# "contracts.contract" -> Subject
subjects = Registry()


@dataclass(frozen=True)
class Subject:
    """How signing speaks of a record of another capability.

    `visible(user, key)`: may this person see that record? `url(record)` is its page, and
    `owner(record)` who hears how it goes. `module`: who may edit there sends links again,
    replaces signers and cancels.
    """

    label: str
    module: str
    visible: Callable
    url: Callable
    owner: Callable = lambda record: None

    def may_see(self, user, key):
        return user.may(self.module, SEE) and self.visible(user, key)

    def may_manage(self, user, key):
        return user.may(self.module, EDIT) and self.visible(user, key)
