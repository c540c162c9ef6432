"""The workbook of a report: sheets of lines one below the other, and lists of records."""

import io
from datetime import date
from decimal import Decimal

import xlsxwriter

from koios.core import clock
from koios.core.tables.cells import CONTROLS

LONGEST_CELL = 32_767


class Book:
    """A workbook that is written row by row; no text of it is ever a formula or a link."""

    def __init__(self, title):
        self._content = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._content,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "constant_memory": True,
            },
        )
        now = clock.local(clock.now()).replace(tzinfo=None)
        self._book.set_properties({"title": title, "created": now})
        self._styles = {
            "title": self._book.add_format({"bold": True, "font_size": 14}),
            "head": self._book.add_format(
                {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
            ),
            "text": self._book.add_format({"text_wrap": True, "valign": "top"}),
            "date": self._book.add_format({"num_format": "yyyy-mm-dd"}),
            "two": self._book.add_format({"num_format": "0.00"}),
            "money": self._book.add_format({"num_format": "#,##0"}),
            "plain": None,
        }

    def lines(self, name, widths):
        """A sheet and what writes one line after the other on it: `line(*values, style=)`."""
        sheet = self._book.add_worksheet(name)
        for position, width in enumerate(widths):
            sheet.set_column(position, position, width)
        at = iter(range(1_000_000))

        def line(*values, style="plain"):
            number = next(at)
            for position, value in enumerate(values):
                self._put(sheet, number, position, value, style)

        return line

    def records(self, name, columns, rows):
        """A sheet with a row for each record: `columns` are pairs of a `Column` and its width."""
        sheet = self._book.add_worksheet(name)
        for position, (column, width) in enumerate(columns):
            sheet.set_column(position, position, width)
            sheet.write_string(0, position, str(column.label), self._styles["head"])
        sheet.freeze_panes(1, 1)
        number = 0
        for number, row in enumerate(rows, start=1):
            for position, (column, _width) in enumerate(columns):
                self._put(sheet, number, position, column.value(row))
        sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)

    def close(self) -> bytes:
        self._book.close()
        return self._content.getvalue()

    def _put(self, sheet, line, position, value, style="plain"):
        if value is None or value == "":
            return
        if isinstance(value, Decimal):
            whole = value == value.to_integral_value() and value.as_tuple().exponent >= 0
            sheet.write_number(line, position, value, self._styles["money" if whole else "two"])
        elif isinstance(value, int):
            sheet.write_number(line, position, value)
        elif isinstance(value, date):
            sheet.write_datetime(line, position, value, self._styles["date"])
        else:
            told = str(value).translate(CONTROLS)[:LONGEST_CELL]
            sheet.write_string(line, position, told, self._styles[style])
