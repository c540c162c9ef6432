"""Every page asks the database at most twelve questions, however full its records are.

The doors are those of tests/test_matrix.py; behind them stands a company in full swing
(tests/full.py), and the page of each of its records is opened too. Who looks administers Koios:
nobody is shown more. Exports and papers are pages like all others. The preview of an import is not
among them: it tries its first rows, and asks for each (tests/office/test_imports.py).
"""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import full
from tests.samples import samples
from tests.test_matrix import doors

MOST = 12
# Where a transaction begins and ends is no question.
NO_QUESTION = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@pytest.fixture
def world(nora, at, smtp):
    at("2026-11-24T10:00")
    full.load()
    return full.FullWorld()


def asked(client, address):
    """What a page asks once the process has told it before; whatever it does is undone."""
    with transaction.atomic():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        transaction.set_rollback(True)
    told = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in told if not sql.startswith(NO_QUESTION)]


def test_no_page_asks_more_than_twelve_questions(world, nora):
    client = Client()
    client.force_login(nora)
    inside = client.cookies.copy()
    behind_doors = [
        reverse(door.name, kwargs=samples[door.name](world) if door.arguments else None)
        for door in doors()
    ]

    found = {}
    for address in [*behind_doors, *full.pages()]:
        client.cookies = inside.copy()  # whatever the door before said
        found[address] = asked(client, address)

    assert len(found) > 400
    too_many = [(address, told) for address, told in found.items() if len(told) > MOST]
    assert not too_many, "\n".join(
        f"\n{address} asks {len(told)}:\n" + "\n".join(sql[:300] for sql in told)
        for address, told in too_many
    )
