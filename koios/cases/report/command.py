"""`koios report cases`: what the command line may ask of the report."""

from datetime import date

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.cases.models import Kind
from koios.cases.report.asked import AskedForm
from koios.cases.report.made import CaseReport


def add_arguments(parser):
    parser.add_argument("--from", type=_day, metavar="DAY", help=_("recibidas desde, 2026-07-01"))
    parser.add_argument("--to", type=_day, metavar="DAY", help=_("recibidas hasta, 2026-07-31"))
    parser.add_argument("--as-of", type=_day, metavar="DAY", help=_("como estaban ese día; hoy"))
    parser.add_argument("--customer", metavar="NIT", help=_("NIT o nombre de un cliente"))
    parser.add_argument(
        "--kind", action="append", choices=Kind.values, metavar="KIND", help=", ".join(Kind.values)
    )
    parser.add_argument("--owner", metavar="EMAIL", help=_("correo del responsable"))


def make(options) -> CaseReport:
    """All cases, whoever may see them: who has the machine has the database."""
    form = AskedForm(
        {
            "from": options["from"],
            "to": options["to"],
            "as_of": options["as_of"],
            "customer": options["customer"],
            "kind": options["kind"] or [],
            "owner": _owner(options["owner"]),
        }
    )
    if not form.is_valid():
        raise CommandError(" ".join(told for errors in form.errors.values() for told in errors))
    return CaseReport(form.asked())


def _day(told):
    return date.fromisoformat(told)


_day.__name__ = "fecha"  # how the parser calls what it cannot read


def _owner(email):
    if email is None:
        return None
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise CommandError(_("No hay una persona con el correo %(email)s.") % {"email": email})
    return person.pk
