"""What the import of past quotes tells the base of itself."""

from django.utils.translation import gettext_lazy as _

from koios.core import numbering
from koios.core.imports import importers
from koios.office import phrases
from koios.quotes.bringing import SERIES
from koios.quotes.importing import QuoteImporter

numbering.register(
    SERIES,
    label=_("Cotizaciones del pasado"),
    default_format="COTH-{year}-{number:05d}",
    model="quotes.quote",
    among={"version": 1, "imported": True},
)
importers.add(QuoteImporter.name, QuoteImporter)
phrases.tell("quotes.quote", brought=_("la trajo de una lista"))
phrases.tell("quotes.service", brought=_("lo agregó con una lista"))
phrases.tell("quotes.lossreason", brought=_("la agregó con una lista"))
