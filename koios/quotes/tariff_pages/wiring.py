"""What tariffs tell those below of themselves: their importer, their words, where they are seen."""

from django.utils.translation import gettext_lazy as _

from koios.core.imports import importers
from koios.office import machine, phrases
from koios.quotes.tariff_importing import TariffImporter
from koios.ui import shell

importers.add(TariffImporter.name, TariffImporter)
machine.names.add("quotes.raise", _("Pasar los precios a una lista nueva"))
phrases.tell("quotes.tarifflist", corrected=_("corrigió nombre o fechas"))

shell.rail.add(
    shell.RailItem(
        "tariffs",
        _("Servicios y tarifas"),
        "quotes:tariff_lists",
        icon="receipt-2",
        module="quotes",
        order=30,
        holds=lambda: ("quotes:services",),
    )
)
