"""What an importer takes from each row, and how a cell becomes a value."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from koios.core import numbers
from koios.core import text as texts
from koios.core.dates import NotADate, Order

TEXT, INTEGER, DECIMAL, MONEY, DATE, MOMENT, YES_NO, EMAIL, CHOICE = KINDS = (
    *("text", "integer", "decimal", "money", "date", "moment", "yes_no", "email", "choice"),
)
YES = frozenset(("si", "s", "x", "1", "yes", "y", "true", "verdadero", "cierto"))
NO = frozenset(("no", "n", "0", "false", "falso"))

# Ways in which files say that there is nothing
EMPTY = frozenset(("", "-", "--", "null", "n/a", "#n/a", "nan", "none", "#ref!", "#value!"))


@dataclass(frozen=True)
class Column:
    """A column that an importer understands.

    `aliases` are titles by which files call it. A `choice` takes one of `choices` (value, label),
    also by the words that `words` maps to a value. `parse(text)` makes the value of an odd kind
    and raises `ValueError` or `ValidationError` with the reason. Money is read in whole pesos, or
    with `places` decimals.
    """

    name: str
    label: str
    aliases: tuple = ()
    required: bool = False
    kind: str = TEXT
    parse: Callable | None = None
    choices: Iterable | Callable = ()
    words: Mapping = field(default_factory=dict, hash=False)
    max_length: int | None = None
    places: int = 0  # decimals of money
    help: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is no kind of column: {', '.join(KINDS)}")

    @property
    def has_dates(self):
        return self.kind in {DATE, MOMENT}

    @cached_property
    def titles(self) -> list:
        """What it may be called in a file, in comparable words, the likeliest first."""
        names = [self.name, str(self.label), *map(str, self.aliases)]
        return list(dict.fromkeys(map(texts.words, names)))

    def options(self) -> list:
        """The (value, label) pairs of a choice."""
        return list(self.choices() if callable(self.choices) else self.choices)

    def read(self, told: str, order: Order | None = None):
        """The value of a cell with something in it; raises `ValueError` with the reason."""
        if self.parse:
            return self._checked(self.parse, told)
        value = self._checked(_READERS[self.kind], self, told, order or Order())
        if self.max_length and isinstance(value, str) and len(value) > self.max_length:
            raise ValueError(_("tiene más de %(n)s caracteres") % {"n": self.max_length})
        return value

    def understands(self, told: str) -> bool:
        """Whether the cell is one of the choices, or has the shape of the kind."""
        try:
            self.read(told)
        except ValueError:
            return False
        return True

    def _checked(self, read, *arguments):
        try:
            return read(*arguments)
        except NotADate as error:
            raise ValueError(str(error)) from error
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error

    def _choice(self, told, _order):
        folded = texts.fold(told)
        for value, label in self.options():
            if folded in {texts.fold(str(value)), texts.fold(str(label))}:
                return value
        for word, value in self.words.items():
            if texts.words(word) == texts.words(told):
                return value
        raise ValueError(
            _("no es una de las opciones: %(options)s")
            % {"options": ", ".join(str(label) for _value, label in self.options())}
        )


def _text(_column, told, _order):
    return told


def _integer(_column, told, _order):
    value = numbers.read(told, thousands=True)
    if value != value.to_integral_value():
        raise ValueError(_("no es un número entero"))
    return int(value)


def _decimal(_column, told, _order):
    return numbers.read(told, thousands=False)


def _money(column, told, _order):
    value = numbers.read(told, thousands=True)
    return value.quantize(Decimal(1).scaleb(-column.places), ROUND_HALF_UP)


def _date(_column, told, order):
    return order.read(told).day


def _moment(_column, told, order):
    return order.read(told).instant


def _yes_no(_column, told, _order):
    word = texts.words(told)
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError(_("no dice sí ni no"))


def _email(_column, told, _order):
    address = told.strip().strip("<>").removeprefix("mailto:").lower()
    validate_email(address)
    return address


_READERS = {
    TEXT: _text,
    INTEGER: _integer,
    DECIMAL: _decimal,
    MONEY: _money,
    DATE: _date,
    MOMENT: _moment,
    YES_NO: _yes_no,
    EMAIL: _email,
    CHOICE: Column._choice,
}
