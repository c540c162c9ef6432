"""How many records wait for a person at each place: the numbers on the rail and on the queue.

They stand on every page, so they are not counted on every page. Each process remembers them for a
while, and counts anew as soon as the person has done something themselves; what others did shows
within half a minute.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, models

from koios.core.permissions import SEE
from koios.core.registry import Registry
from koios.core.together import counted
from koios.office import queue

GOOD_FOR = 30  # seconds
PULSE = """
    SELECT (SELECT MAX(sequence) FROM core_entry WHERE actor_id = %s),
           (SELECT COUNT(*) FROM core_notice WHERE person_id = %s AND read_at IS NULL)
"""
MOST_KEPT = 500  # people

# A capability adds its own: `counters.add("cases", Counter(open_cases, module="cases"))`
counters = Registry()


@dataclass(frozen=True)
class Counter:
    """`count(user)`: how many records wait for this person at a place, or the records themselves
    as a queryset: those are counted together, in one question to the database."""

    count: Callable[[object], int | models.QuerySet]
    module: str = ""

    def of(self, user):
        if self.module and not user.may(self.module, SEE):
            return None
        return self.count(user)


_kept: dict = {}


def of(user) -> dict:
    """Every number for this person, by the key of its place: «queue» is all that waits for them,
    «queue.cases» what comes from one source, «notices» what they have not read."""
    if not hasattr(user, "_counts"):
        last_act, unread = _pulse(user)
        user._counts = _remembered(user, last_act) | {"notices": unread}
    return user._counts


def reader(key: str) -> Callable:
    """What a `RailItem` takes as its `count`."""
    return lambda user: of(user).get(key)


def forget():
    _kept.clear()


def _pulse(user):
    """Their latest act on the trail and the notices they have not read; two steps down an index.

    Written out: it is asked with every page, and to put the question together took ten times as
    long as to answer it.
    """
    with connection.cursor() as cursor:
        cursor.execute(PULSE, [user.pk, user.pk])
        return cursor.fetchone()


def _remembered(user, mark):
    known_mark, until, numbers = _kept.get(user.pk, (None, 0, None))
    if numbers is not None and known_mark == mark and time.monotonic() < until:
        return numbers
    asked = {key: counter.of(user) for key, counter in counters.items()}
    asked |= {f"queue.{key}": waiting for key, waiting in queue.waiting_for(user).items()}
    numbers = counted(asked)
    numbers["queue"] = sum(n for key, n in numbers.items() if key.startswith("queue."))
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[user.pk] = (mark, time.monotonic() + GOOD_FOR, numbers)
    return numbers
