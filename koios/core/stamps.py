"""Version marks of what is kept in memory, so that every process notices a change.

All of them are one query, done at most once in a request or job: `forget()` begins the next.
A mark is drawn at random: a counter could show the number of a change that was rolled back.
"""

import secrets
from contextvars import ContextVar

from django.db import models

_seen: ContextVar[dict | None] = ContextVar("stamps", default=None)


class Stamp(models.Model):
    """The mark of a named thing, another one after each change."""

    name = models.CharField(max_length=64, primary_key=True)
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "core"

    def __str__(self):
        return f"{self.name} {self.version}"


def forget():
    _seen.set(None)


def stamp(name: str) -> int:
    seen = _seen.get()
    if seen is None:
        seen = dict(Stamp.objects.values_list("name", "version"))
        _seen.set(seen)
    return seen.get(name, 0)


def bump(name: str) -> None:
    """Say that a thing changed; part of the caller's transaction."""
    Stamp.objects.update_or_create(name=name, defaults={"version": secrets.randbits(62)})
    forget()
