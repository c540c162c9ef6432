"""`koios demo-journey`: a petition from the public form to its answer, through the real doors."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.commands import Command


class Command(Command):
    help = gettext_lazy("recorre una PQRS de principio a fin en una carpeta de usar y tirar")
    reports = True
    needs_home = False  # it makes one of its own

    def handle(self, **options):
        try:
            from koios.demo.journey import Journey  # needs packages that only developers have
        except ImportError as missing:
            raise CommandError(
                _("Falta %(name)s: es una orden para quien desarrolla Koios. Use antes bin/test")
                % {"name": missing.name}
            ) from None
        told = Journey(tell=self._tell).run()
        self.report(told, _("El recorrido terminó bien."))

    def _tell(self, line):
        (self.stderr if self._as_json else self.stdout).write(line)
