"""Brings a list in from the command line, by the same steps as the page."""

import argparse
import sys
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import commands
from koios.core.imports import ImportRun, Reading, importers, run
from koios.core.imports.answers import sheet_of_refused, told
from koios.core.imports.runs import IMPORT

SHOWN = 20  # errors that are told to a person
EVERYWHERE = {"warnings", "doubtful_dates"}  # sums that no importer tells itself


class Command(commands.Command):
    help = gettext_lazy("importa una lista (XLSX, XLS, ODS o CSV)")
    reports = True

    def add_arguments(self, parser):
        self._own = {}  # the options that each importer adds
        lists = parser.add_subparsers(dest="name", metavar="NAME", required=True)
        for importer in importers:
            one = lists.add_parser(
                importer.name, help=str(importer.label), description=_described(importer)
            )
            _add_common(one)
            common = {action.dest for action in one._actions}
            importer.add_arguments(one)
            self._own[importer.name] = {action.dest for action in one._actions} - common

    def handle(self, *, name, file, map, dry_run, by, result, **options):
        importer = importers[name]
        own = {option: options[option] for option in self._own[name]}
        text = _read(map) if map else ""
        reading = Reading.of(importer, file, text)  # what is wrong with them shows before anything
        actor = _person(by) if by else IMPORT
        if dry_run:
            done = run(reading, importer(**own), by=actor, dry_run=True, tell=self._tell)
            answer, refused = done.as_json(), done.refused
        else:
            started = ImportRun.bring(
                importer, Path(file).read_bytes(), Path(file).name, by=actor, options=own
            )
            started = (
                started.map_with(text, by=actor) if text else started.map_by(reading.map, by=actor)
            )
            done = started.take_now(by=actor, tell=self._tell)
            answer, refused = started.answer(), started.refused.all()
        if result and answer["rejected"]:
            with sheet_of_refused(reading.table, refused) as sheet:
                Path(result).write_bytes(sheet.read())
        self.report(answer, _in_words(importer, done, answer, dry_run))
        return commands.FINDINGS if answer["rejected"] else commands.DONE

    def _tell(self, number):
        if sys.stderr.isatty():
            self.stderr.write(_("%(number)s filas…") % {"number": number}, ending="\r")


def _add_common(parser):
    hide = argparse.SUPPRESS
    parser.add_argument("file", metavar="FILE", help=_("el archivo con la lista"))
    parser.add_argument("--map", metavar="FILE.yaml", help=_("qué es cada columna"))
    parser.add_argument(
        "--dry-run", action="store_true", help=_("dice qué haría y no escribe nada")
    )
    parser.add_argument(
        "--result", metavar="FILE.xlsx", help=_("deja aquí las filas no importadas")
    )
    parser.add_argument("--by", metavar="EMAIL", help=_("quién importa, para la bitácora"))
    # Also behind the name of the list, where people write them
    parser.add_argument("--json", action="store_true", default=hide, help=_("responde en JSON"))
    parser.add_argument("--traceback", action="store_true", default=hide, help=hide)


def _described(importer):
    lines = [
        f"{column.name}: {column.label}" + (f" ({_('obligatoria')})" if column.required else "")
        for column in importer.columns
    ]
    return _("Columnas: %(columns)s.") % {"columns": "; ".join(lines)}


def _read(path):
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(_("El mapa %(path)s no está en UTF-8") % {"path": path}) from error


def _person(email):
    try:
        return get_user_model().objects.get(email__iexact=email)
    except get_user_model().DoesNotExist:
        raise CommandError(_("No hay nadie con el correo %(email)s") % {"email": email}) from None


def _in_words(importer, done, answer, dry_run):
    lines = [told(done)]
    if dry_run:
        lines[0] = _("Ensayo, no se escribió nada. ") + lines[0]
    for error in answer["errors"][:SHOWN]:
        where = f"{error['column']}: " if error["column"] else ""
        value = f" («{error['value']}»)" if error["value"] else ""
        lines.append(_("Fila %(row)s. ") % error + f"{where}{error['reason']}{value}")
    if len(answer["errors"]) > SHOWN:
        lines.append(_("… y %(more)s errores más") % {"more": len(answer["errors"]) - SHOWN})
    extra = answer.get("extra", {})
    own = importer.told(extra)
    plain = EVERYWHERE & extra.keys() if own else extra
    lines += [*own, *(f"{name}: {value}" for name, value in extra.items() if name in plain)]
    return "\n".join(lines)
