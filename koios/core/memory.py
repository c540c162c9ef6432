"""What processes give back to the system of the memory that they worked with.

The library of C keeps what was freed, for the next use of it: after one long report that is more
than the program weighs (docs/performance.md).
"""

import ctypes
import threading
import time
from contextlib import contextmanager, suppress

EVERY = 5  # seconds; it takes a few milliseconds

_M_TRIM_THRESHOLD, _M_ARENA_MAX = -1, -8
_libc = ctypes.CDLL(None)
_last = 0.0
_long_work = threading.Lock()


def be_sparing() -> None:
    """From here on: few heaps for all threads together, and small ones. Said before any begins."""
    with suppress(AttributeError):  # another library of C
        _libc.mallopt(_M_ARENA_MAX, 2)
        _libc.mallopt(_M_TRIM_THRESHOLD, 128 * 1024)


def give_back() -> None:
    """What is free at the moment, unless that was done just now."""
    global _last
    now = time.monotonic()
    if now - _last > EVERY:
        _last = now
        with suppress(AttributeError):
            _libc.malloc_trim(0)


@contextmanager
def one_at_a_time():
    """Long work of this process, after one another: reports of a year for eight people at once
    hold eight years in memory and are ready no sooner. Also decorates a view."""
    global _last
    with _long_work:
        yield
    _last = 0.0  # what it needed goes back with the answer
