"""Customers that come in by a list: from a spreadsheet, from a register of the State.

A row is known by its document, however it is written. The first row of a document in a file
decides; later ones (a company's other sites) only fill in what is still empty, so that the same
file twice changes nothing. A place or an activity that nobody can tell does not keep a customer
out: the row goes in without it and says so.
"""

from koios.customers.importing.importer import CustomerImporter

__all__ = ["CustomerImporter"]
