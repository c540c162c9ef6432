"""A command line that speaks Spanish, for the commands and for the supervisor.

Only the standard library: the supervisor, which starts everything, does not carry Django.
"""

import argparse
import sys

# argparse marks what it says for translation, but brings no catalogue.
SPANISH = {
    "usage: ": "uso: ",
    "positional arguments": "argumentos",
    "options": "opciones",
    "show this help message and exit": "muestra esta ayuda",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "falta decir %s",
    "unrecognized arguments: %s": "no se entiende: %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s puede ser %(matches)s",
    "expected one argument": "falta su valor",
    "expected at least one argument": "falta al menos un valor",
    "expected at most one argument": "lleva un solo valor",
    "ignored explicit argument %r": "no lleva valor (%r)",
    "not allowed with argument %s": "no va junto con %s",
    "one of the arguments %s is required": "falta decir uno de %s",
    "invalid %(type)s value: %(value)r": "%(value)r no es un valor válido",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r no es uno de %(choices)s",
    "invalid choice: %(value)s (choose from %(choices)s)": "%(value)s no es uno de %(choices)s",
    "can't open '%(filename)s': %(error)s": "no se pudo abrir «%(filename)s»: %(error)s",
    " (default: %(default)s)": " (si no se dice: %(default)s)",
    "subcommands": "órdenes",
}
argparse._ = lambda text: SPANISH.get(text, text)
argparse.ngettext = lambda one, many, n: SPANISH.get(
    one if n == 1 else many, one if n == 1 else many
)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; the usage is a `--help` away."""

    def error(self, message):
        print(f"{self.prog}: {message}. Vea {self.prog} --help", file=sys.stderr)
        sys.exit(2)
