"""`koios demo`: the company of the demo, in an empty home."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import home
from koios.core.commands import Command
from koios.demo import loading


class Command(Command):
    help = gettext_lazy("carga la empresa de muestra en una carpeta vacía")

    def handle(self, **options):
        if not home.is_empty():
            raise CommandError(
                _("Esta instalación ya tiene datos; la muestra no se mezcla con ellos")
            )
        stories, _at = loading.load()
        self.stdout.write(_("Empresa de muestra cargada: %s PQRS.") % stories)
