"""What Inter, the typeface of documents and charts, can show and how wide it runs.

Read from the font file itself: the map of characters (`cmap`) and the widths (`hmtx`).
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings

FAMILY = "Inter"
FOLDER = settings.PROJECT / "koios" / "ui" / "vendor" / "fonts"
MISSING = "□"  # stands where the writer used a character that the typeface lacks

_KEPT = {"\n", "\t"}


def printable(text: str) -> str:
    """The text without what the typeface lacks: a document with a missing glyph is no PDF/A.

    What cannot be seen (control, direction, joiners) goes; what should be seen leaves a mark.
    """
    if text.isascii() and text.isprintable():
        return text
    glyphs = _glyphs()
    shown = []
    for mark in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
        category = unicodedata.category(mark)
        if mark in _KEPT:
            shown.append(mark)
        elif category[0] == "C":
            continue
        elif category in {"Zl", "Zp"}:
            shown.append("\n")
        elif ord(mark) in glyphs:
            shown.append(mark)
        elif category[0] == "M":
            continue
        elif category == "Zs":
            shown.append(" ")
        else:
            shown.append(MISSING)
    return "".join(shown)


@cache
def widths() -> dict[int, float]:
    """How wide each Latin character runs, in parts of the size of the type."""
    tables = _tables()
    (per_em,) = struct.unpack_from(">H", tables["head"], 18)
    (count,) = struct.unpack_from(">H", tables["hhea"], 34)
    measured = {}
    for code, glyph in _glyphs().items():
        if code < 0x2200:
            (advance,) = struct.unpack_from(">H", tables["hmtx"], 4 * min(glyph, count - 1))
            measured[code] = advance / per_em
    return measured


@cache
def _glyphs() -> dict[int, int]:
    """Code point to glyph."""
    cmap = _tables()["cmap"]
    (count,) = struct.unpack_from(">H", cmap, 2)
    found = {}
    for number in range(count):
        (at,) = struct.unpack_from(">L", cmap, 4 + 8 * number + 4)
        (form,) = struct.unpack_from(">H", cmap, at)
        if form == 12:
            return _in_groups(cmap, at)
        if form == 4:
            found = _in_segments(cmap, at)
    return found


def _in_groups(cmap, at):
    (count,) = struct.unpack_from(">L", cmap, at + 12)
    glyphs = {}
    for number in range(count):
        first, last, glyph = struct.unpack_from(">LLL", cmap, at + 16 + 12 * number)
        glyphs.update({code: glyph + code - first for code in range(first, last + 1)})
    return glyphs


def _in_segments(cmap, at):
    (double,) = struct.unpack_from(">H", cmap, at + 6)
    ends, starts = at + 14, at + 16 + double
    deltas, offsets = starts + double, starts + 2 * double
    glyphs = {}
    for step in range(0, double, 2):
        (last,) = struct.unpack_from(">H", cmap, ends + step)
        (first,) = struct.unpack_from(">H", cmap, starts + step)
        (delta,) = struct.unpack_from(">H", cmap, deltas + step)
        (offset,) = struct.unpack_from(">H", cmap, offsets + step)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = offsets + step + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", cmap, place)
            if glyph or not offset:
                glyph = (glyph + delta) & 0xFFFF
            if glyph:
                glyphs[code] = glyph
    return glyphs


@cache
def _tables() -> dict[str, bytes]:
    content = _file().read_bytes()
    (count,) = struct.unpack_from(">H", content, 4)
    tables = {}
    for number in range(count):
        tag, _sum, at, length = struct.unpack_from(">4sLLL", content, 12 + 16 * number)
        tables[tag.decode("latin-1")] = content[at : at + length]
    return tables


def _file() -> Path:
    found = sorted(FOLDER.glob("Inter_400Regular.ttf")) or sorted(FOLDER.glob("*Regular.ttf"))
    if not found:
        raise FileNotFoundError(f"No typeface in {FOLDER}: run bin/setup, which fetches it")
    return found[0]
