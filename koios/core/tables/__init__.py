"""Lists that people bring: XLSX, XLS, ODS and CSV, read row by row with the line each came from.

`read` finds out how a file is written (kind, encoding, separator, line of the titles) unless it is
told, and refuses with a reason what is not a list: one record a line under one line of titles.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from koios.core.tables import csvfile, headers, sheets
from koios.core.tables.cells import Cell, blank, text
from koios.core.tables.refusal import NotATable

__all__ = ["NO_HEADER", "Cell", "NotATable", "Row", "Table", "first_lines", "read", "text"]

NO_HEADER = 0  # as `header_row`: the file has no line of titles
SAMPLE = 500  # records that are looked at to find the titles


@dataclass(frozen=True, slots=True)
class Row:
    """A record, and the line of the file where it begins."""

    line: int
    cells: list

    def cell(self, position: int) -> Cell:
        """What stands in a column; a record that ends before it is empty there."""
        return self.cells[position] if position < len(self.cells) else ""

    def surplus(self, width: int) -> list:
        """What stands beyond the last title: a sign that a separator slipped into a cell."""
        return [text(cell) for cell in self.cells[width:] if not blank(cell)]


@dataclass
class Table:
    """A list: unique titles and, as often as it is asked, its rows."""

    columns: list
    kind: str  # csv, xlsx, xls, ods, xlsb
    header_row: int
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: list = field(default_factory=list)
    _records: object = field(default=None, repr=False)

    def __iter__(self) -> Iterator[Row]:
        """The rows below the titles; blank lines and repeated titles are no records."""
        for line, cells in self._records():
            if line <= self.header_row or all(map(blank, cells)) or self._is_title_line(cells):
                continue
            yield Row(line, cells)

    @property
    def rows(self):
        return iter(self)

    def position(self, column: str) -> int:
        return self.columns.index(column)

    def _is_title_line(self, cells):
        # Compared first by its first cell: this runs for every record.
        if not self.header_row or text(cells[0]) != self._titles[0]:
            return False
        return [text(cell) for cell in cells] == self._titles


def first_lines(source, *, sheet=None, encoding=None, separator=None, number=20) -> list:
    """The first lines with anything in them, as (line, cells), whatever they are.

    For a person to point at the titles where they were not found.
    """
    _form, records = _opened(source, sheet, encoding, separator)
    return headers.first(records(), number)


def read(source, *, header_row=None, sheet=None, encoding=None, separator=None) -> Table:
    """The list in a file: its path, the file open in binary, or its bytes.

    `header_row` is the line of the titles when it was chosen (0: there are none), `sheet` the name
    of a sheet. Raises `NotATable` with a reason that a person can act on.
    """
    form, records = _opened(source, sheet, encoding, separator)
    sample = headers.first(records(), SAMPLE)
    chosen = header_row is not None
    titles = headers.chosen(records(), header_row) if chosen else headers.find(sample)
    columns = headers.unique(titles.cells, headers.width(sample, titles), form.pop("left", 0))
    table = Table(columns=columns, header_row=titles.line, _records=records, **form)
    table._titles = [text(cell) for cell in titles.cells]
    return table


def _opened(source, sheet, encoding, separator):
    source = source if isinstance(source, str | Path | bytes) else _content(source)
    begin = _beginning(source)
    if sheets.is_workbook(begin):
        return sheets.open_sheet(source, sheet)
    return csvfile.open_csv(source, begin, encoding, separator)


def _content(file) -> bytes:
    if hasattr(file, "seek"):
        file.seek(0)
    content = file.read()
    if not isinstance(content, bytes):
        raise TypeError("a table is read from a file open in binary")
    return content


def _beginning(source) -> bytes:
    if isinstance(source, bytes):
        begin = source[: csvfile.SAMPLE]
    else:
        try:
            with open(source, "rb") as file:
                begin = file.read(csvfile.SAMPLE)
        except FileNotFoundError as error:
            raise NotATable(_("No existe el archivo %(name)s.") % {"name": source}) from error
        except OSError as error:
            raise NotATable(
                _("No se puede leer el archivo %(name)s: %(reason)s.")
                % {"name": source, "reason": error.strerror or error}
            ) from error
    if not begin.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NotATable(_("El archivo está vacío."))
    return begin
