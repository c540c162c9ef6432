"""A page of settings: its form, made from the fields that each capability defined, and who changed
what and when.

What two people change at once is not lost: each setting comes with the value that was seen, and
only those that the person changed are saved; one that somebody else changed meanwhile is told.
"""

from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import calendar, numbering, settings
from koios.core.acts import act
from koios.core.audit import Entry
from koios.core.numbering import Counter
from koios.core.permissions import CONFIGURE, SEE
from koios.office import phrases, trail
from koios.ui import lists
from koios.ui.widgets import ColourInput

SUBJECT = settings.Setting._meta.label_lower
ELSEWHERE = {"company.logo", "calendar.saturdays"}  # settings with a page of their own
LONG = 90  # characters of a value in the line of its change


def visible_to(user) -> list:
    """The groups that a person finds: those they may configure, all for who sees the settings."""
    sees_all = user.may("settings", SEE)
    found = [g for g in settings.groups if sees_all or user.may(g.module, CONFIGURE)]
    return sorted((g for g in found if shown(g)), key=lambda group: group.order)


def shown(group) -> list:
    return [one for one in group.definitions if one.key not in ELSEWHERE]


class GroupForm(forms.Form):
    """The settings of a group, each checked by its own field."""

    reason = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Por qué cambia"),
        help_text=gettext_lazy("Queda en el registro de actos, junto al valor anterior."),
    )

    def __init__(self, group, data=None):
        super().__init__(data)
        self.definitions = {_name(one.key): one for one in shown(group)}
        self.conflicts = set()
        for name, definition in self.definitions.items():
            field = deepcopy(definition.field)
            field.initial = settings.get(definition.key)
            if definition.key == "company.brand":
                field.widget = ColourInput()
            self.fields[name] = field
        self.order_fields([*self.definitions, "reason"])

    @property
    def seen(self):
        """Hidden fields with the values that this page shows as they stand."""
        for name, definition in self.definitions.items():
            if not _is_sealed(definition):
                yield self._hidden(name, definition)

    def clean(self):
        for name, definition in self.definitions.items():
            if name in self.cleaned_data and self._is_changed(name, definition):
                self._refuse_if_changed_meanwhile(name, definition)
        if self.errors:
            for name, definition in self.definitions.items():
                if _is_sealed(definition) and self.data.get(name):
                    self.add_error(name, _("Por seguridad no la conservamos: escríbala otra vez."))

    @property
    def changes(self) -> dict:
        """{key: value} of what the person changed."""
        return {
            definition.key: self.cleaned_data[name]
            for name, definition in self.definitions.items()
            if self._is_changed(name, definition)
        }

    @act
    def save(self, *, by) -> int:
        changes = self.changes
        for key, value in changes.items():
            settings.put(key, self._typed(key, value), by=by, reason=self.cleaned_data["reason"])
        return len(changes)

    def _typed(self, key, value):
        # A sealed value was sealed by `clean`; `put` cleans what it is given, so it gets what
        # was typed.
        name = _name(key)
        return self.data.get(name) if _is_sealed(self.definitions[name]) else value

    def _is_changed(self, name, definition):
        if _is_sealed(definition):
            return bool(self.data.get(name))
        return self.cleaned_data[name] != self._seen(name, definition)

    def _seen(self, name, definition):
        """The value that the person saw when they began to write."""
        field = self.fields[name]
        posted = field.hidden_widget().value_from_datadict(self.data, self.files, _was(name))
        if posted is None:
            return settings.get(definition.key)
        try:
            return field.to_python(posted)
        except ValidationError:
            return settings.get(definition.key)

    def _refuse_if_changed_meanwhile(self, name, definition):
        if _is_sealed(definition):
            return
        now = settings.get(definition.key)
        if self._seen(name, definition) == now or self.cleaned_data[name] == now:
            return
        self.conflicts.add(name)
        self.add_error(
            name,
            _("Mientras usted escribía, otra persona puso «%(value)s». Revise y guarde otra vez.")
            % {"value": told(definition, now)},
        )

    def _hidden(self, name, definition):
        field = self.fields[name]
        value = settings.get(definition.key)
        if self.is_bound and name not in self.conflicts:
            value = self._seen(name, definition)
        widget = field.hidden_widget()
        return widget.render(_was(name), field.prepare_value(value), {"id": f"id_{_was(name)}"})


@dataclass(frozen=True)
class Line:
    """A setting on its page: its field, and who changed it before."""

    key: str
    bound: forms.BoundField
    history: list


def lines(group, form) -> list:
    history = History(group)
    return [
        Line(one.key, form[name], history.of(one.key)) for name, one in form.definitions.items()
    ]


@dataclass(frozen=True)
class Changed:
    """A change of a setting: who, when, from what to what, why."""

    at: object
    who: str
    words: str
    reason: str


class History:
    """Who changed the settings of a group, and when; the latest of each first."""

    MOST = 300

    def __init__(self, group):
        self.definitions = {one.key: one for one in group.definitions}

    def of(self, key) -> list:
        return self._changes[key]

    @cached_property
    def _changes(self):
        entries = Entry.objects.filter(subject_type=SUBJECT, subject_id__in=self.definitions)
        found = defaultdict(list)
        for entry in entries.select_related("actor").order_by("-sequence")[: self.MOST]:
            if "value" in entry.changes:
                definition = self.definitions[entry.subject_id]
                found[entry.subject_id].append(self._changed(entry, definition))
        return found

    def _changed(self, entry, definition):
        before, after = entry.changes["value"]
        if before is None and entry.verb == "created":
            before = definition.default
        return Changed(
            entry.at,
            entry.actor_name,
            phrases.changed(_words(definition, before), _words(definition, after)),
            entry.reason,
        )


def _words(definition, value):
    return None if value in trail.NOTHING else told(definition, value)


def told(definition, value) -> str:
    """The value of a setting in words, as its field would show it."""
    if _is_sealed(definition):
        return "••••" if value else _("vacío")
    if value in trail.NOTHING:
        return _("vacío")
    try:
        value = definition.field.to_python(value)
    except (ValidationError, ValueError, TypeError):
        return trail.plain(value)
    if isinstance(value, bool):
        return _("sí") if value else _("no")
    if isinstance(value, list) and not isinstance(definition.field, forms.MultipleChoiceField):
        text = ", ".join(map(str, value))
    else:
        text = lists.told(definition.field, value)
    return text if len(text) <= LONG else f"{text[:LONG].rstrip()}…"


def next_numbers() -> dict:
    """{key of the setting: the number that comes next} of every series."""
    year = calendar.today().year
    last = dict(Counter.objects.filter(year=year).values_list("series", "last"))
    return {
        one.key: numbering.written(one.name, year, last.get(one.name, 0) + 1)
        for one in numbering.series
    }


def _name(key):
    return key.replace(".", "-")


def _was(name):
    return f"was-{name}"


def _is_sealed(definition):
    return getattr(definition.field, "keeps_when_empty", False)
