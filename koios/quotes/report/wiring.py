"""What the report tells the base of itself: its options on the command line, its mail, its job."""

from django.utils.translation import gettext_lazy as _

from koios.core.reports import Report, reports
from koios.office import machine, post
from koios.office.reporting import long
from koios.office.reporting.monthly import define_people
from koios.quotes.report import command
from koios.quotes.report.made import QuoteReport

define_people("quotes.report_people", module="quotes", group="quotes")
long.kinds.add(QuoteReport.name, QuoteReport)
reports.add(Report("quotes", _("informe comercial"), command.add_arguments, command.make))
machine.names.add("quotes.monthly_report", _("Enviar el informe comercial del mes"))
post.kinds.add("quote.report", _("Informe comercial del mes"))
