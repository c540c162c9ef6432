"""Paging by key: page 1,000 costs what page 1 does, and nothing is skipped when rows come in.

A cursor holds the keys of a row at the edge of the page. The last key is always the primary key,
so no two rows are equal. Nulls come last, up and down. One query gives a page, or two where rows
with a value end and those without begin.
"""

import base64
import binascii
import json
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the way to those before and after."""

    rows: list
    size: int
    next_url: str = ""
    previous_url: str = ""

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    @property
    def is_alone(self):
        """All the rows there are."""
        return not self.next_url and not self.previous_url


@dataclass(frozen=True)
class Key:
    """A column to sort by: its name, its direction, how a value is read back from a cursor."""

    name: str
    down: bool
    nullable: bool  # a column that may be null, or one reached through a relation that may be
    field: Any = field(repr=False)

    def of(self, row):
        value = row
        for part in self.name.split("__"):
            value = getattr(value, part, None)
        return value

    def order(self, backwards):
        column = F(self.name)
        down = self.down != backwards
        if not self.nullable:
            return column.desc() if down else column.asc()
        nulls = {"nulls_first": True} if backwards else {"nulls_last": True}
        return column.desc(**nulls) if down else column.asc(**nulls)

    def beyond(self, value, backwards) -> Q | None:
        """The rows strictly further than a value; None when there are none."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if backwards else None
        further = Q(**{f"{self.name}__{'lt' if self.down != backwards else 'gt'}": value})
        if self.nullable and not backwards:
            further |= Q(**{f"{self.name}__isnull": True})
        return further

    def reach(self, value, backwards) -> Q:
        """The value and all beyond: says nothing new, but an index can follow it."""
        if value is None:
            return Q()
        same_or = Q(**{f"{self.name}__{'lte' if self.down != backwards else 'gte'}": value})
        if self.nullable and not backwards:
            same_or |= Q(**{f"{self.name}__isnull": True})
        return same_or

    def same(self, value) -> Q:
        return Q(**{f"{self.name}__isnull": True} if value is None else {self.name: value})


def page(queryset, request, keys=("pk",), size=50, row=None) -> Page:
    """The page that the address asks for: the first, or the one `after` or `before` a cursor.

    Keys are names of columns, `-` in front for descending. `row` is what is made of each row.
    """
    keys = _keys(queryset, keys)
    backwards = "before" in request.GET
    edge = _read(request.GET.get("before" if backwards else "after", ""), keys)
    rows = _rows(queryset, keys, edge, backwards and edge is not None, size)
    if not rows and edge is not None:  # what was there is gone: begin again
        backwards, edge = False, None
        rows = _rows(queryset, keys, edge, backwards, size)
    has_more, rows = len(rows) > size, rows[:size]
    if row:
        rows = [row(one) for one in rows]
    if backwards and edge is not None:
        rows.reverse()
        has_next, has_previous = True, has_more
    else:
        has_next, has_previous = has_more, edge is not None
    return Page(
        rows,
        size,
        _address(request, "after", rows[-1], keys) if has_next else "",
        _address(request, "before", rows[0], keys) if has_previous else "",
    )


def _keys(queryset, names):
    names = list(names)
    if not {"pk", "-pk", "id", "-id"} & set(names):
        names.append("-pk" if names and names[-1].startswith("-") else "pk")
    return [_key(queryset, name.lstrip("-"), name.startswith("-")) for name in names]


def _key(queryset, name, down):
    field = _field(queryset, name)
    return Key(name, down, getattr(field, "null", True) or "__" in name, field)


def _field(queryset, name):
    if name in queryset.query.annotations:
        return queryset.query.annotations[name].output_field
    model = queryset.model
    *path, last = name.split("__")
    for part in path:
        model = model._meta.get_field(part).related_model
    return model._meta.pk if last == "pk" else model._meta.get_field(last)


def _rows(queryset, keys, edge, backwards, size):
    ordered = queryset.order_by(*(key.order(backwards) for key in keys))
    if edge is None:
        return list(ordered[: size + 1])
    first = keys[0]
    if backwards or edge[0] is None or not first.nullable:
        return list(ordered.filter(_further(keys, edge, backwards))[: size + 1])
    # Asked at once, rows with a value and rows without would keep the index from being followed.
    filled = [replace(first, nullable=False), *keys[1:]]
    rows = list(ordered.filter(_further(filled, edge, backwards))[: size + 1])
    if len(rows) <= size:
        rows += ordered.filter(**{f"{first.name}__isnull": True})[: size + 1 - len(rows)]
    return rows


def _further(keys, edge, backwards):
    """After (a, b, c): a further; or a the same and b further; or both the same and c further."""
    paths, before = [], Q()
    for key, value in zip(keys, edge, strict=True):
        further = key.beyond(value, backwards)
        if further is not None:
            paths.append(before & further)
        before &= key.same(value)
    return keys[0].reach(edge[0], backwards) & reduce(or_, paths)


def _address(request, way, row, keys):
    asked = request.GET.copy()
    for name in ("after", "before"):
        asked.pop(name, None)
    asked[way] = _written([key.of(row) for key in keys])
    return f"?{asked.urlencode()}"


def _written(values):
    told = json.dumps(
        [None if value is None else str(value) for value in values],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _read(cursor, keys):
    """The values of a cursor; None when there is none, or someone has played with it."""
    if not cursor:
        return None
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if len(told) != len(keys) or told[-1] is None:
            return None
        return [
            None if value is None else key.field.to_python(value)
            for key, value in zip(keys, told, strict=True)
        ]
    except (binascii.Error, ValueError, TypeError, ValidationError):
        return None
