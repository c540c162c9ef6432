"""Which papers are the company's: known by the hash of their bytes, whoever brings them.

Documents of the base are known by themselves; a capability that keeps papers of its own adds a
place to look: `papers.add("signing", find)`, where `find(sha256)` gives a `Paper` or None.
"""

from dataclasses import dataclass
from datetime import datetime

from koios.core.documents.records import Document
from koios.core.registry import Registry

papers = Registry()


@dataclass(frozen=True)
class Paper:
    """A file that left, or could have left, the company: as it is called, since when, and what
    is to be said of it besides (`note`, with `is_last` false where a later one exists)."""

    name: str
    at: datetime
    note: str = ""
    is_last: bool = True


def find(sha256: str) -> Paper | None:
    """The paper with that hash; None when Koios never made one.

    The capabilities are asked first: they may know what became of a document since.
    """
    for look in reversed(list(papers)):
        found = look(sha256)
        if found:
            return found
    return None


def _document(sha256):
    ready = Document.objects.filter(file__blob=sha256, status=Document.Status.READY)
    document = ready.order_by("pk").first()
    return Paper(document.name, document.frozen_at) if document else None


papers.add("documents", _document)
