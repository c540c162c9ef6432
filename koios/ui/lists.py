"""What a list shows around its rows: tabs, filters that are on, the way it is sorted.

All of it lives in the address, so that a list can be sent to a colleague.
"""

from dataclasses import dataclass, field

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from koios.ui import formats

CURSORS = ("after", "before")  # a list that changes begins at its first page


@dataclass(frozen=True)
class Tab:
    """A queue or a view, and how many wait there (None: not told)."""

    label: str
    url: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    key: str
    value: str
    off_url: str


@dataclass(frozen=True)
class Sort:
    """The ways in which a list can be sorted, and the one in use.

    `ways`: {name in the address: keys for `paging.page`}; the first is the usual one.
    """

    request: object
    ways: dict = field(default_factory=dict)

    @cached_property
    def chosen(self) -> str:
        asked = self.request.GET.get("sort", "")
        return asked if asked.lstrip("-") in self.ways else next(iter(self.ways))

    @property
    def keys(self) -> tuple:
        keys = self.ways[self.chosen.lstrip("-")]
        return tuple(_turned(key) for key in keys) if self.chosen.startswith("-") else tuple(keys)

    def direction(self, name) -> str:
        """For `aria-sort` of a column."""
        if self.chosen.lstrip("-") != name:
            return ""
        return "descending" if self.keys[0].startswith("-") else "ascending"

    def url(self, name) -> str:
        """Sort by this column; by this column already: the other way round."""
        return address(self.request, sort=f"-{name}" if self.chosen == name else name)


class Filters:
    """A form of filters read from the address: its fields, those that are on, and the search.

    The form is a plain Django form where nothing is required; a field called `q` is the search.
    """

    def __init__(self, form_class, request, *, placeholder="", told="", **options):
        self.request = request
        self.form = form_class(request.GET, **options)
        self.placeholder = placeholder or _("Buscar en esta lista")
        self.told = told  # «14 de 29»
        self.form.is_valid()

    @property
    def values(self) -> dict:
        """What is asked for, only what is on."""
        return {k: v for k, v in self.form.cleaned_data.items() if not _is_empty(v)}

    @property
    def search(self):
        return self.form["q"] if "q" in self.form.fields else None

    @property
    def fields(self):
        return [bound for bound in self.form if bound.name != "q" and not bound.is_hidden]

    @cached_property
    def chips(self) -> list:
        return [
            Chip(
                str(self.form.fields[name].label or name),
                told(self.form.fields[name], value),
                address(self.request, **{name: None}),
            )
            for name, value in self.values.items()
            if name != "q"
        ]

    @property
    def off_url(self) -> str:
        """The same list without any filter."""
        return address(self.request, **dict.fromkeys([*self.values, "q"]))

    @property
    def kept(self) -> list:
        """What the address says besides the filters that are shown, for the form of those."""
        shown = {"q", *(bound.name for bound in self.fields)}
        return self._said(lambda name: name not in shown)

    @property
    def all_but_search(self) -> list:
        """What the address says besides the search, for the form that changes it."""
        return self._said(lambda name: name != "q")

    def _said(self, is_kept):
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            if is_kept(name) and name not in CURSORS
            for value in values
            if value
        ]


def address(request, **changes) -> str:
    """The address of this list with something changed (None: taken out), at its first page."""
    asked = request.GET.copy()
    for name in CURSORS:
        asked.pop(name, None)
    for name, value in changes.items():
        asked.pop(name, None)
        if value is not None:
            asked[name] = value
    return f"?{asked.urlencode()}"


def told(field, value) -> str:
    """The value of a filter in words."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(field.label_from_instance(one) for one in value)
    if isinstance(field, forms.ModelChoiceField):
        return field.label_from_instance(value)
    if isinstance(field, forms.BooleanField):
        return _("sí")
    if isinstance(field, forms.DateField):
        return formats.day(value)
    if isinstance(field, forms.MultipleChoiceField):
        return ", ".join(_label(field, one) for one in value)
    if isinstance(field, forms.ChoiceField):
        return _label(field, value)
    return str(value)


def _label(field, value):
    for key, label in field.choices:
        if isinstance(label, list | tuple):
            for inner, name in label:
                if str(inner) == str(value):
                    return str(name)
        elif str(key) == str(value):
            return str(label)
    return str(value)


def _is_empty(value):
    return value in (None, "", False) or (hasattr(value, "__len__") and not len(value))


def _turned(key):
    return key[1:] if key.startswith("-") else f"-{key}"
