"""`koios demo-journey NAME`: one of the main ways through Koios, by the real doors."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.commands import Command


class Command(Command):
    help = gettext_lazy("recorre Koios de principio a fin en una carpeta de usar y tirar")
    reports = True
    needs_home = False  # it makes one of its own

    def add_arguments(self, parser):
        parser.add_argument(
            "journey",
            nargs="?",
            default="complaint",
            choices=["complaint", "commercial"],
            help=_(
                "complaint: una PQRS hasta su respuesta; commercial: una cotización, al servicio"
            ),
        )

    def handle(self, *, journey, **options):
        try:
            from koios.demo import journeys  # needs packages that only developers have
        except ImportError as missing:
            raise CommandError(
                _("Falta %(name)s: es una orden para quien desarrolla Koios. Use antes bin/test")
                % {"name": missing.name}
            ) from None
        told = journeys.NAMED[journey](tell=self._tell).run()
        self.report(told, _("El recorrido terminó bien."))

    def _tell(self, line):
        (self.stderr if self._as_json else self.stdout).write(line)
