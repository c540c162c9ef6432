"""Asking the index: for the box at the top, and as a filter of a list."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL

from koios.core.permissions import SEE
from koios.core.search.entries import (
    KIND_BITS,
    KIND_MASK,
    TEXTS,
    SearchEntry,
    is_sqlite,
    mark_of,
)
from koios.core.search.providers import Provider, providers
from koios.core.search.words import asked, singular

LOOKED_AT = 60  # hits of a kind among which those that the person may see are taken
LOOKED_OVER = 400  # entries that tell whether a word is in most of them
ENOUGH = 50  # of a kind; of fewer, all hits are gathered in a moment


@dataclass(frozen=True)
class Hit:
    """A record that was found, as the search shows it."""

    provider: Provider
    record: object

    @property
    def kind(self):
        return self.provider.kind

    @property
    def label(self):
        return self.provider.label

    @property
    def title(self):
        return self.provider.title(self.record)

    @property
    def note(self):
        return self.provider.note(self.record)

    @property
    def url(self):
        return self.provider.url(self.record)


def matching(q: str, kind: str) -> Q:
    """The records of a kind whose words match, for `filter(…)` of a list. Without words: none."""
    words = asked(q)
    if not words:
        return Q(pk__in=[])
    if not is_sqlite() and _is_in_most(words, kind):
        return Q(_looked_up(words, kind))
    return Q(pk__in=_gathered(words, kind))


def _gathered(words, kind):
    """The keys of all that match, from the index of the words."""
    if is_sqlite():
        return RawSQL(  # noqa: S611
            f"SELECT rowid >> {KIND_BITS} FROM {TEXTS} "  # noqa: S608
            f"WHERE {TEXTS} MATCH %s AND rowid & {KIND_MASK} = %s",
            (_match(words), mark_of(kind)),
        )
    sql, params = _tsquery(words)
    return RawSQL(  # noqa: S611
        f"SELECT id >> {KIND_BITS} FROM core_searchentry "  # noqa: S608
        f"WHERE vector @@ ({sql}) AND kind = %s",
        (*params, kind),
    )


def _looked_up(words, kind):
    """Whether the entry of this very row matches: a list is walked in its order until it has a
    page. Not `EXISTS`, which PostgreSQL may turn into gathering all of them again."""
    sql, params = _tsquery(words)
    place = OuterRef("pk").bitleftshift(KIND_BITS).bitor(mark_of(kind))
    hit = RawSQL(f"vector @@ ({sql})", params, output_field=BooleanField())  # noqa: S611
    return Subquery(SearchEntry.objects.filter(pk=place).values(hit=hit))


def _is_in_most(words, kind):
    """Whether more than half of the entries of a kind match, as some hundreds of them tell.

    PostgreSQL needs 4 µs to gather a hit and 5 to look a row up, so with most of them matching
    even the list that has its hits last is walked for less than they are gathered.
    """
    sql, params = _tsquery(words)
    share = "SELECT least(100, %s / greatest(reltuples, 1)) FROM pg_class WHERE oid = %s::regclass"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), count(*) FILTER (WHERE vector @@ ({sql})) "  # noqa: S608
            f"FROM core_searchentry TABLESAMPLE SYSTEM (({share})) WHERE kind = %s",
            (*params, 100 * LOOKED_OVER, "core_searchentry", kind),
        )
        seen, hit = cursor.fetchone()
    return seen >= ENOUGH and hit * 2 > seen


def find(q: str, *, user, kinds=None, limit: int = 20) -> list[Hit]:
    """What the person may see of what matches, by kind in the order of the registry.

    Those that match in their title come first, then the latest. When there are more than fit,
    each kind gets its share.
    """
    words = asked(q)
    chosen = [
        provider
        for provider in providers
        if (kinds is None or provider.kind in kinds) and user.may(provider.module, SEE)
    ]
    if not words or not chosen:
        return []
    found = _candidates(words, chosen)
    seen = {
        provider.kind: _visible(provider, found[provider.kind], user, limit)
        for provider in chosen
        if found[provider.kind]
    }
    return _shared(chosen, seen, limit)


def _shared(chosen, seen, limit):
    """The first of each kind, then the second of each, until it is full."""
    ranked = sorted(
        (rank, order)
        for order, provider in enumerate(chosen)
        for rank in range(len(seen.get(provider.kind, ())))
    )
    kept = sorted((order, rank) for rank, order in ranked[:limit])
    return [seen[chosen[order].kind][rank] for order, rank in kept]


def _visible(provider, keys, user, limit):
    records = provider.visible(user, keys).in_bulk(keys)
    return [Hit(provider, records[key]) for key in keys if key in records][:limit]


def _candidates(words, chosen):
    """Keys of each kind that match, in one question to the database."""
    parts, params = [], []
    for tier, in_title in enumerate((True, False)):
        for provider in chosen:
            sql, values = _latest(words, provider, in_title)
            parts.append(f"SELECT * FROM ({sql}) AS t{len(parts)}")  # noqa: S608
            params += [tier, *values]
    found = {provider.mark: {} for provider in chosen}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for _tier, place in sorted(cursor.fetchall(), key=lambda row: (row[0], -row[1])):
            found[place & KIND_MASK][place >> KIND_BITS] = None
    return {provider.kind: list(found[provider.mark]) for provider in chosen}


def _latest(words, provider, in_title):
    if is_sqlite():
        sql = (
            f"SELECT %s AS tier, rowid AS place FROM {TEXTS} WHERE {TEXTS} MATCH %s "  # noqa: S608
            f"AND rowid & {KIND_MASK} = %s ORDER BY rowid DESC LIMIT {LOOKED_AT}"
        )
        match = _match(words)
        return sql, [f"{{heading}} : ({match})" if in_title else match, provider.mark]
    query, values = _tsquery(words, in_title)
    # Asked for the latest outright, PostgreSQL reads all entries backwards when few match.
    sql = (
        "SELECT %s AS tier, id AS place FROM (SELECT id FROM core_searchentry "  # noqa: S608
        f"WHERE vector @@ ({query}) AND kind = %s LIMIT {LOOKED_AT * 30}) AS hit "
        f"ORDER BY id DESC LIMIT {LOOKED_AT}"
    )
    return sql, [*values, provider.kind]


def _match(words):
    """The question in the language of FTS5: each word, or what begins with it, must be there."""
    return " AND ".join(f'"{singular(word)}"*' if len(word) > 1 else f'"{word}"' for word in words)


def _tsquery(words, in_title=False):
    """The question in the language of PostgreSQL, as SQL and its parameters."""
    parts, params = [], []
    for word in words:
        if in_title:
            parts.append("to_tsquery('simple', %s)")
            params.append(f"{singular(word)}:*A" if len(word) > 1 else f"{word}:A")
        elif len(word) > 1:
            parts.append("(to_tsquery('simple', %s) || to_tsquery('spanish', %s))")
            params += [f"{singular(word)}:*", f"{word}:*"]
        else:
            parts.append("to_tsquery('simple', %s)")
            params.append(word)
    return " && ".join(parts), params
