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

    Acts nest: the trail is chained when the outermost ends. A verb inside an act is part of it and
    fails with it; a block may fail by itself, and takes only its own entries along.
    """
    return _Act(joins=True)(verb) if verb else _Act()


class _Act(ContextDecorator):
    def __init__(self, *, joins=False):
        self._joins = joins

    def _recreate_cm(self):
        return _Act(joins=self._joins)

    def __enter__(self):
        self._mark = len(_entries())
        self._outermost = not getattr(_held, "depth", 0)
        # A filing is a dozen verbs: a savepoint for each would be a third of its statements.
        self._atomic = transaction.atomic(savepoint=self._outermost or not self._joins)
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


def lock(record: models.Model, *fields: str) -> models.Model:
    """The same record, read again (only those fields, if any are named) and held until the act
    ends."""
    kind = record.__class__  # not type(): the user of a request is a lazy wrapper
    rows = kind._default_manager.select_for_update()
    return (rows.only(*fields) if fields else rows).get(pk=record.pk)
