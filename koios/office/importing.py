"""The columns of a file and those of an importer, decided in a form.

The form writes a map (koios.core.imports.Map). What only a map in YAML can say (columns that are
joined, one value for all rows) stays as it was when the form changes the rest.
"""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import tables
from koios.core.imports import Map, MapError, yamlmap
from koios.core.imports.columns import CHOICE
from koios.core.imports.mapping import OTHERS
from koios.core.tables import NotATable

SAMPLES = 3  # values of a column that are shown beside it
STRANGE = 30  # words of a column that the form asks about
LOOKED_AT = 2_000  # rows among which words and samples are sought
ORDERS = [
    ("", gettext_lazy("Lo deduce Koios")),
    ("dmy", gettext_lazy("día, mes, año")),
    ("mdy", gettext_lazy("mes, día, año")),
    ("ymd", gettext_lazy("año, mes, día")),
    ("ydm", gettext_lazy("año, día, mes")),
]


class ShapeForm(forms.Form):
    """How the file is read: which sheet, which line has the titles."""

    sheet = forms.ChoiceField(required=False, label=gettext_lazy("Hoja"))
    header_row = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=1_000,
        label=gettext_lazy("Línea de los títulos"),
        help_text=gettext_lazy("0 si el archivo no los tiene."),
    )

    def __init__(self, *args, sheets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in sheets]
        if len(sheets) < 2:
            del self.fields["sheet"]

    @property
    def how(self) -> dict:
        """What `ImportRun.table` takes; only what was said."""
        told = {name: self.cleaned_data.get(name) for name in ("sheet", "header_row")}
        return {name: value for name, value in told.items() if value not in (None, "")}


@dataclass(frozen=True)
class Line:
    """A column of the importer, with the fields that decide what it gets."""

    column: object
    title: forms.BoundField
    default: forms.BoundField
    order: forms.BoundField | None
    samples: list
    words: list  # of (text of the file, how often, its field)


class ColumnsForm(forms.Form):
    """What each column of the importer gets from the file."""

    def __init__(self, run, chosen: Map, table, data=None):
        super().__init__(data)
        self.run, self.chosen, self.table = run, chosen, table
        for column in run.kind.columns:
            self._add(column)

    def _add(self, column):
        titles = self.chosen.columns.get(column.name, [])
        name = column.name
        self.fields[f"title-{name}"] = forms.ChoiceField(
            required=False,
            label=column.label,
            choices=[("", _("Nada")), *((title, title) for title in self.table.columns)],
            initial=titles[0] if titles else "",
        )
        self.fields[f"default-{name}"] = forms.CharField(
            required=False,
            max_length=200,
            label=_("Si viene vacío: %(label)s") % {"label": column.label},
            initial=self.chosen.defaults.get(name, ""),
        )
        if column.kind == CHOICE:
            self.fields[f"default-{name}"] = forms.ChoiceField(
                required=False,
                label=_("Si viene vacío: %(label)s") % {"label": column.label},
                choices=[("", _("Queda vacío")), *_options(column)],
                initial=_value_of(column, self.chosen.defaults.get(name, "")),
            )
            for at, (word, _times) in enumerate(self._strange(column)):
                told = self.chosen.words.get(name, {})
                self.fields[f"word-{name}-{at}"] = forms.ChoiceField(
                    required=False,
                    label=_("«%(word)s» es") % {"word": word},
                    choices=[("", _("No se importa")), *_options(column)],
                    initial=_value_of(column, told.get(word, told.get(OTHERS, ""))),
                )
        if column.has_dates:
            orders = self.chosen.date_order.get(name) or self.chosen.date_order.get("") or [""]
            self.fields[f"order-{name}"] = forms.ChoiceField(
                required=False,
                label=_("Orden de la fecha: %(label)s") % {"label": column.label},
                choices=ORDERS,
                initial=orders[0],
            )

    @property
    def lines(self):
        return [
            Line(
                column,
                self[f"title-{column.name}"],
                self[f"default-{column.name}"],
                self[f"order-{column.name}"] if column.has_dates else None,
                self._samples(column),
                [
                    (word, times, self[f"word-{column.name}-{at}"])
                    for at, (word, times) in enumerate(self._strange(column))
                ],
            )
            for column in self.run.kind.columns
        ]

    def clean(self):
        for column in self.run.kind.columns:
            gives = self.cleaned_data.get(f"title-{column.name}") or self.cleaned_data.get(
                f"default-{column.name}"
            )
            if column.required and not gives and column.name not in self.chosen.constants:
                self.add_error(
                    f"title-{column.name}", _("Diga cuál columna del archivo es, o qué va siempre.")
                )
        taken = Counter(filter(None, map(self._title, self.run.kind.columns)))
        for column in self.run.kind.columns:
            if taken[self._title(column)] > 1:
                self.add_error(
                    f"title-{column.name}", _("Esa columna del archivo ya va a otro dato.")
                )

    @property
    def map(self) -> Map:
        """The map that the form decides."""
        decided = Map(
            constants=self.chosen.constants,
            empty=self.chosen.empty,
            words={name: dict(words) for name, words in self.chosen.words.items()},
            **self.chosen.how,
        )
        decided.header_row = self.table.header_row
        decided.sheet = self.table.sheet or None
        for column in self.run.kind.columns:
            self._decide(decided, column)
        return decided

    def _decide(self, decided, column):
        name, title = column.name, self._title(column)
        before = self.chosen.columns.get(name, [])
        if title:
            decided.columns[name] = before if before[:1] == [title] else [title]
        if default := self.cleaned_data.get(f"default-{name}"):
            decided.defaults[name] = default
        if order := self.cleaned_data.get(f"order-{name}"):
            decided.date_order[name] = [order]
        for at, (word, _times) in enumerate(self._strange(column)):
            if told := self.cleaned_data.get(f"word-{name}-{at}"):
                decided.words.setdefault(name, {})[word] = told
            else:
                decided.words.get(name, {}).pop(word, None)
        if not decided.words.get(name):
            decided.words.pop(name, None)

    def _title(self, column):
        return self.cleaned_data.get(f"title-{column.name}", "")

    # What the file says

    def _samples(self, column):
        return self._told[column.name][:SAMPLES]

    def _strange(self, column):
        """The words of a column of choices that it does not understand, the commonest first."""
        if column.kind != CHOICE:
            return []
        return self._words[column.name].most_common(STRANGE)

    @cached_property
    def _in_use(self):
        """Pairs of a column and where its cells stand."""
        found = []
        for column in self.run.kind.columns:
            title = self.chosen.columns.get(column.name, [None])[0]
            if title in self.table.columns:
                found.append((column, self.table.position(title)))
        return found

    @cached_property
    def _told(self):
        """{name: [different values]} among the first rows."""
        return self._looked[0]

    @cached_property
    def _words(self):
        return self._looked[1]

    @cached_property
    def _looked(self):
        told = {column.name: [] for column in self.run.kind.columns}
        words = {column.name: Counter() for column in self.run.kind.columns}
        for number, row in enumerate(self.table):
            if number == LOOKED_AT:
                break
            for column, position in self._in_use:
                text = tables.text(row.cell(position)).strip()
                if not text:
                    continue
                seen = told[column.name]
                if len(seen) < SAMPLES and text not in seen:
                    seen.append(text)
                if column.kind == CHOICE and not column.understands(text):
                    words[column.name][text] += 1
        return told, words


class Deciding:
    """A file while somebody decides about its columns: how it is read, the list in it, the form.

    `posted` is what came from the page; with `reread` in it, only the file is read another way.
    """

    def __init__(self, run, posted=None):
        self.run = run
        self.posted = posted
        self.table, self.why = None, ""
        self.shape = ShapeForm(posted, sheets=self._sheets())
        how = self.shape.how if self.shape.is_bound and self.shape.is_valid() else {}
        try:
            self.table = run.table(**how)
        except NotATable as refusal:
            self.why = refusal.message
            return
        if not self.shape.is_bound:
            self.shape.initial = {"header_row": self.table.header_row, "sheet": self.table.sheet}
        self.form = ColumnsForm(
            run, self._chosen(how), self.table, None if self._is_reread else posted
        )

    def decide(self, *, by) -> bool:
        """Write the map that the form says, if it can be used."""
        if not (self.form.is_bound and self.form.is_valid()):
            return False
        try:
            self.run.map_by(self.form.map, by=by)
        except (MapError, NotATable) as refusal:
            self.form.add_error(None, refusal.message)
            return False
        return True

    @property
    def first_lines(self):
        """The file as it stands, to point at its titles."""
        try:
            return self.run.first_lines()
        except NotATable:
            return []

    @property
    def _is_reread(self):
        return self.posted is not None and "reread" in self.posted

    def _sheets(self):
        try:
            return self.run.table().sheets
        except NotATable:
            return []

    def _chosen(self, how):
        """The decisions so far; another way to read the file begins them anew."""
        if self.run.map and not self._is_reread:
            return yamlmap.load(self.run.map, self.run.kind)
        return self.run.proposal(**how)


def map_text(run) -> str:
    """The map of a run as YAML, to be read and changed by who knows it."""
    try:
        return run.map or yamlmap.dump(run.proposal(), run.kind)
    except NotATable:
        return run.map


def _options(column):
    return [(str(value), label) for value, label in column.options()]


def _value_of(column, told):
    """The value of a choice from the words of a map."""
    if told in ("", None):
        return ""
    try:
        return str(column.read(str(told)))
    except ValueError:
        return ""
