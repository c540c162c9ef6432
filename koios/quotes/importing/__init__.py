"""Quotes of the past that come in by a list: the pipeline of another program, a spreadsheet.

A row is known by its own number, or by what it says where it has none, so that the same file twice
brings nothing new. Nothing follows from what is brought (docs/imports-quotes.md).
"""

from koios.quotes.importing.importer import QuoteImporter

__all__ = ["QuoteImporter"]
