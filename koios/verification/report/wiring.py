"""What the report tells the base of itself: its options on the command line."""

from django.utils.translation import gettext_lazy as _

from koios.core.reports import Report, reports
from koios.verification.report import command

reports.add(
    Report("contracts", _("verificación de contratos"), command.add_arguments, command.make)
)
