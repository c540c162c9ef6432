"""The report of the month that ended, mailed to the people that the company chose."""

from django.utils.translation import gettext_lazy

from koios.cases.report.asked import Asked
from koios.cases.report.made import CaseReport
from koios.office.reporting.monthly import Monthly

MONTHLY = Monthly(
    kind="case.report",
    module="cases",
    setting="cases.report_people",
    subject=gettext_lazy("Informe de PQRS de %(month)s"),
    make=lambda month, day, person: CaseReport(Asked(month, as_of=day), person),
)


def mail_monthly() -> int:
    return MONTHLY.mail()
