"""The only source of now.

Instants are kept in UTC and told in America/Bogota (UTC-5, no daylight saving). `KOIOS_CLOCK`
moves the clock, and only in a home marked as demo or throw-away (a file `DEMO` or `THROWAWAY` in
`KOIOS_HOME`): it holds an instant in ISO 8601, or `@` and the path of a file that holds one, which
is read again at each look so that a journey can move the clock of running processes.
"""

import os
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ZONE = ZoneInfo("America/Bogota")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _frozen.get() or _moved() or datetime.now(UTC)


def local(instant: datetime) -> datetime:
    """The same instant as the clock on a wall in Bogotá shows it."""
    return instant.astimezone(ZONE)


@contextmanager
def frozen(instant: datetime | str):
    """Hold the clock at an instant in this thread; a naive one is read as Bogotá's."""
    token = _frozen.set(read(instant))
    try:
        yield
    finally:
        _frozen.reset(token)


def read(instant: datetime | str) -> datetime:
    """An aware instant in UTC from ISO 8601; without an offset it is Bogotá's."""
    if isinstance(instant, str):
        instant = datetime.fromisoformat(instant)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=ZONE)
    return instant.astimezone(UTC)


def is_demo() -> bool:
    """Whether this home may be played with: marked as demo or as throw-away."""
    return any((settings.HOME / mark).exists() for mark in ("DEMO", "THROWAWAY"))


def _moved() -> datetime | None:
    told = os.environ.get("KOIOS_CLOCK")
    if not told:
        return None
    if not is_demo():
        raise ImproperlyConfigured(
            "KOIOS_CLOCK only moves the clock of a home marked as demo or throw-away"
        )
    if told.startswith("@"):
        path = Path(told[1:])
        told = path.read_text().strip() if path.exists() else ""
        if not told:
            return None
    return read(told)
