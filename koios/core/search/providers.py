"""What each capability shows in the search."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from koios.core.registry import Registry
from koios.core.search.entries import mark_of


@dataclass(frozen=True)
class Provider:
    """A kind of record that the search finds, and how a hit of it is shown.

    `visible(user, ids)` gives the records among those keys that the person may see; `records()`
    all that belong in the index, and `index(record)` puts one there.
    """

    kind: str
    label: str  # in plural: «Clientes»
    module: str
    visible: Callable
    records: Callable
    index: Callable
    url: Callable = lambda record: record.get_absolute_url()
    title: Callable = str
    note: Callable = lambda record: ""
    icon: str = ""

    @cached_property
    def mark(self):
        return mark_of(self.kind)


class Providers(Registry):
    """The kinds, in the order in which hits are shown."""

    def add(self, key, provider):
        if key != provider.kind:
            raise ValueError(f"{provider.kind!r} is registered as {key!r}")
        for other in self:
            if other.mark == provider.mark and other.kind != key:
                raise ValueError(f"{key!r} has the mark of {other.kind!r}: give it another name")
        return super().add(key, provider)


providers = Providers()
