"""kill -9 in the middle of three hundred submissions: what a client was told is true afterwards."""

import contextlib
import hashlib
import random
import sqlite3
import threading
import time

import pytest

from koios.bench.operations import picture
from tests.faults.visitors import Visitor, patiently

pytestmark = pytest.mark.fault

MANY, AT_ONCE = 300, 6
TOLD = {
    "kind": "CLAIM",
    "identity": "named",
    "name": "Sandra Milena Arango",
    "document": "41.935.118",
    "facts": "La ruta 7 no pasó por el paradero.",
}


def test_every_receipt_that_was_seen_stands_with_its_file_and_one_acknowledgement(start_live, smtp):
    live = start_live(KOIOS_LIMITS="off")
    seen, killing = {}, threading.Event()

    with _killing(live, killing):
        _submit(live, seen)

    _wait_for_the_post(live, smtp)
    with contextlib.closing(sqlite3.connect(live.home / "koios.sqlite3")) as database:
        assert len(seen) == MANY
        _every_receipt_is_true(database, live, seen)
        _radicados_run_on(database, at_least=MANY)
        _each_has_one_acknowledgement(database)
    addresses = [got.recipients[0] for got in smtp.messages]
    assert set(addresses) >= {f"n{n}@correo.example" for n in seen}
    assert len({got.message["Message-ID"] for got in smtp.messages}) == len(set(addresses))
    live.run("check")


@contextlib.contextmanager
def _killing(live, stopping):
    """In the meantime, web and worker die at moments that nobody chose."""
    chance = random.Random(8)
    killed = []

    def kill():
        while not stopping.wait(chance.uniform(1.0, 4.0)) and len(killed) < 10:
            name = chance.choice(["web", "worker"])
            live.kill(name)
            killed.append(name)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()
    assert {"web", "worker"} <= set(killed), killed


def _submit(live, seen):
    numbers = iter(range(MANY))
    taking, failures = threading.Lock(), []

    def next_number():
        with taking:
            return next(numbers, None)

    def visit():
        try:
            while (n := next_number()) is not None:
                content = picture()
                seen[n] = (_filed(live, n, content), hashlib.sha256(content).hexdigest())
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=visit) for _n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures[0]


def _filed(live, n, content):
    """The radicado that the receipt shows; whoever sees none presses again."""
    visitor = Visitor(live.url)
    fields = TOLD | {"email": f"n{n}@correo.example"} | patiently(lambda: visitor.form("/pqrs/"))
    status, body, there = patiently(
        lambda: visitor.post_with_file("/pqrs/", fields, f"foto-{n}.png", content)
    )
    assert status == 302, body
    return there.split("/")[3]


def _wait_for_the_post(live, smtp):
    """Until nothing is left to be sent; a lease of a worker that died runs for half a minute."""
    until = time.monotonic() + 120
    waiting = "SELECT count(*) FROM core_job WHERE status IN ('waiting', 'running')"
    mail = f"{waiting} AND task IN ('core.render_document', 'koios.mail')"
    with contextlib.closing(sqlite3.connect(live.home / "koios.sqlite3")) as database:
        while database.execute(mail).fetchone()[0] or len(smtp.messages) < MANY:
            assert time.monotonic() < until, database.execute(
                "SELECT task, status, attempts, error FROM core_job "
                "WHERE status IN ('waiting', 'running', 'dead') LIMIT 5"
            ).fetchall()
            time.sleep(0.3)


def _every_receipt_is_true(database, live, seen):
    files = (
        "SELECT f.blob_id FROM cases_case c JOIN core_file f ON f.subject_type = 'cases.case' "
        "AND f.subject_id = c.id AND f.public WHERE c.number = ?"
    )
    for number, sha256 in seen.values():
        kept = {blob for (blob,) in database.execute(files, [number])}
        assert sha256 in kept, number
        assert (live.home / "files" / sha256[:2] / sha256[2:4] / sha256).exists()
    assert len({number for number, _sha in seen.values()}) == len(seen)


def _radicados_run_on(database, *, at_least):
    given = [n for (n,) in database.execute("SELECT sequence FROM cases_case ORDER BY sequence")]
    assert given == list(range(1, len(given) + 1))
    assert len(given) >= at_least


def _each_has_one_acknowledgement(database):
    count = (
        "SELECT c.number, count(DISTINCT l.id), count(DISTINCT l.message_id) FROM cases_case c "
        "LEFT JOIN cases_letter l ON l.case_id = c.id AND l.kind = 'receipt' GROUP BY c.id "
        "HAVING count(DISTINCT l.id) <> 1 OR count(DISTINCT l.message_id) <> 1"
    )
    assert database.execute(count).fetchall() == []
    twice = "SELECT about_id FROM core_message GROUP BY about_id HAVING count(*) > 1"
    assert database.execute(twice).fetchall() == []
