"""`koios bench-seed`: what `koios bench` asks of its throw-away home. Not for people."""

import json

from django.core.management.base import CommandError

from koios.bench.seeding import Seeding
from koios.cases.models import Case
from koios.core import audit, clock, home
from koios.core.acts import act
from koios.core.commands import Command


class Command(Command):
    help = "llena una carpeta de usar y tirar"
    hidden = True

    def add_arguments(self, parser):
        parser.add_argument("--cases", type=int, default=100_000)
        parser.add_argument("--customers", type=int, default=10_000)
        parser.add_argument("--quotes", type=int, default=100_000)
        parser.add_argument("--to-accept", type=int, default=0)
        parser.add_argument("--to-sign", type=int, default=0)
        parser.add_argument("--receipts", type=int, help="radica tantas, que esperan su acuse")

    def handle(self, *, receipts, **options):
        if not clock.is_demo():
            raise CommandError("bench-seed only fills a throw-away home")
        if receipts:
            self._promise(receipts)
        elif not home.is_empty():
            raise CommandError("this home has its people already")
        else:
            tell = self.stderr.write if options["verbosity"] > 1 else lambda text: None
            names = ("cases", "customers", "quotes", "to_accept", "to_sign")
            told = Seeding(**{name: options[name] for name in names}, tell=tell).do()
            self.stdout.write(json.dumps(told))

    @act
    def _promise(self, number):
        for n in range(number):
            Case.file(
                kind="CLAIM",
                channel="web",
                facts="La ruta no pasó por el paradero.",
                request="Que expliquen qué pasó",
                petitioner={"name": f"Petición {n}", "email": f"acuse{n}@correo.example"},
                by=audit.PUBLIC,
            )
