"""Writes a list to a file, as the person who is named sees it."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import commands
from koios.core.exports import FORMS, exports
from koios.core.permissions import SEE


class Command(commands.Command):
    help = gettext_lazy("exporta una lista a XLSX o CSV, como la ve una persona")

    def add_arguments(self, parser):
        parser.add_argument("name", metavar="NAME", choices=list(exports.keys()), help=_listed())
        parser.add_argument("--by", metavar="EMAIL", required=True, help=_("quién la ve así"))
        parser.add_argument("--filter", metavar="a=1&b=2", default="", help=_filter())
        parser.add_argument("--out", metavar="FILE", required=True, help=_("archivo .xlsx o .csv"))

    def handle(self, *, name, by, filter, out, **options):
        export, out = exports[name], Path(out)
        form = out.suffix.removeprefix(".").lower()
        if form not in FORMS:
            raise CommandError(_("El archivo termina en .xlsx o en .csv"))
        user = get_user_model().objects.filter(email__iexact=by, is_active=True).first()
        if user is None or not user.may(export.module, SEE):
            raise CommandError(_("%(email)s no puede ver esta lista") % {"email": by})
        with out.open("wb") as file:
            for piece in export.pieces(user, QueryDict(filter), form):
                file.write(piece)
        self.stdout.write(_("Escrito %(file)s") % {"file": out})


def _listed():
    return ", ".join(f"{export.name}: {export.title}" for export in exports)


def _filter():
    return _("los filtros de la lista, como están en su dirección")
