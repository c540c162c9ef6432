"""A file read through a map: its rows under the importer's names, or why one cannot be read."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from koios.core import dates, tables
from koios.core.imports import yamlmap
from koios.core.imports.importer import Importer
from koios.core.imports.mapping import Map, Translation, propose
from koios.core.imports.refused import Fault, MapError
from koios.core.imports.values import Values
from koios.core.imports.verdicts import RowError
from koios.core.tables import Row, Table

SHOWN = 20  # rows of a preview


class Reading:
    """The rows of a table for an importer, as often as they are asked for."""

    def __init__(self, importer: type[Importer], table: Table, chosen: Map):
        self.importer = importer
        self.table = table
        self.map = chosen
        self._translation = Translation(chosen)
        self._sources = {
            name: [table.position(title) for title in titles]
            for name, titles in chosen.columns.items()
        }
        self._headers = {name: " + ".join(titles) for name, titles in chosen.columns.items()}
        self._columns = [column for column in importer.columns if column.name in chosen.names]
        self.orders = self._dates_of_the_file()

    @classmethod
    def of(cls, importer: type[Importer], source, map_text: str = "") -> "Reading":
        """A file under a map in YAML; without one, or one without columns, as its titles propose.

        Raises `NotATable` or `MapError`.
        """
        chosen = yamlmap.load(map_text, importer) if map_text else Map()
        table = tables.read(source, **chosen.how)
        if chosen.columns:
            lines = yamlmap.lines_of_titles(map_text)
            chosen = yamlmap.check_titles(chosen, table.columns, lines)
        else:
            chosen.columns = propose(importer, table.columns).columns
        if lacking := chosen.lacks(importer):
            raise MapError([Fault(0, _lacking(lacking, table))])
        return cls(importer, table, chosen)

    def __iter__(self) -> Iterator[tuple[Row, Values, tuple]]:
        """Each row of the file, what it says, and the errors of its cells."""
        seen = Counter()
        for row in self.table:
            values, errors = self._read(row)
            fingerprint = values.fingerprint
            values.repeats = seen[fingerprint]
            seen[fingerprint] += 1
            yield row, values, errors

    @property
    def doubtful_dates(self) -> dict:
        """How many dates of each column could be read in two orders, and nothing decides."""
        return {
            self._headers[name]: order.doubtful
            for name, order in self.orders.items()
            if order.doubtful
        }

    def doubts(self, row: Row, values: Values) -> list:
        """Warnings about the dates of a row."""
        return [
            values.error(name, _("la fecha puede leerse en dos órdenes"))
            for name, order in self.orders.items()
            if order.doubtful and order.is_doubtful(self._cell(name, row))
        ]

    def _read(self, row):
        read, told, errors = {}, {}, []
        if surplus := row.surplus(len(self.table.columns)):
            reason = _("la fila tiene más celdas que títulos: revise comillas y separadores")
            errors.append(RowError.of(row.line, "", " | ".join(surplus), reason))
        for column in self._columns:
            name = column.name
            cell, text = self._cell(name, row), ""
            if name in self._sources:
                text = told[name] = tables.text(cell)
            try:
                read[name] = self._value(column, cell, text)
            except ValueError as error:
                errors.append(
                    RowError.of(row.line, self._headers.get(name, column.label), text, error)
                )
        return Values(row.line, read, told, self._headers), tuple(errors)

    def _cell(self, name, row):
        """What the file has for a column: a cell, or several joined."""
        positions = self._sources.get(name, ())
        if len(positions) == 1:
            return row.cell(positions[0])
        found = (tables.text(row.cell(position)) for position in positions)
        return " ".join(text for text in found if not self._translation.is_empty(text))

    def _value(self, column, cell, text):
        if column.has_dates and not isinstance(cell, str):
            text = cell  # a spreadsheet knows what it is
        elif text:
            text = self._translation.of(column, text)
        text = self.map.constants.get(column.name, text)
        if text == "":
            text = self.map.defaults.get(column.name, "")
        if text == "":
            if column.required:
                raise ValueError(_("falta este dato"))
            return None
        return column.read(text, self.orders.get(column.name))

    def _dates_of_the_file(self):
        """The order of each column of dates, by all of its values."""
        names = [column.name for column in self._columns if column.has_dates and not column.parse]
        names = [name for name in names if name in self._sources]
        cells = {name: [] for name in names}
        for row in self.table if names else ():
            for name in names:
                cells[name].append(self._cell(name, row))
        return {name: dates.infer(cells[name], *self.map.orders(name)) for name in names}


def _lacking(columns, table):
    names = ", ".join(f"{column.name} ({column.label})" for column in columns)
    return _(
        "no se reconoce en el archivo la columna de %(names)s. Diga cuál es en el mapa; "
        "el archivo tiene: %(titles)s"
    ) % {"names": names, "titles": ", ".join(table.columns)}
