"""PQRS of the past that come in by a list: the book, the spreadsheet, the system before Koios.

A row is known by its own number, or by what it says where it has none, so that the same file twice
brings nothing new. Dates stay as the file has them; how far they are from what Koios counts is
told of each row and summed up (docs/imports-cases.md, docs/decisions/0009).
"""

from koios.cases.importing.importer import CaseImporter

__all__ = ["CaseImporter"]
