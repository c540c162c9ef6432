"""The index: what may be found of each record."""

import zlib
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, models

from koios.core.search.words import words_of

# A record's place in the index tells its kind and its key, so that a list of 100,000 finds its
# rows without asking the entries: key × 4096 + mark of the kind (docs/decisions/0007).
KIND_BITS = 12
KIND_MASK = (1 << KIND_BITS) - 1

TEXTS = "core_searchtext"  # the full-text table of SQLite, kept by triggers

_gathered: ContextVar[list | None] = ContextVar("gathered", default=None)


class SearchEntry(models.Model):
    """What of a record may be found, in comparable words."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    heading = models.TextField()  # the words of the title
    words = models.TextField()  # all words, those of the title too

    class Meta:
        app_label = "core"

    def __str__(self):
        return f"{self.kind} {self.object_id}"

    @property
    def object_id(self):
        return self.id >> KIND_BITS


def mark_of(kind: str) -> int:
    return zlib.crc32(kind.encode()) & KIND_MASK


def place_of(kind: str, key: int) -> int:
    return (int(key) << KIND_BITS) | mark_of(kind)


def index(kind: str, key: int, *, title: str, body: str = "") -> None:
    """Put a record into the index or renew it, in the transaction of the act that changed it."""
    heading = words_of(title)
    entry = SearchEntry(
        id=place_of(kind, key),
        kind=kind,
        title=_line(title)[:300],
        heading=" ".join(heading),
        words=" ".join(dict.fromkeys([*heading, *words_of(body)])),
    )
    gathered = _gathered.get()
    if gathered is None:
        _put([entry])
    else:
        gathered.append(entry)


@contextmanager
def many():
    """Within, what is indexed is put aside and goes in at the end, all at once."""
    gathered = []
    token = _gathered.set(gathered)
    try:
        yield
        _put(gathered)
    finally:
        _gathered.reset(token)


def _put(entries):
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["kind", "title", "heading", "words"],
    )


def _line(title):
    return " ".join("".join(c if c.isprintable() else " " for c in str(title)).split())


def remove(kind: str, key: int) -> None:
    SearchEntry.objects.filter(pk=place_of(kind, key)).delete()


def install(editor) -> None:
    """What makes the words findable, in the way of each database. For a migration."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def uninstall(editor) -> None:
    if editor.connection.vendor == "sqlite":
        for event in ("insert", "update", "delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {TEXTS}_{event}")
        editor.execute(f"DROP TABLE IF EXISTS {TEXTS}")
    else:
        editor.execute("ALTER TABLE core_searchentry DROP COLUMN IF EXISTS vector")


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


_PUT = f"INSERT INTO {TEXTS}(rowid, heading, words) VALUES (new.id, new.heading, new.words);"  # noqa: S608
_TAKE = (
    f"INSERT INTO {TEXTS}({TEXTS}, rowid, heading, words) "  # noqa: S608
    "VALUES ('delete', old.id, old.heading, old.words);"
)
SQLITE = (
    # No positions: nobody asks for phrases, and the index is a fifth smaller and quicker.
    f"CREATE VIRTUAL TABLE {TEXTS} USING fts5(heading, words, content='core_searchentry', "
    "content_rowid='id', detail=column, prefix='2 3', "
    "tokenize='unicode61 remove_diacritics 2')",
    f"CREATE TRIGGER {TEXTS}_insert AFTER INSERT ON core_searchentry BEGIN {_PUT} END",
    f"CREATE TRIGGER {TEXTS}_update AFTER UPDATE ON core_searchentry BEGIN {_TAKE} {_PUT} END",
    f"CREATE TRIGGER {TEXTS}_delete AFTER DELETE ON core_searchentry BEGIN {_TAKE} END",
    f"INSERT INTO {TEXTS}({TEXTS}) VALUES ('rebuild')",  # noqa: S608
)
POSTGRESQL = (
    # Stems of Spanish, and the words as they are: a beginning of a word has no stem yet.
    "ALTER TABLE core_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('simple', heading), 'A') || "
    "to_tsvector('simple', words) || to_tsvector('spanish', words)) STORED",
    "CREATE INDEX core_searchentry_vector ON core_searchentry USING gin (vector)",
)
