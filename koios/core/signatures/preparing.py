"""Everything that a PDF needs before the first signature: the pages and the fields of all of them.

A page or a field that came later would be a change after a signature, and every reader would say
so. What is written here goes behind the bytes of the document, which stay as they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a signature will stand: its field, the page of the sheet, its box in mm from the
    upper left corner."""

    field: str
    page: int
    x: float
    y: float
    width: float
    height: float


def prepare(pdf: bytes, *, sheet: bytes, places: Iterable[Place]) -> bytes:
    """The document with the pages of `sheet` after its own and an empty field at every place."""
    from koios.core.signatures import writing  # not before somebody signs: it is large

    return writing.prepared(pdf, sheet, places)
