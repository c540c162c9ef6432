"""Services and prices that come in by a spreadsheet.

A service is known by its code; a price by its list, service, class and route. Prices go into a list
in preparation and nowhere else. The first row of a service in a file decides what it is, and a
second price for the same thing is refused: so the same file twice changes nothing.
"""

from koios.quotes.tariff_importing.importer import TariffImporter

__all__ = ["TariffImporter"]
