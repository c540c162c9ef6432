from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import commands, translations


class Command(commands.Command):
    help = gettext_lazy("reúne los textos del programa en los archivos de traducción")
    needs_home = False

    def handle(self, **options):
        for language in translations.TRANSLATED:
            catalog = translations.update(language)
            self.stdout.write(
                _("%(language)s: %(count)s textos, %(left)s sin traducir")
                % {
                    "language": language,
                    "count": len(catalog),
                    "left": len(translations.untranslated(catalog)),
                }
            )
