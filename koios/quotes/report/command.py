"""`koios report quotes`: what the command line may ask of the report."""

from datetime import date

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.quotes.models import Quote
from koios.quotes.report.asked import AskedForm, seller_in_address
from koios.quotes.report.made import QuoteReport


def add_arguments(parser):
    parser.add_argument("--from", type=_day, metavar="DAY", help=_("enviadas desde, 2026-07-01"))
    parser.add_argument("--to", type=_day, metavar="DAY", help=_("enviadas hasta, 2026-07-31"))
    parser.add_argument("--as-of", type=_day, metavar="DAY", help=_("como estaban ese día; hoy"))
    parser.add_argument("--customer", metavar="NIT", help=_("NIT o nombre de un cliente"))
    parser.add_argument(
        "--seller", metavar="EMAIL", help=_("correo o nombre de quien vende o vendió")
    )


def make(options) -> QuoteReport:
    """All quotes, whoever may see them: who has the machine has the database."""
    form = AskedForm(
        {
            "from": options["from"],
            "to": options["to"],
            "as_of": options["as_of"],
            "customer": options["customer"],
            "seller": _seller(options["seller"]),
        }
    )
    if not form.is_valid():
        raise CommandError(" ".join(told for errors in form.errors.values() for told in errors))
    return QuoteReport(form.asked())


def _day(told):
    return date.fromisoformat(told)


_day.__name__ = "fecha"  # how the parser calls what it cannot read


def _seller(told):
    if told is None:
        return None
    told = told.strip()
    people = User.objects.filter(email__iexact=told) | User.objects.filter(name__iexact=told)
    found = list(people[:2])
    if len(found) == 1:
        return found[0].pk
    past = Quote.objects.filter(owner=None, seller_name__iexact=told)
    if name := past.exclude(seller_name="").values_list("seller_name", flat=True).first():
        return seller_in_address(name)
    raise CommandError(_("No hay un vendedor con el correo o nombre %(told)s.") % {"told": told})
