"""The bytes, kept once under the hash of what they say: FILES_ROOT/ab/cd/abcd…

Bytes are written beside, forced to disk and then given their name in one move: at every moment
a file is either whole or not there.
"""

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

PIECE = 1024 * 1024
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NoRoom(OSError):
    """The disk is full, or the quota of the process's owner is."""


@contextmanager
def minding_room():
    """Turn the errors of a disk that takes no more into `NoRoom`."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise NoRoom(*error.args) from error
        raise


@dataclass(frozen=True)
class Draft:
    """Bytes on disk that have no name yet."""

    path: Path
    sha256: str
    size: int


def path_of(sha256: str) -> Path:
    return settings.FILES_ROOT / sha256[:2] / sha256[2:4] / sha256


def beside() -> Path:
    """Where drafts wait; the same disk as the store, so that the last step is only a move."""
    settings.FILES_ROOT.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = settings.FILES_ROOT / "drafts"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def previews() -> Path:
    """The shelf of copies that are shown; all of it can be made again."""
    return settings.FILES_ROOT / "previews"


@contextmanager
def drafted(pieces: Iterable[bytes]) -> Iterator[Draft]:
    """Write the pieces to disk and hand them over; what the block does not keep is thrown away."""
    path = None
    try:
        with minding_room():
            handle, name = tempfile.mkstemp(dir=beside())
            path = Path(name)
            seen, size = hashlib.sha256(), 0
            with open(handle, "wb") as out:
                for piece in pieces:
                    seen.update(piece)
                    size += len(piece)
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
        yield Draft(path, seen.hexdigest(), size)
    finally:
        if path is not None:
            path.unlink(missing_ok=True)


def keep(draft: Draft) -> None:
    """Give a draft its name, unless the same bytes already have it."""
    place = path_of(draft.sha256)
    if place.exists() and place.stat().st_size == draft.size:
        return
    with minding_room():
        _make(place.parent)
        os.chmod(draft.path, 0o440)
        os.replace(draft.path, place)
        _settle(place.parent)


def remove(sha256: str) -> None:
    path_of(sha256).unlink(missing_ok=True)
    for copy in (previews() / sha256[:2]).glob(f"{sha256}-*"):
        copy.unlink(missing_ok=True)


def clear_drafts() -> None:
    """Throw away what a process that died left half written."""
    for left in beside().iterdir():
        if _is_older(left, days=1):
            left.unlink(missing_ok=True)


def strays(*, known: Callable[[str], bool], days=1) -> Iterator[Path]:
    """Files that have stood for days without being known: an act that was rolled back left them."""
    for path in all_paths():
        if not known(path.name) and _is_older(path, days):
            yield path


def _is_older(path, days):
    # The disk dates its files by its own clock, not by ours that a demo may move.
    return path.stat().st_mtime < time.time() - days * 86_400


def hash_of(path: Path) -> str:
    with open(path, "rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def all_paths() -> Iterator[Path]:
    """Every file of the store."""
    return settings.FILES_ROOT.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")


def _make(folder):
    """A folder that survives a power cut, in a parent that does."""
    if not folder.exists():
        if folder.parent != settings.FILES_ROOT:
            _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _settle(folder.parent)


def _settle(folder):
    """The move itself survives a power cut only when its folder is on disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
