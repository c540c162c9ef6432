from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import commands, translations


class Command(commands.Command):
    help = gettext_lazy("compila las traducciones")
    needs_home = False

    def handle(self, **options):
        written = translations.compile_all()
        self.stdout.write(_("%s archivos compilados") % len(written))
