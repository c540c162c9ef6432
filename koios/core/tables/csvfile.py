"""Text files with separators: what separates the cells, and where each record begins."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.tables import encoding as encodings
from koios.core.tables.cells import cleaned
from koios.core.tables.refusal import NotATable

SAMPLE = 256 * 1024
SEPARATORS = (";", ",", "\t", "|")
SNIFFED = 300  # records that say what separates the cells
CELL_LIMIT = 2_000_000  # characters; beyond it some quotation mark was never closed
csv.field_size_limit(CELL_LIMIT)
_NOTHING = "\x1f"  # separates nothing: a list of a single column

_WEB = gettext_lazy(
    "El archivo es una página web aunque se llame de otro modo: ábralo en la hoja de cálculo y "
    "guárdelo como XLSX."
)
# What is text but no list, by how it begins
FOREIGN = {
    b"%pdf": gettext_lazy("El archivo es un PDF. Pida la lista en XLSX o CSV."),
    b"{\\rtf": gettext_lazy("El archivo es un texto. Copie la tabla a una hoja de cálculo."),
    b"<?xml": gettext_lazy("El archivo es XML: ábralo en la hoja de cálculo y guárdelo como XLSX."),
    b"<!doctype html": _WEB,
    b"<html": _WEB,
    b"<table": _WEB,
    b"mime-version:": _WEB,
}
_JSON_START = re.compile(rb"[\[{]\s*[\[{\"]")


_END = (
    "\x03"  # a line of our own after the last one: whoever swallows it has an open quotation mark
)


def open_csv(source, begin, encoding=None, separator=None):
    """How the file is written, and a function that gives its records as (line, cells)."""
    _refuse_foreign(begin)
    encoding = encodings.known(encoding) if encoding else encodings.of(source, begin)
    announced = _announced(source, encoding)
    separator = separator or announced or _separator(source, encoding)
    if len(separator) != 1:
        raise NotATable(_("El separador ha de ser un solo signo, por ejemplo «;»."))

    def records():
        with _opened(source, encoding) as file:
            if announced:
                file.readline()
            yield from _records(file, separator, 1 if announced else 0)

    told = "" if separator == _NOTHING else separator
    return {"kind": "csv", "encoding": encoding, "separator": told}, records


def _opened(source, encoding):
    binary = io.BytesIO(source) if isinstance(source, bytes) else open(source, "rb")  # noqa: SIM115
    return io.TextIOWrapper(binary, encoding, errors="koios", newline="")


def _records(file, separator, skipped):
    reader = csv.reader(_with_end(file), delimiter=separator)
    ended = skipped
    try:
        for cells in reader:
            begun, ended = ended + 1, skipped + reader.line_num
            if cells == [_END]:
                return
            if cells and cells[-1].endswith(_END):
                raise _unclosed(begun)
            yield begun, [cleaned(cell) for cell in cells]
    except csv.Error as error:
        raise _unclosed(ended + 1) from error


def _with_end(file):
    yield from file
    yield _END


def _unclosed(line):
    return NotATable(
        _("En la línea %(line)s se abre una comilla que no se cierra.") % {"line": line}, line=line
    )


def _refuse_foreign(begin):
    start = begin.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, reason in FOREIGN.items():
        if start.startswith(mark):
            raise NotATable(reason)
    if _JSON_START.match(start):
        raise NotATable(_("El archivo es JSON. Pida la lista en XLSX o CSV."))


def _announced(source, encoding):
    """The separator that a first line `sep=;` tells Excel."""
    with _opened(source, encoding) as file:
        line = file.readline(10).rstrip("\r\n")
    return line[4] if line.lower().startswith("sep=") and len(line) == 5 else ""


def _separator(source, encoding):
    """What separates the cells, judged over whole records: a cell may hold line breaks."""
    with _opened(source, encoding) as file:
        sample = file.read(SAMPLE)
        lines = io.StringIO(sample, newline="").readlines()
        if file.read(1):
            lines.pop()  # cut in the middle
    best, best_score, alone = "", 0, True
    for separator in SEPARATORS:
        widths = _widths(lines, separator)
        total = sum(widths.values())
        alone = alone and widths[1] >= total * 0.9
        widths.pop(1, None)
        for width, times in widths.most_common(1):
            share = times / total
            score = share * share * (width - 1) * (1 if _quoted_well(lines, separator) else 0.2)
            if share >= 0.5 and score > best_score:
                best, best_score = separator, score
    if not best and not alone:
        raise NotATable(
            _(
                "No es una lista: las líneas no tienen el mismo número de celdas con ningún "
                "separador (punto y coma, coma, tabulador o barra)."
            )
        )
    return best or _NOTHING


def _quoted_well(lines, separator):
    """Whether quotation marks stand around whole cells, as they do with the right separator."""
    try:
        for _cells in islice(csv.reader(lines, delimiter=separator, strict=True), SNIFFED):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)  # the sample ends inside a cell
    return True


def _widths(lines, separator):
    """How many cells the records have, each number with how often."""
    widths = Counter()
    try:
        for cells in csv.reader(lines, delimiter=separator):
            if any(cell.strip() for cell in cells):
                widths[len(cells)] += 1
            if widths.total() >= SNIFFED:
                break
    except csv.Error:
        pass  # an unclosed quotation mark: reading will say on which line
    return widths
