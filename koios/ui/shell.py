"""The frame around every page: the rail with the thread, the doors at the top, the foot.

Each capability puts itself here in its `apps.py`; what is not registered is not shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

from koios.core import permissions
from koios.core.registry import Registry

COMPANY = 500  # places of the company itself begin at this order


@dataclass(frozen=True)
class RailItem:
    """A place on the rail; `stage` puts it on the thread.

    `count` tells a person how many records wait there (None: no number). `letter` is the key that
    goes there after `g`; left empty, it is the first letter of the name that is free. `queue`: the
    place is the person's own queue, which also stands at the top. `holds()`: names of URLs whose
    pages belong to this place though their addresses do not begin with its own; of two places
    that hold the same page the first is marked.
    """

    key: str
    label: str
    url_name: str
    icon: str = ""
    module: str = ""
    stage: bool = False
    order: int = 100
    count: Callable | None = None
    letter: str = ""
    queue: bool = False
    holds: Callable = tuple

    def is_open_to(self, user):
        return not self.module or user.may(self.module, permissions.SEE)


class Rail:
    """The places of the program, in the order in which the work flows."""

    MOST = 500  # drawings kept in memory, some 4 kB each

    def __init__(self):
        self._items = {}
        self._drawings = {}

    def add(self, item: RailItem) -> RailItem:
        if item.key in self._items:
            raise ValueError(f"{item.key!r} is on the rail twice")
        self._items[item.key] = item
        return item

    def get(self, key):
        return self._items.get(key)

    def __iter__(self):
        return iter(sorted(self._items.values(), key=lambda item: item.order))

    def open_to(self, user):
        return [item for item in self if item.is_open_to(user)]

    def remembered(self, key, draw):
        """What was drawn for a key, or what `draw` makes now."""
        if key not in self._drawings:
            if len(self._drawings) >= self.MOST:
                self._drawings.clear()
            self._drawings[key] = draw()
        return self._drawings[key]


@dataclass(frozen=True)
class Link:
    """A line of a menu: a name of a URL, or an address of another site."""

    label: str
    url_name: str = ""
    icon: str = ""
    href: str = ""


rail = Rail()
top = Rail()  # small doors with an icon beside the person: notifications

# Doors that the frame itself offers, as names of URLs: "search", "suggestions" (what it found while
# one types), "logo" (the company's picture), "sign-out", "home" (of the public pages), "follow" (a
# petitioner follows a case)
doors = Registry()

# Lines of the menu under the person's name, and of the foot of public pages (`Link`)
person_menu = Registry()
foot = Registry()
