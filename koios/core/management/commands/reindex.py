"""Fills the search's index again from the records."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import commands, search


class Command(commands.Command):
    help = gettext_lazy("vuelve a llenar el índice de la búsqueda")

    def add_arguments(self, parser):
        parser.add_argument(
            "kinds", metavar="KIND", nargs="*", help=_("solo estas clases de registro")
        )

    def handle(self, *, kinds, **options):
        if strange := set(kinds) - set(search.providers.keys()):
            raise CommandError(
                _("No se buscan registros de la clase %(kinds)s. Hay: %(known)s")
                % {"kinds": ", ".join(sorted(strange)), "known": ", ".join(search.providers.keys())}
            )
        number = search.rebuild(kinds or None)
        self.stdout.write(_("%(number)s registros en el índice") % {"number": number})
