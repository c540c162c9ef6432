"""Whether the disk still holds what the database says, byte for byte."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from koios.core import clock
from koios.core.checks import checks
from koios.core.files import store
from koios.core.files.records import Blob


@dataclass(frozen=True)
class FileProblem:
    """One thing that is wrong: `code` for programs, `text` for who looks after the server."""

    code: str  # missing, changed, unused, stray
    subject: str  # the hash, or the path of a file that no row knows
    text: str

    def __str__(self):
        return f"files: {self.text}"

    @property
    def is_loss(self):
        """A file is not what was received; the others only take up room."""
        return self.code in {"missing", "changed"}


def check_files(*, fast=False) -> Iterator[FileProblem]:
    """What is wrong with the store. `fast` trusts the size and does not read the bytes."""
    for blob in Blob.objects.order_by("pk").iterator(chunk_size=2000):
        yield from _check(blob, fast)
    yield from _unused()
    yield from _stray()


def _check(blob, fast):
    path = store.path_of(blob.sha256)
    try:
        changed = path.stat().st_size != blob.size or (
            not fast and store.hash_of(path) != blob.sha256
        )
    except FileNotFoundError:
        yield _problem("missing", blob.sha256, f"{_named(blob)} is not on the disk")
        return
    if changed:
        text = f"{_named(blob)} was changed on the disk, its bytes are not those of its hash"
        yield _problem("changed", blob.sha256, text)


def _unused():
    long_ago = clock.now() - timedelta(days=3)
    for blob in Blob.objects.filter(files=None, uploads=None, kept_at__lt=long_ago):
        yield _problem("unused", blob.sha256, f"{blob.sha256} is kept and no record uses it")


def _stray():
    for path in store.strays(known=Blob.is_known, days=3):
        yield _problem("stray", str(path), f"{path} is on the disk and not in the database")


def _named(blob):
    names = sorted(set(blob.files.values_list("name", flat=True)[:3]))
    return f"{', '.join(names) or 'an upload'} ({blob.sha256[:12]})"


def _problem(code, subject, text):
    return FileProblem(code, subject, text)


def _check_all():
    return (str(problem) for problem in check_files())


checks.add("files", _check_all)
