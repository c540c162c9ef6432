"""The antivirus: a clamd that the company runs, asked by its INSTREAM command."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from koios.core import settings

CLEAN, INFECTED, PENDING, NOT_ASKED = "clean", "infected", "pending", ""
_PATIENCE = 20  # seconds
_PIECE = 64 * 1024


def verdict_on(path: Path) -> str:
    """What the antivirus says; `pending` when it does not answer, and the file waits for it."""
    address = settings.get("files.scanner")
    if not address:
        return NOT_ASKED
    try:
        answer = _asked(address, path)
    except OSError:
        return PENDING
    if answer.endswith(b"FOUND"):
        return INFECTED
    if answer.endswith(b"OK"):
        return CLEAN
    return PENDING


def _asked(address, path):
    with _connected(address) as wire, open(path, "rb") as source:
        wire.sendall(b"zINSTREAM\0")
        while piece := source.read(_PIECE):
            wire.sendall(len(piece).to_bytes(4, "big") + piece)
        wire.sendall(b"\0\0\0\0")
        answer = b""
        while piece := wire.recv(4096):
            answer += piece
        return answer.rstrip(b"\0\n ")


@contextmanager
def _connected(address) -> Iterator[socket.socket]:
    if address.startswith("unix:"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as wire:
            wire.settimeout(_PATIENCE)
            wire.connect(address.removeprefix("unix:"))
            yield wire
    else:
        host, _colon, port = address.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=_PATIENCE) as wire:
            yield wire
