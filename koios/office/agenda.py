"""What has a day and belongs on a person's own calendar, from every capability.

Each capability says what of its own happens when, in its `wiring.py`:

    agenda.sources.add("orders", agenda.Source(_("Programaciones"), "scheduling", entries))

A calendar program reads it under a secret address (`koios.scheduling.feed`): everything that the
person may see, and nothing else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings

from koios.core import clock
from koios.core.permissions import SEE
from koios.core.registry import Registry

MOST = 2_000  # entries of one source
LONG = timedelta(hours=1)  # of what has an hour and no end

sources = Registry()


@dataclass(frozen=True)
class Entry:
    """Something on a day, at an hour or all day. `uid` stays the same while it is the same thing;
    `url` is the address of its page on this site."""

    uid: str
    title: str
    day: date
    hour: time | None = None
    url: str = ""
    text: str = ""


@dataclass(frozen=True)
class Source:
    """A kind of entries: `entries(user, first, last)` gives those between two days that the
    person may see."""

    label: str
    module: str
    entries: Callable[[object, date, date], Iterable[Entry]]

    def is_open_to(self, user):
        return not self.module or user.may(self.module, SEE)


def entries_for(user, first: date, last: date) -> list[Entry]:
    found = [
        entry
        for source in sources
        if source.is_open_to(user)
        for entry in list(source.entries(user, first, last))[:MOST]
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.hour or time.min, entry.uid))


def written(entries, *, name: str) -> bytes:
    """The entries as a calendar program reads them (RFC 5545)."""
    from icalendar import Calendar  # 0.8 s that only whoever asks for a calendar waits for

    told = Calendar()
    told.add("prodid", "-//Koios//ES")
    told.add("version", "2.0")
    told.add("method", "PUBLISH")
    told.add("x-wr-calname", name)
    for entry in entries:
        told.add_component(_event(entry))
    return told.to_ical()


def _event(entry):
    from icalendar import Event

    event = Event()
    host = settings.BASE_URL.split("//", 1)[-1].split(":", 1)[0]
    event.add("uid", f"{entry.uid}@{host}")
    event.add("dtstamp", clock.now().replace(microsecond=0))
    event.add("summary", entry.title)
    if entry.hour:
        begins = datetime.combine(entry.day, entry.hour, clock.ZONE).astimezone(UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + LONG)
    else:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    if entry.text:
        event.add("description", entry.text)
    if entry.url:
        event.add("url", settings.BASE_URL + entry.url)
    return event
