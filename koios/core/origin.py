"""The address from which the current act came, for the trail."""

from contextlib import contextmanager
from contextvars import ContextVar

_ip: ContextVar[str] = ContextVar("ip", default="")


@contextmanager
def of(ip: str):
    token = _ip.set(ip)
    try:
        yield
    finally:
        _ip.reset(token)


def ip() -> str:
    """The address of the request that is running; empty in a command or in the worker."""
    return _ip.get()
