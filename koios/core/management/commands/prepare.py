import json

from django.core.management import call_command, get_commands
from django.utils.translation import gettext_lazy as _

from koios.core import commands, home


class Command(commands.Command):
    help = _("deja el hogar listo para servir; dice en JSON lo que la consola debe mostrar")
    hidden = True  # bin/run calls it before it starts the server
    needs_home = False  # it makes it

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help=_("carga la empresa de muestra"))

    def handle(self, *, demo, **options):
        home.set_up()
        if demo and home.is_empty() and "demo" in get_commands():
            call_command("demo", stdout=self.stderr)
        self.stdout.write(json.dumps(home.announced()))
