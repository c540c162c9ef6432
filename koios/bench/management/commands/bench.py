"""`koios bench`: how long everything takes in a full home. A measurement, never a test."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.bench.benchmark import Benchmark
from koios.bench.table import table
from koios.core.commands import Command


class Command(Command):
    help = gettext_lazy("mide cuánto tarda cada página en una carpeta llena")
    reports = True
    needs_home = False  # it makes one of its own

    def add_arguments(self, parser):
        parser.add_argument("--cases", type=int, default=100_000, help=_("cuántas PQRS"))
        parser.add_argument("--customers", type=int, default=10_000, help=_("cuántos clientes"))
        parser.add_argument(
            "--quotes", type=int, default=100_000, help=_("cuántas cotizaciones, de 10 líneas")
        )
        parser.add_argument("--small", action="store_true", help=_("pocas, para probar la medida"))

    def handle(self, *, cases, customers, quotes, small, **options):
        if small:
            cases, customers, quotes = 400, 40, 200
        bench = Benchmark(
            cases=cases,
            customers=customers,
            quotes=quotes,
            small=small,
            tell=self.stderr.write,
        )
        told = bench.run()
        self.report(told, table(told))
