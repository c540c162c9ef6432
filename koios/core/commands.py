"""The command line: what every command of Koios does alike, and the list of them.

Exit status: 0 done, 1 done with findings or refused rows, 2 could not.
"""

import difflib
import json
import logging
import os
import sys
from importlib import import_module

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands, load_command_class
from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    DjangoHelpFormatter,
    OutputWrapper,
)
from django.db import DatabaseError, connections
from django.utils import translation
from django.utils.translation import gettext as _

from koios import __version__
from koios.core import arguments, home
from koios.core.refusals import Refusal

DONE, FINDINGS, COULD_NOT = 0, 1, 2

# What `koios --help` says of the one that is no Django command: the supervisor (koios/serve.py).
RUN = "inicia el servidor web y el trabajador"

log = logging.getLogger(__name__)


class Parser(arguments.Parser, CommandParser):
    def error(self, message):
        if self.called_from_command_line:
            arguments.Parser.error(self, message)
        raise CommandError(message)


class Command(BaseCommand):
    """A command of Koios: `handle` returns its exit status, nothing for 0.

    Set `reports = True` for one that can answer in JSON, and give the answer to `report`. One
    that does not touch the home (`needs_home = False`) leaves an empty one alone. A `hidden` one
    is for the program itself.
    """

    reports = False
    needs_home = True
    hidden = False

    def create_parser(self, prog_name, subcommand, **options):
        name = subcommand.replace("_", "-")
        parser = Parser(
            prog=f"{os.path.basename(prog_name)} {name}",
            description=str(self.help),
            formatter_class=DjangoHelpFormatter,
            called_from_command_line=getattr(self, "_called_from_command_line", None),
            missing_args_message=getattr(self, "missing_args_message", None),
            **options,
        )
        if self.reports:
            parser.add_argument("--json", action="store_true", help=_("responde en JSON"))
        parser.add_argument("--traceback", action="store_true", help=arguments.argparse.SUPPRESS)
        parser.set_defaults(verbosity=1, no_color=True, force_color=False, skip_checks=True)
        self.add_arguments(parser)
        return parser

    def execute(self, *args, **options):
        """Runs it and gives its exit status: what Django would print is not what we return."""
        for name in ("stdout", "stderr"):
            if options.get(name):
                setattr(self, name, OutputWrapper(options[name]))
        self._as_json = options.get("json", False)
        with translation.override(settings.LANGUAGE_CODE):
            if self.needs_home:
                self._set_up_the_home()
            return self.handle(*args, **options) or DONE

    def run_from_argv(self, argv):
        self._called_from_command_line = True
        parser = self.create_parser(argv[0], argv[1])
        options = vars(parser.parse_args(argv[2:]))
        try:
            status = self.execute(*options.pop("args", ()), **options)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever read us has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = DONE
        except KeyboardInterrupt:
            status = 130
        except Exception as failure:
            if options["traceback"]:
                raise
            self.stderr.write(f"{parser.prog}: {said_of(failure)}")
            status = COULD_NOT
        finally:
            connections.close_all()
        sys.exit(status)

    def report(self, answer, text: str) -> None:
        """The answer: as JSON where that was asked for, else as text for a person."""
        if self._as_json:
            text = json.dumps(answer, ensure_ascii=False, indent=2, default=str)
        self.stdout.write(text)

    def _set_up_the_home(self):
        if not home.is_set_up():
            home.set_up()
        elif home.is_behind():
            raise CommandError(
                _(
                    "La base de datos es de una versión anterior. "
                    "Haga una copia y actualícela con «koios migrate» o al iniciar con bin/run"
                )
            )


def said_of(failure: Exception) -> str:
    """What a person is told of a failure, in one line."""
    if isinstance(failure, Refusal | CommandError | ImproperlyConfigured):
        told = str(failure)
    elif isinstance(failure, OSError) and failure.filename:
        told = f"{failure.filename}: {failure.strerror}"
    elif isinstance(failure, DatabaseError | OSError):
        told = str(failure)
    else:
        log.error("A command failed", exc_info=failure)
        told = _("error inesperado (%(kind)s). Arriba está el detalle") % {
            "kind": type(failure).__name__
        }
    return " ".join(told.split())


def main(words: list[str]) -> None:
    """`koios WORDS…`"""
    try:
        django.setup()
        known = get_commands()
    except (ImproperlyConfigured, OSError) as failure:
        _stop(said_of(failure))
    name = words[0].replace("-", "_") if words else "help"
    if name in ("help", "__help", "_h"):
        sys.stdout.write(overview())
    elif name in ("version", "__version"):
        sys.stdout.write(f"koios {__version__}\n")
    elif name in known:
        load_command_class(known[name], name).run_from_argv(["koios", name, *words[1:]])
    else:
        _stop(_unknown(words[0]))


def ours() -> dict[str, Command]:
    """The commands that people use, by the name they write."""
    found = {}
    for name, app in sorted(get_commands().items()):
        if str(app).startswith("koios."):
            command = import_module(f"{app}.management.commands.{name}").Command()
            if not command.hidden:
                found[name.replace("_", "-")] = command
    return found


def overview() -> str:
    """What `koios --help` shows: our commands, a line each."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = {"run": RUN} | {name: str(command.help) for name, command in ours().items()}
        width = max(map(len, lines)) + 2
        listed = [f"  {name:<{width}}{text}" for name, text in sorted(lines.items())]
        parts = [
            _("uso: koios ORDEN [opciones]"),
            "",
            _("Órdenes:"),
            *listed,
            "",
            _("Cada una explica sus opciones: koios ORDEN --help"),
        ]
        return "\n".join(parts) + "\n"


def _unknown(word):
    names = ["run", *(name.replace("_", "-") for name in get_commands())]
    near = difflib.get_close_matches(word, names, 1)
    hint = _("¿Quiso decir «%s»?") % near[0] if near else _("Vea koios --help")
    return _("no existe la orden «%(word)s». %(hint)s") % {"word": word, "hint": hint}


def _stop(text):
    sys.stderr.write(f"koios: {text}\n")
    sys.exit(COULD_NOT)
