"""An act of business: one transaction, and its entries on the trail.

Two acts that need the head of the trail and a counter at once could wait for each other for ever.
So an act keeps its entries aside and chains them as the last thing it does: whoever holds the head
wants nothing more. The order everywhere is record, counter, head (docs/decisions/0002).
"""

from contextlib import ContextDecorator
from threading import local as thread_local

from django.db import models, transaction

_held = thread_local()
_finishers = []


def finish_with(function):
    """Have `function(entries)` called as the last thing of every outermost act."""
    _finishers.append(function)


def act(verb=None):
    """Decorates a verb (`@act`), or opens a block (`with act():`): all of it happens, or none.

    Acts nest: the trail is chained when the outermost ends, and an inner one that fails takes
    only its own entries along.
    """
    return _Act()(verb) if verb else _Act()


class _Act(ContextDecorator):
    def _recreate_cm(self):
        return _Act()

    def __enter__(self):
        self._mark = len(_entries())
        self._outermost = not getattr(_held, "depth", 0)
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        _held.depth = getattr(_held, "depth", 0) + 1
        return self

    def __exit__(self, kind, error, trace):
        try:
            if kind is None and self._outermost:
                try:
                    for finish in _finishers:
                        finish(_entries())
                except BaseException as failure:
                    self._atomic.__exit__(type(failure), failure, failure.__traceback__)
                    raise
            self._atomic.__exit__(kind, error, trace)
        finally:
            _held.depth -= 1
            if self._outermost:
                _held.entries = []
            elif kind is not None:
                del _entries()[self._mark :]


def _entries() -> list:
    if not hasattr(_held, "entries"):
        _held.entries = []
    return _held.entries


def hold(entry) -> None:
    """Keep an entry until the act ends. Only the trail calls this."""
    _entries().append(entry)


def acting() -> bool:
    return bool(getattr(_held, "depth", 0))


def lock(record: models.Model) -> models.Model:
    """The same record, read again and held until the act ends."""
    kind = record.__class__  # not type(): the user of a request is a lazy wrapper
    return kind._default_manager.select_for_update().get(pk=record.pk)
