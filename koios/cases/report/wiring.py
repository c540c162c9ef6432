"""What the report tells the base of itself: its options on the command line, its settings."""

from django import forms
from django.utils.translation import gettext_lazy

from koios.cases.report import command
from koios.cases.report.made import CaseReport
from koios.core import settings
from koios.core.reports import Report, reports
from koios.office.reporting import long
from koios.office.reporting.monthly import define_people

settings.define(
    "cases.on_time_target",
    forms.IntegerField(min_value=1, max_value=100),
    default=95,
    group="cases",
    label=gettext_lazy("Meta de respuestas a tiempo, en %"),
)
define_people("cases.report_people", module="cases", group="cases")

long.kinds.add(CaseReport.name, CaseReport)
reports.add(Report("cases", gettext_lazy("informe de PQRS"), command.add_arguments, command.make))
