"""Writing a list: XLSX for people with Excel, CSV for people with Excel and for programs."""

import csv as csv_module
import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _

from koios.core import clock
from koios.core.exports.columns import DATE, MOMENT, MONEY, PERCENT
from koios.core.refusals import Refusal
from koios.core.tables.cells import CONTROLS, defused

XLSX, CSV = "xlsx", "csv"
FORMS = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
LONGEST_CELL = 32_767  # what Excel holds; it would drop a longer cell without a word
EXACT = 10**15  # spreadsheets round what is longer
MOST_ROWS = 1_048_575
FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
NARROW, WIDE = 8, 60
_FORMATS = {
    MONEY: '"$" #,##0',
    PERCENT: '0.00"%"',
    DATE: "yyyy-mm-dd",
    MOMENT: "yyyy-mm-dd hh:mm",
}


def xlsx(title: str, columns: list, rows: Iterable, *, tell=None):
    """The list as an open temporary file; memory does not grow with it.

    `tell(number)` hears how many rows are written.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": title, "created": clock.local(clock.now()).replace(tzinfo=None)})
    sheet = book.add_worksheet(_sheet_name(title))
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
    widths = [len(str(column.label)) for column in columns]
    for position, column in enumerate(columns):
        sheet.write_string(0, position, _fitting(str(column.label)), bold)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, values in enumerate(_values(columns, rows), start=1):
        if number > MOST_ROWS:
            raise Refusal(_("Son más filas de las que caben en una hoja. Expórtelas en CSV."))
        for position, (column, value) in enumerate(zip(columns, values, strict=True)):
            if value is not None:
                written = _put(sheet, number, position, value, formats.get(column.kind))
                widths[position] = max(widths[position], written)
        if tell and number % 200 == 0:
            tell(number)
    for position, width in enumerate(widths):
        sheet.set_column(position, position, min(max(width + 2, NARROW), WIDE))
    if columns:
        sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
    book.close()
    file.seek(0)
    return file


def csv(columns: list, rows: Iterable, *, tell=None) -> Iterator[bytes]:
    """The list as pieces of bytes: semicolons and decimal commas, as Excel in Colombia reads it."""
    buffer = io.StringIO(newline="")
    writer = csv_module.writer(buffer, delimiter=";")
    buffer.write("\ufeff")
    writer.writerow([defused(str(column.label)) for column in columns])
    for number, values in enumerate(_values(columns, rows), start=1):
        writer.writerow(map(_plain, values))
        if buffer.tell() > 64 * 1024:
            yield _drained(buffer)
        if tell and number % 200 == 0:
            tell(number)
    yield _drained(buffer)


def _values(columns, rows):
    for record in rows:
        yield [column.value(record) for column in columns]


def _put(sheet, line, position, value, form):
    """Write a cell; how many characters it shows."""
    if isinstance(value, int | Decimal) and abs(value) < EXACT:
        sheet.write_number(line, position, value, form)
        return len(f"{value:,}")
    if isinstance(value, date) and _day(value) >= FIRST_DAY:
        sheet.write_datetime(line, position, value, form)
        return 16 if isinstance(value, datetime) else 10
    text = _fitting(value if isinstance(value, str) else _plain(value))
    sheet.write_string(line, position, text)
    return max(map(len, text[:200].splitlines() or [""]))


def _fitting(text):
    text = text.replace("\r\n", "\n").translate(CONTROLS)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _plain(value):
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    if isinstance(value, int):
        return str(value)
    return defused(value.translate(CONTROLS))


def _day(value):
    return value.date() if isinstance(value, datetime) else value


def _drained(buffer):
    piece = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return piece


def _sheet_name(title):
    return "".join(letter for letter in str(title) if letter not in "[]:*?/\\'")[:31] or "Lista"
