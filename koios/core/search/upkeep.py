"""Whether the index holds what it should, and making it anew."""

from django.db import DatabaseError, connection, transaction

from koios.core.acts import act
from koios.core.checks import checks
from koios.core.search.entries import KIND_BITS, TEXTS, SearchEntry, is_sqlite, many
from koios.core.search.providers import providers

AT_ONCE = 500  # records that are indexed in one transaction


def check_search():
    """A line for each thing that is wrong; for `bin/koios check`."""
    for provider in providers:
        standing = set(provider.records().values_list("pk", flat=True).iterator(chunk_size=5000))
        entries = SearchEntry.objects.filter(kind=provider.kind).values_list("pk", flat=True)
        indexed = {place >> KIND_BITS for place in entries.iterator(chunk_size=5000)}
        for key in sorted(standing - indexed):
            yield f"search: {provider.kind} {key} cannot be found, it is not in the index"
        for key in sorted(indexed - standing):
            yield f"search: {provider.kind} {key} is in the index and does not exist"
    if is_sqlite() and not _texts_are_whole():
        yield "search: the full-text table is not that of its entries"


def rebuild(kinds=None) -> int:
    """Fill the index again from the records; how many."""
    number = 0
    for provider in providers:
        if kinds is not None and provider.kind not in kinds:
            continue
        SearchEntry.objects.filter(kind=provider.kind).delete()
        keys = list(provider.records().order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            with act(), many():
                for record in provider.records().filter(pk__in=keys[start : start + AT_ONCE]):
                    provider.index(record)
                    number += 1
    return number


def _texts_are_whole():
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TEXTS}({TEXTS}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except DatabaseError:
        return False
    return True


checks.add("search", check_search)
