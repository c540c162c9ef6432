"""What stands in a cell, and how a person would read it."""

import re
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

Cell = str | int | float | bool | datetime | date | time | timedelta

# What no text keeps: control characters other than tab and line break (NUL above all), halves of
# a pair and what is no character. None of them stands in XML, and databases refuse some.
CONTROLS = {
    code: None
    for code in (*range(32), 127, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if chr(code) not in "\t\n"
}
_SPACES = {0xA0: " ", 0x202F: " ", 0xFEFF: None}

# What a spreadsheet runs as a formula. Also with blanks and apostrophes in front, so that an
# apostrophe more can always be taken off again.
_RUNS = re.compile(r"['\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")


def text(cell: Cell) -> str:
    """The cell as a person reads it, without blanks around."""
    if isinstance(cell, str):
        return cell.translate(_SPACES).strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("Sí") if cell else _("No")
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes" if not cell.second else "seconds")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not text(cell))


def cleaned(cell: str) -> str:
    """A cell as it came in a text file, without what cannot be kept."""
    if "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if not cell.isprintable():
        cell = cell.translate(CONTROLS)
    return armed(cell) if cell[:1] == "'" else cell


def defused(cell: str) -> str:
    """The text with an apostrophe in front if a spreadsheet would run it as a formula."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def armed(cell: str) -> str:
    """The text as it was before it was defused."""
    return cell[1:] if cell[:1] == "'" and _RUNS.match(cell[1:]) else cell
