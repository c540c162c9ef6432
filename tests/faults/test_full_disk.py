"""The disk is full while somebody sends a form with a file, over the real server.

No process may write beyond a size that the system sets for it: it says the same as a full disk,
and nobody needs to be root for it. The home has a SQLite of its own, which is then full too.
"""

import contextlib
import re
import sqlite3
from urllib.parse import urlsplit

import psutil
import pytest

from koios.bench.operations import picture
from tests.faults.visitors import Visitor

pytestmark = pytest.mark.fault

FACTS = "La ruta 7 no pasó por el paradero de la carrera 14 y mi hija no llegó a su clase."
TOLD = {
    "kind": "CLAIM",
    "identity": "named",
    "name": "Sandra Milena Arango",
    "document": "41.935.118",
    "email": "sandra@correo.example",
    "facts": FACTS,
}
LARGE = 9_000_000  # less than a company takes in


@pytest.fixture
def live(start_live):
    return start_live(KOIOS_LIMITS="off")


def test_a_full_disk_keeps_the_text_and_says_which_file_is_missing(live, photo):
    visitor = Visitor(live.url)
    with _no_file_beyond(live, LARGE // 2):
        status, body, there = _send(visitor, _form(visitor), _too_large(photo))

    assert status == 302, body
    _status, receipt, _there = visitor.get(urlsplit(there).path)
    said = " ".join(re.sub(r"<[^>]+>", " ", receipt).split())
    assert "no queda espacio en el servidor" in said and "foto.png" in said, said
    assert _rows(live, "SELECT facts FROM cases_case") == [(FACTS,)]
    assert not _kept(live)
    live.run("check")


def test_where_nothing_can_be_written_nothing_is_half_saved_and_the_form_goes_in_later(
    live, photo, smtp
):
    visitor = Visitor(live.url)
    form = _form(visitor)
    with _no_file_beyond(live, 0):
        status, body, _there = _send(visitor, form, photo)
        assert Visitor(live.url).get("/pqrs/")[0] == 200  # the others are still served

    assert status == 500
    assert "Lo que escribió" in body and FACTS in body, body
    for table in ("cases_case", "core_blob", "core_upload", "core_file", "core_message"):
        assert _rows(live, f"SELECT count(*) FROM {table}") == [(0,)], table
    assert not _kept(live)

    status, body, _there = _send(visitor, form, photo)

    assert status == 302, body
    assert _rows(live, "SELECT sequence, facts FROM cases_case") == [(1, FACTS)]
    assert len(_kept(live)) >= 1
    (got,) = smtp.wait_for(1, seconds=30)
    assert got.recipients == ["sandra@correo.example"]
    live.run("check")


def test_at_whatever_byte_the_disk_is_full_a_form_is_in_as_a_whole_or_not_at_all(live, photo):
    visitor = Visitor(live.url)
    told = []
    for most in (0, 4_000, 40_000, 120_000, 400_000, 1_200_000, 4_000_000):
        form = _form(visitor)
        with _no_file_beyond(live, most):
            told.append(_send(visitor, form, photo)[0])

    assert set(told) <= {302, 500}
    numbers = _rows(live, "SELECT sequence FROM cases_case ORDER BY sequence")
    assert numbers == [(n + 1,) for n in range(told.count(302))]
    assert {name for (name,) in _rows(live, "SELECT sha256 FROM core_blob")} == _kept(live)
    live.run("check")


@pytest.fixture(scope="module")
def photo():
    return picture()


def _too_large(photo):
    return photo + bytes(LARGE)


def _form(visitor):
    return TOLD | visitor.form("/pqrs/")


def _send(visitor, form, content):
    return visitor.post_with_file("/pqrs/", form, "foto.png", content)


@contextlib.contextmanager
def _no_file_beyond(live, size):
    processes = [*live.processes("web"), *live.processes("worker")]
    before = [process.rlimit(psutil.RLIMIT_FSIZE) for process in processes]
    for process, (_soft, hard) in zip(processes, before, strict=True):
        process.rlimit(psutil.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        for process, limits in zip(processes, before, strict=True):
            process.rlimit(psutil.RLIMIT_FSIZE, limits)


def _rows(live, question):
    with contextlib.closing(sqlite3.connect(live.home / "koios.sqlite3")) as database:
        return database.execute(question).fetchall()


def _kept(live):
    """The names of what the store holds, drafts too."""
    folder = live.home / "files"
    return {path.name for path in folder.glob("[0-9a-f][0-9a-f]/*/*")} | {
        path.name for path in folder.glob("drafts/*")
    }
