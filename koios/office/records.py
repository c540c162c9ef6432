"""Records that a page of the office mentions: their names and where they are seen.

The base points at records by their model and key; here their names are read, all of a kind at once.
"""

from collections import Counter

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from koios.office import phrases

MOST_KINDS = 5  # kinds whose names are read for a page, one query each; the rest keep their number


class Records:
    """What is behind some (model, key) pairs; the kinds that are mentioned most come first.

    Records of people are not named unless `with_personal`. `known` are records that were read
    before.
    """

    def __init__(self, mentioned, *, with_personal, known=()):
        self.with_personal = with_personal
        self._found = {(one._meta.label_lower, str(one.pk)): one for one in known}
        read = {one._meta.label_lower for one in known}
        self._found |= _read(pair for pair in mentioned if pair[0] not in read)

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


def _read(mentioned):
    wanted, often = {}, Counter()
    for kind, key in mentioned:
        wanted.setdefault(kind, set()).add(key)
        often[kind] += 1
    return {
        (kind, key): record
        for kind, _times in often.most_common(MOST_KINDS)
        for key, record in _in_bulk(kind, wanted[kind]).items()
    }


def _in_bulk(kind, keys):
    model = model_of(kind)
    if model is None:
        return {}
    try:
        keys = [model._meta.pk.to_python(key) for key in keys]
    except ValidationError:
        return {}
    rows = model._default_manager.select_related(*phrases.subject(kind).related)
    return {str(key): row for key, row in rows.in_bulk(keys).items()}
