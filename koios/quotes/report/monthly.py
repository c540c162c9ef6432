"""The report of the month that ended, mailed to the people that the company chose."""

from django.utils.translation import gettext_lazy

from koios.office.reporting.monthly import Monthly
from koios.quotes.report.asked import Asked
from koios.quotes.report.made import QuoteReport

MONTHLY = Monthly(
    kind="quote.report",
    module="quotes",
    setting="quotes.report_people",
    subject=gettext_lazy("Informe comercial de %(month)s"),
    make=lambda month, day, person: QuoteReport(Asked(month, as_of=day), person),
)


def mail_monthly() -> int:
    return MONTHLY.mail()
