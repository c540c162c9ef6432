"""The line with the titles of a list: where it stands, and whether what follows is a list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from koios.core.tables.cells import blank, text
from koios.core.tables.refusal import NotATable

SEARCHED = 40  # lines among which the titles are looked for
NAMED = 2 / 3  # of the columns that are filled must have a title

_YEAR = re.compile(r"(19|20)\d\d([-/ ]?(0?[1-9]|1[0-2]|T[1-4]|S[12]))?", re.I)
_MONTH = re.compile(
    r"(ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)[a-z]*\.?([-/ ](19|20)?\d\d)?", re.I
)
_NUMBER = re.compile(r"[-+]?\$?\s*[\d.,]+%?")
_LONG_NUMBER = re.compile(r"\$?\s*[\d.,]*\d[\d.,]*")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.I)


@dataclass(frozen=True)
class Titles:
    """The line of the titles; line 0 when the file has none."""

    line: int
    cells: list


def first(records: Iterable, number: int) -> list:
    """The first records with anything in them."""
    return list(islice(((n, cells) for n, cells in records if not all(map(blank, cells))), number))


def find(sample: list) -> Titles:
    """The titles: the first line that names the columns which the lines below fill."""
    if not sample:
        raise NotATable(_("El archivo no tiene ninguna línea con datos."))
    used = _used(sample)
    for index, (line, cells) in enumerate(sample[:SEARCHED]):
        if sum(not blank(cell) for cell in cells[: max(used) + 1]) < len(used) * NAMED:
            continue
        below = [cells for _line, cells in sample[index + 1 :]]
        _refuse_cross_table(line, cells, below)
        _refuse_record(line, cells, below)
        return Titles(line, cells)
    raise NotATable(_("No se encuentra la línea con los títulos de las columnas. Indique cuál es."))


def chosen(records: Iterable, line: int) -> Titles:
    """The titles where a person says that they are."""
    if line == 0:
        return Titles(0, [])
    for begins, cells in records:
        if begins == line and not all(map(blank, cells)):
            return Titles(line, cells)
        if begins > line:
            break
    raise NotATable(
        _("En la línea %(line)s no empieza ninguna línea de títulos.") % {"line": line}, line=line
    )


def width(sample: list, titles: Titles) -> int:
    """How many columns there are: those with a title, and without it any that is in use."""
    if titles.line:
        return max(i for i, cell in enumerate(titles.cells, start=1) if not blank(cell))
    return max(_used(sample), default=0) + 1


def unique(cells: list, number: int, left: int = 0) -> list:
    """Titles of one line and all different: «Nombre», «Nombre (2)», «Columna D»."""
    taken, columns = {text(cell) for cell in cells}, []
    seen = set()
    for position in range(number):
        name = " ".join(text(cells[position]).split()) if position < len(cells) else ""
        name = name or _("Columna %(letter)s") % {"letter": letters(left + position)}
        unused, times = name, 1
        while unused in seen or (times > 1 and unused in taken):
            times += 1
            unused = f"{name} ({times})"
        seen.add(unused)
        columns.append(unused)
    return columns


def letters(position: int) -> str:
    """The letters of a column in a spreadsheet: A, B … Z, AA."""
    told = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        told = chr(65 + rest) + told
    return told


def _used(sample):
    """The columns that a tenth of the lines fills."""
    times = {}
    for _line, cells in sample:
        for position, cell in enumerate(cells):
            if not blank(cell):
                times[position] = times.get(position, 0) + 1
    return {position for position, filled in times.items() if filled * 10 >= len(sample)}


def _refuse_cross_table(line, cells, below):
    """Years or months as titles over figures: each record is spread over a line."""
    periods = [
        position
        for position, cell in enumerate(cells)
        if _YEAR.fullmatch(text(cell)) or _MONTH.fullmatch(text(cell))
    ]
    spread = [p for p in periods if _share(below, p, _NUMBER) > 0.8]
    if len(spread) >= 2:
        raise NotATable(
            _(
                "Es una tabla cruzada y no una lista: %(periods)s son títulos de columna y cada "
                "línea reúne varios datos. Una lista tiene un registro por línea y una sola línea "
                "de títulos. Si de todos modos quiere leerla así, indique que los títulos están "
                "en la línea %(line)s."
            )
            % {"periods": ", ".join(text(cells[p]) for p in spread[:5]), "line": line},
            line=line,
        )


def _refuse_record(line, cells, below):
    """Titles that look like the data below: the first record stands where the titles should."""
    for position, cell in enumerate(cells):
        told = text(cell)
        for shape in (_DATE, _MAIL, _LONG_NUMBER):
            if shape is _LONG_NUMBER and sum(letter.isdigit() for letter in told) < 5:
                continue
            if shape.fullmatch(told) and _share(below, position, shape) > 0.8:
                raise NotATable(
                    _(
                        "Falta la línea de títulos: «%(value)s», en la línea %(line)s, parece ya "
                        "un dato. Escriba los títulos sobre las columnas, o indique en qué línea "
                        "están."
                    )
                    % {"value": told[:60], "line": line},
                    line=line,
                )


def _share(below, position, shape):
    told = [text(cells[position]) for cells in below if position < len(cells)]
    told = [cell for cell in told if cell]
    return sum(shape.fullmatch(cell) is not None for cell in told) / len(told) if told else 0
