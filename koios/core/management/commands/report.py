"""`koios report NAME`: a report as JSON, spreadsheet or PDF."""

import json
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.commands import Command
from koios.core.reports import reports

FORMS = ("json", "xlsx", "pdf")


class Command(Command):
    help = gettext_lazy("hace un informe")

    def add_arguments(self, parser):
        kinds = parser.add_subparsers(dest="report", required=True, metavar=_("INFORME"))
        for report in reports:
            told = kinds.add_parser(report.name, help=report.label, description=str(report.label))
            report.add_arguments(told)
            told.add_argument("--format", choices=FORMS, help=_("si no, el que diga --out, o json"))
            told.add_argument("--json", action="store_const", const="json", dest="format")
            told.add_argument("--out", type=Path, metavar="FILE", help=_("dónde dejarlo"))

    def handle(self, *, report, format, out, **options):
        form = format or _form_of(out)
        if form != "json" and out is None:
            raise CommandError(_("Diga con --out en qué archivo se deja"))
        made = reports[report].make(options)
        if form == "json":
            told = json.dumps(made.told(), ensure_ascii=False, indent=2)
            content = f"{told}\n".encode()
        else:
            content = made.pdf() if form == "pdf" else made.xlsx()
        if out is None:
            self.stdout.write(content.decode(), ending="")
        else:
            out.write_bytes(content)


def _form_of(out):
    """The form that the name of the file asks for."""
    told = out.suffix.removeprefix(".").lower() if out else ""
    return told if told in FORMS else "json"
