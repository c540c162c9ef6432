"""The map of a file in YAML, and what is wrong with it line by line (docs/manual/mapas.md)."""

import difflib

import yaml
from django.utils.translation import gettext as _

from koios.core.dates import ORDERS
from koios.core.imports.columns import CHOICE, TEXT
from koios.core.imports.importer import Importer
from koios.core.imports.mapping import Map, find_title
from koios.core.imports.refused import Fault, MapError

VERSION = 1
LARGEST = 512 * 1024  # characters
KEYS = (
    *("version", "importer", "header_row", "sheet", "encoding", "separator", "date_order"),
    *("columns", "constants", "defaults", "words", "empty"),
)


def load(text: str, importer: type[Importer]) -> Map:
    """The map in a text; raises `MapError` with all that is wrong and where."""
    return _Loading(importer).load(text)


def dump(chosen: Map, importer: type[Importer]) -> str:
    """The map as a text that `load` reads back, to keep and to use again."""
    written = {
        "version": VERSION,
        "importer": importer.name,
        **{name: value for name, value in chosen.how.items() if value is not None},
        "date_order": _short({name: _one(orders) for name, orders in chosen.date_order.items()}),
        "columns": {name: _one(titles) for name, titles in chosen.columns.items()},
        "constants": chosen.constants,
        "defaults": chosen.defaults,
        "words": chosen.words,
        "empty": chosen.empty,
    }
    kept = {name: value for name, value in written.items() if value not in ({}, [], None)}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)


def check_titles(chosen: Map, titles: list, lines: dict) -> Map:
    """The map with the titles as the file writes them; raises `MapError` for those it lacks."""
    faults, columns = [], {}
    for name, wanted in chosen.columns.items():
        columns[name] = []
        for title in wanted:
            found = find_title(title, titles)
            if found is None:
                faults.append(Fault(lines.get(title, 0), _no_title(title, titles)))
            else:
                columns[name].append(found)
    if faults:
        raise MapError(faults)
    chosen.columns = columns
    return chosen


def lines_of_titles(text: str) -> dict:
    """The line of a map on which each title stands."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return {}
    lines = {}
    for key, value in getattr(root, "value", ()):
        if key.value == "columns" and isinstance(value, yaml.MappingNode):
            for _name, titles in value.value:
                for node in _nodes(titles):
                    lines[node.value] = _line(node)
    return lines


class _Loading:
    """Reads a map and gathers its faults, so that all are told at once."""

    def __init__(self, importer):
        self.importer = importer
        self.names = [column.name for column in importer.columns]
        self.faults = []
        self.map = Map()

    def load(self, text):
        root = self._root(text)
        for key, node in self._pairs(root, _("El mapa")):
            if self._is_known(key, KEYS, _("la clave")):
                getattr(self, f"_{key.value}")(node)
        if root is not None and not self.faults:
            self._check_whole(root)
        if self.faults:
            raise MapError(self.faults)
        return self.map

    def _root(self, text):
        if len(text) > LARGEST:
            self._fault(None, _("el mapa es demasiado largo"))
            return None
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 0
            reason = getattr(error, "problem", None) or str(error)
            self.faults.append(Fault(line, _("no es YAML válido (%(why)s)") % {"why": reason}))
            return None
        if root is None or _is_null(root):
            self._fault(None, _("el mapa está vacío"))
            return None
        return root

    # One function for each key

    def _version(self, node):
        if node.value != str(VERSION):
            self._fault(node, _("esta versión de Koios lee mapas de la versión 1"))

    def _importer(self, node):
        if node.value != self.importer.name:
            self._fault(
                node,
                _("el mapa es para «%(other)s» y se está importando «%(this)s»")
                % {"other": node.value, "this": self.importer.name},
            )

    def _header_row(self, node):
        if not isinstance(node.value, str) or not node.value.isdigit():
            self._fault(node, _("header_row es un número de línea (0: no hay títulos)"))
        else:
            self.map.header_row = int(node.value)

    def _sheet(self, node):
        self.map.sheet = self._text(node)

    def _encoding(self, node):
        self.map.encoding = self._text(node)

    def _separator(self, node):
        told = self._text(node)
        told = {"\\t": "\t", "tab": "\t"}.get(told, told)
        if told is not None and len(told) != 1:
            self._fault(node, _("el separador es un solo signo, por ejemplo «;»"))
        self.map.separator = told

    def _date_order(self, node):
        if not isinstance(node, yaml.MappingNode):
            self.map.date_order[""] = self._orders(node)
            return
        for key, value in self._pairs(node, "date_order"):
            if self._is_column(key):
                self.map.date_order[key.value] = self._orders(value)

    def _columns(self, node):
        for key, value in self._pairs(node, "columns"):
            if self._is_column(key):
                titles = [self._text(title) for title in _nodes(value)]
                self.map.columns[key.value] = [title for title in titles if title]

    def _constants(self, node):
        self._texts(node, "constants", self.map.constants)

    def _defaults(self, node):
        self._texts(node, "defaults", self.map.defaults)

    def _words(self, node):
        for key, value in self._pairs(node, "words"):
            if self._is_column(key):
                words = self.map.words.setdefault(key.value, {})
                for word, told in self._pairs(value, f"words.{key.value}"):
                    words[word.value] = self._value(key.value, told)

    def _empty(self, node):
        self.map.empty = [self._text(word) for word in _nodes(node)]

    # What they have in common

    def _texts(self, node, name, into):
        for key, value in self._pairs(node, name):
            if self._is_column(key):
                into[key.value] = self._value(key.value, value)

    def _value(self, name, node):
        """A text that the column must understand; nothing is understood by all."""
        told = self._text(node) or ""
        column = self.importer.column(name)
        if told and (column.kind != TEXT or column.parse):
            try:
                column.read(told)
            except ValueError as error:
                self._fault(node, self._not_read(column, told, error))
        return told

    def _not_read(self, column, told, error):
        hint = ""
        if column.kind == CHOICE:
            hint = _near(told, [str(value) for value, _label in column.options()])
        return _("«%(told)s» no sirve para %(name)s: %(why)s.%(hint)s") % {
            "told": told,
            "name": column.name,
            "why": error,
            "hint": hint,
        }

    def _orders(self, node):
        orders = [self._text(one) for one in _nodes(node)]
        for order in orders:
            if order not in ORDERS:
                self._fault(
                    node,
                    _("«%(order)s» no es un orden de fechas; use %(orders)s")
                    % {"order": order, "orders": ", ".join(ORDERS)},
                )
        return orders

    def _pairs(self, node, name):
        """The keys and values of a table, each key once."""
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            if not _is_null(node):
                self._fault(node, _("%(name)s es una tabla «clave: valor»") % {"name": name})
            return
        seen = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._fault(key, _("aquí va una palabra"))
            elif key.value in seen:
                self._fault(key, _("«%(key)s» está dos veces") % {"key": key.value})
            else:
                seen.add(key.value)
                yield key, value

    def _text(self, node):
        if not isinstance(node, yaml.ScalarNode):
            self._fault(node, _("aquí va un texto"))
            return None
        return None if _is_null(node) else node.value

    def _is_column(self, key):
        return self._is_known(key, self.names, _("la columna"))

    def _is_known(self, key, known, what):
        if key.value in known:
            return True
        self._fault(
            key,
            _("no existe %(what)s «%(key)s».%(hint)s")
            % {"what": what, "key": key.value, "hint": _near(key.value, known)},
        )
        return False

    def _check_whole(self, root):
        keys = {key.value for key, _value in root.value}
        if "version" not in keys:
            self._fault(root, _("falta «version: 1»"))
        for column in self.map.lacks(self.importer) if self.map.columns else ():
            self.faults.append(
                Fault(
                    next(_line(key) for key, _value in root.value if key.value == "columns"),
                    _("falta decir de dónde sale %(name)s (%(label)s)")
                    % {"name": column.name, "label": column.label},
                )
            )

    def _fault(self, node, text):
        self.faults.append(Fault(_line(node) if node is not None else 0, text))


def _line(node):
    return node.start_mark.line + 1


def _nodes(node):
    """One or several: a text alone is a list of one."""
    return node.value if isinstance(node, yaml.SequenceNode) else [node]


def _is_null(node):
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _near(word, known):
    near = difflib.get_close_matches(word, known, 1)
    if near:
        return " " + _("¿Quiso decir «%(word)s»?") % {"word": near[0]}
    return " " + _("Puede ser: %(known)s.") % {"known": ", ".join(known)}


def _no_title(title, titles):
    return _("el archivo no tiene la columna «%(title)s».%(hint)s") % {
        "title": title,
        "hint": _near(title, titles),
    }


def _one(things):
    return things[0] if len(things) == 1 else things


def _short(orders):
    return orders[""] if set(orders) == {""} else {n: o for n, o in orders.items() if n}
