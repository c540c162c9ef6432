"""What every template may ask of the frame. Nothing is read until a template asks."""

import unicodedata
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_urlconf, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koios.core import settings as company_settings
from koios.core.palette import BRAND
from koios.ui import shell as frame


def shell(request):
    """The context processor: one lazy object, `shell`."""
    return {"shell": Shell(request)}


class Shell:
    """Company, rail, doors and queue, as the person of this request sees them."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def user(self):
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def company(self):
        return Company()

    @cached_property
    def rail(self):
        """The open places in three groups: before the thread, on it, after it."""
        if self.user is None:
            return {"work": [], "thread": [], "company": []}
        places = self.places
        return {
            "work": [p for p in places if not p.item.stage and p.item.order < frame.COMPANY],
            "thread": [p for p in places if p.item.stage],
            "company": [p for p in places if not p.item.stage and p.item.order >= frame.COMPANY],
        }

    @cached_property
    def drawn_rail(self):
        """The rail as HTML, drawn once for each that anybody has seen of late."""
        seen = tuple((place.item.key, place.count, place.is_current) for place in self.places)
        return frame.rail.remembered((get_language(), seen), self._draw_rail)

    def _draw_rail(self):
        return render_to_string("ui/_rail.html", {"shell": self})

    @cached_property
    def queue(self):
        """My day: where it is and how much waits there."""
        return next((place for place in self.places if place.item.queue), None)

    @cached_property
    def top(self):
        """The small doors beside the person."""
        if self.user is None:
            return []
        return [Place(item, self.user) for item in frame.top.open_to(self.user)]

    @cached_property
    def door(self):
        return {name: address(url_name) for name, url_name in frame.doors.items()}

    @cached_property
    def person_menu(self):
        return [Line(link) for link in frame.person_menu]

    @cached_property
    def foot(self):
        return [Line(link) for link in frame.foot]

    @cached_property
    def places(self):
        if self.user is None:
            return []
        here = self.request.path
        places = [Place(item, self.user) for item in frame.rail.open_to(self.user)]
        current = max(places, key=lambda place: place.nearness(here), default=None)
        if current is not None and current.nearness(here):
            current.is_current = True
        wanted = tuple((place.item.letter, str(place.item.label)) for place in places)
        for place, letter in zip(places, _letters(wanted), strict=True):
            place.letter = letter
        return places


class Place:
    """A place of the rail for one person: its address, its number, whether they stand there."""

    is_current = False
    letter = ""

    def __init__(self, item, user):
        self.item = item
        self.user = user
        self.url = address(item.url_name)

    def nearness(self, path) -> int:
        """How much of a path is this place's own address, or one that belongs to it."""
        addresses = [self.url, *map(address, self.item.holds())]
        return max(len(one) if _begins(path, one) else 0 for one in addresses)

    @cached_property
    def count(self):
        return self.item.count(self.user) if self.item.count else None


class Line:
    """A line of a menu, ready to be drawn."""

    def __init__(self, link):
        self.label = link.label
        self.icon = link.icon
        self.url = link.href or address(link.url_name)


class Company:
    """The company as its settings say it."""

    def __getattr__(self, name):
        value = company_settings.get(f"company.{name}")
        setattr(self, name, value)
        return value

    @cached_property
    def title(self):
        return company_settings.get("company.name") or _("Su empresa")

    @cached_property
    def accent(self):
        """The accent without its #, as the address of its style sheet wants it."""
        return (company_settings.get("company.brand") or BRAND).lstrip("#").lower()


def address(url_name: str) -> str:
    return _reversed(get_urlconf() or settings.ROOT_URLCONF, url_name)


@lru_cache(maxsize=512)
def _reversed(urlconf, url_name):
    return reverse(url_name, urlconf)


def _begins(path, address):
    return path == address or (address != "/" and path.startswith(address))


@lru_cache(maxsize=512)
def _letters(wanted):
    """For each place the letter it asks for, or the first of its name that nobody has taken."""
    taken = {letter for letter, _label in wanted if letter}
    given = []
    for letter, label in wanted:
        plain = unicodedata.normalize("NFD", label.lower())
        free = (c for c in plain if c.isascii() and c.isalpha() and c not in taken)
        given.append(letter or next(free, ""))
        taken.add(given[-1])
    return given
