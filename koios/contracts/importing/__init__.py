"""Bringing in contracts of the past from a list."""

from koios.contracts.importing.importer import ContractImporter

__all__ = ["ContractImporter"]
