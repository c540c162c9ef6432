"""Records that a page of the office mentions: their names and where they are seen.

The base points at records by their model and key; here their names are read, all of a kind at once.
"""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property

from koios.core.together import ask
from koios.office import phrases


class Records:
    """What is behind some (model, key) pairs.

    Records of people are not named unless `with_personal`. `known` are records that were read
    before.
    """

    def __init__(self, mentioned, *, with_personal, known=()):
        self.with_personal = with_personal
        self._known = {(one._meta.label_lower, str(one.pk)): one for one in known}
        read = {kind for kind, _key in self._known}
        wanted = {}
        for kind, key in mentioned:
            if kind not in read:
                wanted.setdefault(kind, set()).add(key)
        asked = {kind: _rows(kind, keys) for kind, keys in wanted.items()}
        self._asked = {kind: rows for kind, rows in asked.items() if rows is not None}

    @property
    def questions(self) -> list:
        return list(self._asked.values())

    @cached_property
    def _found(self):
        ask(*self.questions)
        found = {(kind, str(row.pk)): row for kind, rows in self._asked.items() for row in rows}
        return self._known | found

    def get(self, kind: str, key: str) -> models.Model | None:
        return self._found.get((kind, key))

    def name(self, kind: str, key: str) -> str:
        record = self.get(kind, key)
        if record is None or (not self.with_personal and _is_personal(record)):
            return f"n.º {key}"
        return str(phrases.subject(kind).name(record))

    def url(self, kind: str, key: str) -> str:
        record = self.get(kind, key)
        if record is None:
            return ""
        told = phrases.subject(kind).url
        if told:
            return told(record)
        return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""


def model_of(kind: str) -> type[models.Model] | None:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None  # of a capability that is not installed any more


def _is_personal(record):
    told = phrases.subject(record._meta.label_lower).is_personal
    return bool(getattr(record, "PERSONAL_FIELDS", ())) if told is None else told


def _rows(kind, keys):
    model = model_of(kind)
    if model is None:
        return None
    try:
        keys = [model._meta.pk.to_python(key) for key in keys]
    except ValidationError:
        return None
    return model._default_manager.select_related(*phrases.subject(kind).related).filter(pk__in=keys)
