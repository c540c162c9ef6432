"""What `bin/koios check` looks at. Each check yields a line for everything that is wrong.

Capabilities add their own: `checks.add("cases", function)`.
"""

import json
from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from koios.core import clock
from koios.core.audit import GENESIS, GONE, ChainHead, Entry, legal_digests
from koios.core.numbering import check_counters
from koios.core.registry import Registry

checks = Registry()

AT_ONCE = 900  # entries or records that are looked at together


def check_trail():
    """The chain entry by entry, its head, and each record against its last digest."""
    head = ChainHead.objects.first() or ChainHead()
    previous, sequence = GENESIS, 0
    # What is added while we look belongs to the next look.
    upto = Entry.objects.filter(sequence__lte=head.sequence).order_by("sequence")
    for entry in upto.iterator(chunk_size=AT_ONCE):
        sequence += 1
        if entry.sequence != sequence:
            yield f"trail: entry {sequence} is missing, {entry.sequence} stands in its place"
            sequence = entry.sequence
        if entry.previous != previous or entry.hash != entry.sealed():
            yield f"trail: entry {entry.sequence} was changed ({entry})"
        previous = entry.hash
    if (head.sequence, head.hash) != (sequence, previous):
        yield f"trail: its head says {head.sequence}, the last entry is {sequence}"
    for model in apps.get_models():
        if getattr(model, "LEGAL_FIELDS", ()):
            yield from _check_records(model)


def _check_records(model):
    """Some at a time: the digests of all of them would be more than the program weighs."""
    kind = model._meta.label_lower
    told = Entry.objects.filter(subject_type=kind).exclude(digest="")
    keys = told.order_by("subject_id").values_list("subject_id", flat=True).distinct()
    last = ""
    while some := list(keys.filter(subject_id__gt=last)[:AT_ONCE]):
        last = some[-1]
        of_some = told.filter(subject_id__in=some).order_by("sequence")
        digests = dict(of_some.values_list("subject_id", "digest"))
        standing = legal_digests(model, some)
        for key in some:
            if digests[key] != standing.get(key, GONE):
                yield from _check_record(model, key)
    known = told.filter(subject_id=Cast(OuterRef("pk"), CharField()))
    for key in model._default_manager.filter(~Exists(known)).values_list("pk", flat=True):
        yield from _check_record(model, str(key))


def _check_record(model, key):
    """One record that does not agree, looked at again: someone may be working on it."""
    kind = model._meta.label_lower
    entries = Entry.objects.filter(subject_type=kind, subject_id=key).exclude(digest="")
    told = entries.order_by("-sequence").values_list("digest", flat=True).first()
    told = None if told == GONE else told
    stands = legal_digests(model, [key]).get(key)
    if told == stands:
        return
    if stands is None:
        yield f"{kind} {key}: the trail knows it and the database does not hold it"
    elif told is None:
        yield f"{kind} {key}: stands in the database without an entry on the trail"
    else:
        record = model._default_manager.get(pk=key)
        yield f"{kind} {record}: changed without an act, its fields are not those of its trail"


def check_heads():
    """The heads written outside the database, against the chain as it stands."""
    for path in sorted((settings.HOME / "trail").glob("heads-*.jsonl")):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            head = json.loads(line)
            entry = Entry.objects.filter(sequence=head["sequence"]).first()
            if head["sequence"] and (entry is None or entry.hash != head["hash"]):
                yield f"{path.name}:{number}: the chain is not the one of {head['day']}"


def write_head(day: date) -> None:
    """Write the head of the chain outside the database, once a day."""
    folder = settings.HOME / "trail"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / f"heads-{day.year}.jsonl"
    told = path.read_text().splitlines() if path.exists() else []
    if any(json.loads(line)["day"] == day.isoformat() for line in told):
        return
    head = ChainHead.objects.first() or ChainHead()
    line = {
        "day": day.isoformat(),
        "at": clock.now().isoformat(),
        "sequence": head.sequence,
        "hash": head.hash,
    }
    with path.open("a") as file:
        file.write(json.dumps(line) + "\n")


def check_foreign_keys():
    """Rows that point at nothing. PostgreSQL does not let them be; SQLite could."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for table, row, parent, _index in cursor.execute("PRAGMA foreign_key_check").fetchall():
            yield f"{table} row {row}: points at a row of {parent} that is not there"


checks.add("trail", check_trail)
checks.add("heads", check_heads)
checks.add("numbers", check_counters)
checks.add("foreign keys", check_foreign_keys)
