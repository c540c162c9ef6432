"""Lists that come in: from a file to records, row by row, with a verdict on each.

A capability describes what it takes (`Column`) and takes a row (`Importer.take`); how the file's
columns become the importer's is a `Map`, proposed from the titles or written in YAML
(docs/manual/mapas.md). The page and the command run the same: `ImportRun`.

A dry run is a plan and writes nothing (docs/decisions/0006).
"""

from koios.core.imports.columns import Column
from koios.core.imports.importer import Importer, RecordImporter, importers
from koios.core.imports.mapping import Map, propose
from koios.core.imports.reading import Reading
from koios.core.imports.refused import MapError
from koios.core.imports.running import run
from koios.core.imports.runs import ImportRun, RefusedRow
from koios.core.imports.values import Values
from koios.core.imports.verdicts import (
    CREATED,
    REJECTED,
    UNCHANGED,
    UPDATED,
    Result,
    RowError,
    Verdict,
)

__all__ = [
    "CREATED",
    "REJECTED",
    "UNCHANGED",
    "UPDATED",
    "Column",
    "ImportRun",
    "Importer",
    "Map",
    "MapError",
    "Reading",
    "RecordImporter",
    "RefusedRow",
    "Result",
    "RowError",
    "Values",
    "Verdict",
    "importers",
    "propose",
    "run",
]
