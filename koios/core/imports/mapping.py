"""How the columns of a file become those of an importer."""

from dataclasses import dataclass, field

from koios.core import text as texts
from koios.core.imports.columns import EMPTY
from koios.core.imports.importer import Importer

OTHERS = "*"  # in `words`: whatever the column does not understand
_FILLING = frozenset(
    ("de", "del", "la", "el", "los", "las", "y", "o", "a", "al", "en", "no", "nro")
)


@dataclass
class Map:
    """The decisions about a file. Names are the importer's, titles the file's.

    `columns` gives each name one title or more, whose cells are joined by a blank; `constants` a
    text for all rows, `defaults` one for empty cells, `words` what a cell is to be read as.
    """

    columns: dict = field(default_factory=dict)  # name: [title, …]
    constants: dict = field(default_factory=dict)
    defaults: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)  # name: {word: text}
    date_order: dict = field(default_factory=dict)  # name: [order, …]; "" for all
    empty: list = field(default_factory=list)
    header_row: int | None = None
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None

    @property
    def how(self) -> dict:
        """How the file is to be read; for `tables.read`."""
        names = ("header_row", "sheet", "encoding", "separator")
        return {name: getattr(self, name) for name in names}

    @property
    def names(self) -> list:
        """The importer's columns that get something."""
        return list(dict.fromkeys([*self.columns, *self.constants, *self.defaults]))

    def orders(self, name: str) -> list:
        """The orders of dates that are stated for a column."""
        return self.date_order.get(name) or self.date_order.get("", [])

    def lacks(self, importer: type[Importer]) -> list:
        """The columns that the importer must have and the map does not give."""
        given = set(self.names)
        return [
            column for column in importer.columns if column.required and column.name not in given
        ]


class Translation:
    """What the map makes of the words in cells, ready for many of them."""

    def __init__(self, chosen: Map):
        self._empty = {texts.fold(word) for word in chosen.empty} | EMPTY
        self._words = {
            name: {_comparable(word): str(told) for word, told in words.items()}
            for name, words in chosen.words.items()
        }

    def of(self, column, told: str) -> str:
        """The text to be read in the place of the one in the cell; "" for nothing."""
        if self.is_empty(told):
            return ""
        words = self._words.get(column.name)
        if not words:
            return told
        word = _comparable(told)
        if word in words:
            return words[word]
        is_strange = column.kind == "text" or not column.understands(told)
        return words[OTHERS] if OTHERS in words and is_strange else told

    def is_empty(self, told: str) -> bool:
        # Looked up as it is first: this runs for every cell.
        return not told or told in self._empty or texts.fold(told) in self._empty


def propose(importer: type[Importer], titles: list) -> Map:
    """A first map from the titles of a file: each for the column that is called like it.

    Alike whole, then without the little words, then by two words or more of an alias.
    """
    chosen, free = {}, list(titles)
    for alike in (_whole, _without_filling, _within):
        for column in importer.columns:
            if column.name not in chosen and (title := _first(column, free, alike)):
                chosen[column.name] = [title]
                free.remove(title)
    order = [column.name for column in importer.columns if column.name in chosen]
    return Map(columns={name: chosen[name] for name in order})


def find_title(title: str, titles: list) -> str | None:
    """The title of the file that is meant: written the same, or alike."""
    if title in titles:
        return title
    return next((one for one in titles if texts.words(one) == texts.words(title)), None)


def _first(column, free, alike):
    for name in column.titles:
        for title in free:
            if name and alike(name, texts.words(title)):
                return title
    return None


def _whole(name, title):
    return name == title


def _without_filling(name, title):
    return _telling(name) == _telling(title) != []


def _within(name, title):
    told = set(_telling(name))
    return len(told) >= 2 and told <= set(_telling(title))


def _telling(name):
    return sorted(word for word in name.split() if word not in _FILLING)


def _comparable(word):
    return texts.words(str(word)) or texts.fold(str(word))
