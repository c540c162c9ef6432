"""The trail as people read it: who did what to which record, what changed, and why."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from koios.core.audit import Entry, EntryValue
from koios.core.permissions import SEE
from koios.core.together import hear
from koios.office import phrases
from koios.office.records import Records, model_of
from koios.ui import formats

LONGEST = 160  # characters of a value on the page
NOTHING = (None, "", [], {})


@dataclass(frozen=True)
class Change:
    """A field, told: what it was and what it is."""

    name: str
    before: str | None  # None: the record was not there yet
    after: str
    words: str


@dataclass(frozen=True)
class Line:
    """An entry of the trail, told."""

    entry: Entry
    who: str
    did: str
    kind: str
    name: str
    url: str
    changes: list
    files: int = 0

    @property
    def is_long(self):
        """Its changes are told when somebody asks for them."""
        return len(self.changes) > 2

    @property
    def reason(self):
        return self.entry.reason

    @property
    def record(self):
        """The record, as the filter of the list wants it."""
        return f"{self.entry.subject_type}:{self.entry.subject_id}"


def visible_to(user):
    """The entries of records of those modules that the person may see."""
    entries = phrases.open_to(user, Entry.objects.all(), kind="subject_type", key="subject_id")
    return entries.select_related("actor")


def told(entries, user, *, known=()) -> list:
    """Entries as lines. Personal values only for who may see identities.

    `known` are all records of some kinds, when they have been read already.
    """
    (lines,) = hear(telling(entries, user, known=known))
    return lines


def telling(entries, user, *, known=()):
    """The same for who hears several at once (`koios.core.together`)."""
    if isinstance(entries, models.QuerySet):
        yield entries
    reading = Reading(list(entries), with_values=user.may("identities", SEE), known=known)
    yield reading.questions
    return reading.lines


class Reading:
    """Some entries, with the names of all that they mention."""

    def __init__(self, entries, *, with_values, known):
        self.entries = entries
        self.with_values = with_values
        keys = [entry.pk for entry in entries] if with_values else []
        self._personal = EntryValue.objects.filter(entry__in=keys)
        self._records = Records(self._mentioned(), with_personal=with_values, known=known)

    @property
    def questions(self):
        """What must be read before the lines can be told, all of it at once."""
        return [self._personal, *self._records.questions]

    @property
    def lines(self):
        return [self._line(entry) for entry in self.entries]

    def _line(self, entry):
        subject = phrases.subject(entry.subject_type)
        about = (entry.subject_type, entry.subject_id)
        record = self._records.get(*about)
        return Line(
            entry=entry,
            who=str(subject.outsider if entry.actor_label == "public" else entry.actor_name),
            did=phrases.phrase(entry),
            kind=str(subject.label),
            name=self._records.name(*about),
            url=self._records.url(*about),
            changes=[
                self._change(entry, subject, record, name)
                for name in entry.changes
                if name not in subject.untold
            ],
            files=len(entry.facts.get("files", ())) if isinstance(entry.facts, dict) else 0,
        )

    @cached_property
    def _values(self):
        return {(value.entry_id, value.field): value for value in self._personal}

    def _mentioned(self):
        for entry in self.entries:
            yield entry.subject_type, entry.subject_id
            for name, pair in entry.changes.items():
                field = _field(entry.subject_type, name)
                if isinstance(field, models.ForeignKey):
                    target = field.related_model._meta.label_lower
                    yield from ((target, str(key)) for key in pair if key not in (None, ""))

    # Changes

    def _change(self, entry, subject, record, name):
        before, after = self._pair(entry, name)
        field = _field(entry.subject_type, name)
        own = (subject.fields or {}).get(name)
        label = own or (field.verbose_name if field is not None else name.replace("_", " "))
        was, now = (self._value(subject, record, field, name, value) for value in (before, after))
        return Change(
            str(label),
            None if before is None else was,
            now,
            phrases.changed(None if before in NOTHING else was, None if after in NOTHING else now),
        )

    def _pair(self, entry, name):
        """The values, or what stands in the place of those of a person."""
        pair = entry.changes[name]
        if not _is_personal_field(entry.subject_type, name):
            return pair
        if not self.with_values:
            return [value and _Hidden(_("dato personal")) for value in pair]
        if value := self._values.get((entry.pk, name)):
            return [value.before, value.after]
        return [value and _Hidden(_("dato suprimido")) for value in pair]

    def _value(self, subject, record, field, name, value):
        if isinstance(value, _Hidden):
            return f"({value})"
        if subject.value is not None and record is not None:
            own = subject.value(record, name, value)
            if own is not None:
                return own
        if isinstance(field, models.ForeignKey) and value not in (None, ""):
            return self._records.name(field.related_model._meta.label_lower, str(value))
        return plain(value, field)


class _Hidden(str):
    """Words in the place of a value that is not shown."""


def plain(value, field=None) -> str:
    """A value of the trail as people write it."""
    if value in NOTHING:
        return _("vacío")
    if isinstance(value, bool):
        return _("sí") if value else _("no")
    if field is not None and getattr(field, "flatchoices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return _shortened(", ".join(plain(one) for one in value))
    if isinstance(value, dict):
        return _shortened(json.dumps(value, ensure_ascii=False))
    if isinstance(value, str):
        return _dated(value, field) or _shortened(value)
    return str(value)


def _dated(text, field):
    try:
        if isinstance(field, models.DateTimeField):
            return formats.moment(datetime.fromisoformat(text))
        if isinstance(field, models.DateField):
            return formats.day(date.fromisoformat(text))
    except ValueError:
        pass
    return ""


def _shortened(text):
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _field(kind, name):
    """The field of a model by its name or by that of its column."""
    model = model_of(kind)
    if model is None:
        return None
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return next((field for field in model._meta.fields if field.attname == name), None)


def _is_personal_field(kind, name):
    return name in getattr(model_of(kind), "PERSONAL_FIELDS", ())
