"""What the import of past PQRS tells the base of itself."""

from django.utils.translation import gettext_lazy as _

from koios.cases.bringing import SERIES
from koios.cases.importing import CaseImporter
from koios.core import numbering
from koios.core.imports import importers

numbering.register(
    SERIES,
    label=_("PQRS del pasado"),
    default_format="HIST-{year}-{number:06d}",
    model="cases.case",
    among={"imported": True},
)
importers.add(CaseImporter.name, CaseImporter)
