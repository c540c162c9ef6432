"""The trail: who did what to which record, when, from where and why. Append-only and chained.

Each entry carries the hash of the one before it, so a changed, removed or inserted entry shows
(`bin/koios check`), and the head of the chain is written once a day to a file outside the database.
Values of a person stand beside the trail and the trail holds their salted hash: erasing the value
(Ley 1581 de 2012, art. 8) leaves the chain whole.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koios.core import acts, clock, origin

GENESIS = "0" * 64
GONE = "gone"  # the digest that the last entry of a record leaves when its act removed it


@dataclass(frozen=True)
class Actor:
    """Who acts without an account: the system itself, a person outside, an import."""

    label: str


SYSTEM = Actor("system")
PUBLIC = Actor("public")

ACTOR_LABELS = {"system": _("Koios"), "public": _("Peticionario"), "import": _("Importación")}


class Entry(models.Model):
    """One line of the trail."""

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    actor_label = models.CharField(max_length=200)
    ip = models.CharField(max_length=45, blank=True)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    verb = models.CharField(max_length=60)
    changes = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "core"
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "sequence"], name="entry_subject"),
            models.Index(fields=["actor", "sequence"], name="entry_actor"),
            models.Index(fields=["subject_type", "sequence"], name="entry_kind"),
        ]

    def __str__(self):
        return f"{self.sequence} {self.subject_type} {self.subject_id} {self.verb}"

    def sealed(self) -> str:
        """The hash that this entry must carry, worked out from its own fields."""
        return _sha(
            [
                self.sequence,
                self.at.astimezone(clock.UTC).isoformat(),
                self.actor_id,
                self.actor_label,
                self.ip,
                self.subject_type,
                self.subject_id,
                self.verb,
                self.changes,
                self.facts,
                self.reason,
                self.digest,
                self.previous,
            ]
        )

    @property
    def actor_name(self):
        """The name to show: that of the account, or the word for who has none."""
        return ACTOR_LABELS.get(self.actor_label, self.actor_label)

    def told(self) -> dict:
        """The changes with the personal values put back where they still stand."""
        told = {name: list(pair) for name, pair in self.changes.items()}
        for value in self.values.all():
            told[value.field] = [value.before, value.after]
        return told


class EntryValue(models.Model):
    """A personal value beside the trail, with the salt of its hash. Erased with the person."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="values")
    field = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    salt = models.CharField(max_length=32)

    class Meta:
        app_label = "core"

    def __str__(self):
        return f"{self.entry_id} {self.field}"


class ChainHead(models.Model):
    """The end of the chain; whoever adds to it holds this row."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        app_label = "core"

    def __str__(self):
        return f"{self.sequence} {self.hash}"


def record(subject, verb, *, by, changes=None, reason="", facts=None) -> None:
    """Leave an entry on the trail of a record, as part of the act that is running.

    `by` is an account or an `Actor`; `changes` maps a field to its value before and after;
    `facts` are further data of the act. Fields in `subject.PERSONAL_FIELDS` go beside the trail.
    """
    if not acts.acting():
        with acts.act():
            return record(subject, verb, by=by, changes=changes, reason=reason, facts=facts)
    actor, label = (None, by.label) if isinstance(by, Actor) else (by, str(by))
    entry = Entry(
        at=clock.now(),
        actor=actor,
        actor_label=label[:200],
        ip=origin.ip(),
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        verb=verb,
        facts=_plain(facts or {}),
        reason=reason,
    )
    entry.beside = []
    for name, (before, after) in (changes or {}).items():
        before, after = _plain(before), _plain(after)
        if name in getattr(subject, "PERSONAL_FIELDS", ()):
            value = EntryValue(field=name, before=before, after=after, salt=secrets.token_hex(16))
            entry.beside.append(value)
            before, after = (_masked(value.salt, side) for side in (before, after))
        entry.changes[name] = [before, after]
    acts.hold(entry)


def chain(entries: list) -> None:
    """Chain what an act has left, under the head's lock. Only the end of an act calls this."""
    if not entries:
        return
    _digest(entries)
    head, _new = ChainHead.objects.select_for_update().get_or_create(pk=1)
    for entry in entries:
        head.sequence += 1
        entry.sequence, entry.previous = head.sequence, head.hash
        entry.hash = head.hash = entry.sealed()
    Entry.objects.bulk_create(entries)
    beside = []
    for entry in entries:
        for value in entry.beside:
            value.entry = entry
            beside.append(value)
    EntryValue.objects.bulk_create(beside)
    head.save(update_fields=["sequence", "hash"])


acts.finish_with(chain)


def install(schema_editor):
    """Make the database itself refuse to change or remove an entry."""
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS core_entry_no_{act.lower()} BEFORE {act} "
                "ON core_entry BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"
            )
        return
    schema_editor.execute(
        "CREATE OR REPLACE FUNCTION core_entry_append_only() RETURNS trigger AS $$ BEGIN "
        "RAISE EXCEPTION 'the trail is append-only'; END $$ LANGUAGE plpgsql"
    )
    schema_editor.execute(
        "CREATE OR REPLACE TRIGGER core_entry_append_only BEFORE UPDATE OR DELETE ON core_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION core_entry_append_only()"
    )


def uninstall(schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS core_entry_no_{act}")
    else:
        schema_editor.execute("DROP FUNCTION IF EXISTS core_entry_append_only CASCADE")


def trail(record) -> models.QuerySet:
    """The entries of a record, oldest first."""
    return Entry.objects.filter(
        subject_type=record._meta.label_lower, subject_id=str(record.pk)
    ).select_related("actor")


def erase_values(record, fields=None) -> int:
    """Erase the personal values beside a record's trail; the chain stays whole."""
    values = EntryValue.objects.filter(
        entry__subject_type=record._meta.label_lower, entry__subject_id=str(record.pk)
    )
    if fields is not None:
        values = values.filter(field__in=fields)
    return values.delete()[0]


def legal_digests(model, keys=None) -> dict:
    """SHA-256 of the legal fields of each record, as the database holds them: {key: digest}."""
    rows = model._default_manager.all()
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    return {
        str(key): _sha(_plain(values))
        for key, *values in rows.values_list("pk", *model.LEGAL_FIELDS).iterator(chunk_size=5000)
    }


def _digest(entries):
    """Give the last entry of each record with legal fields the digest that it leaves behind."""
    last = {(entry.subject_type, entry.subject_id): entry for entry in entries}
    by_type = {}
    for (kind, key), entry in last.items():
        by_type.setdefault(kind, {})[key] = entry
    for kind, keyed in by_type.items():
        model = apps.get_model(kind)
        if getattr(model, "LEGAL_FIELDS", ()):
            digests = legal_digests(model, list(keyed))
            for key, entry in keyed.items():
                entry.digest = digests.get(key, GONE)


def _masked(salt, value):
    return None if value in (None, "") else _sha([salt, value])


def _sha(value) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value):
    """The value in the words of JSON, the same whatever database gives it back."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, datetime):
        return value.astimezone(clock.UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, models.Choices):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)
