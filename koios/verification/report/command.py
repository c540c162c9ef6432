"""`koios report contracts`: what the command line may ask of the report."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from koios.verification.report.asked import AskedForm
from koios.verification.report.made import VerificationReport


def add_arguments(parser):
    parser.add_argument("--year", type=int, help=_("el año que se verifica; el último, si no"))
    parser.add_argument("--customer", metavar="NIT", help=_("NIT o nombre de un cliente"))


def make(options) -> VerificationReport:
    """All verifications, whoever may see them: who has the machine has the database."""
    form = AskedForm({"year": options["year"], "customer": options["customer"]})
    if not form.is_valid():
        raise CommandError(" ".join(told for errors in form.errors.values() for told in errors))
    return VerificationReport(form.asked())
