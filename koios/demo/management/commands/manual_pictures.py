"""`koios manual-pictures`: the pictures of the manual, from the demo at a day that stands still."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.commands import Command


class Command(Command):
    help = gettext_lazy("hace las imágenes del manual con la empresa de muestra")
    reports = True
    needs_home = False  # it makes one of its own

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("names", nargs="*", help=_("solo estas imágenes; sin nombres, todas"))
        parser.add_argument("--out", type=Path, help=_("carpeta; sin ella, docs/manual/img"))

    def handle(self, **options):
        try:
            import playwright  # noqa: F401 -- only developers have it

            from koios.demo.pictures import FOLDER, Photographer
        except ImportError as missing:
            raise CommandError(
                _("Falta %(name)s: es una orden para quien desarrolla Koios. Use antes bin/test")
                % {"name": missing.name}
            ) from None
        folder = options["out"] or FOLDER
        taken = Photographer(folder, tell=self._tell).run(options["names"])
        self.report(
            {"folder": str(folder), "pictures": taken},
            _("%(count)s imágenes en %(folder)s") % {"count": len(taken), "folder": folder},
        )

    def _tell(self, line):
        (self.stderr if self._as_json else self.stdout).write(line)
