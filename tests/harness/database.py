"""The test database: made once a run, copied by each process, put back after real commits.

A test that only needs `db` is rolled back. One that commits for real (`transactional_db`, and so
every test with `live`) leaves rows behind; then the whole database is put back from the copy,
which is quicker than emptying it table by table and keeps what the migrations wrote.
"""

import shutil
import sqlite3
from contextlib import closing, contextmanager

from django.conf import settings
from django.db import connection, connections

from koios.core import home as koios_home
from tests.harness import home, postgres

TEMPLATE = home.RUN / "template.sqlite3"
MADE = home.RUN / "template.made"


def set_up() -> None:
    """This process's database, equal to the one made once."""
    with home.one_at_a_time("template"):
        if not MADE.exists():
            _make_template()
            MADE.touch()
    put_back()


def put_back() -> None:
    """The database as it was when the run began, also for a server that is using it."""
    connections.close_all()
    if connection.vendor == "sqlite":
        # The backup API takes the locks, so that other processes see a clean change.
        with (
            closing(sqlite3.connect(TEMPLATE)) as source,
            closing(sqlite3.connect(_name(), timeout=20)) as target,
        ):
            source.backup(target)
    else:
        postgres.create(_name(), copied_from=postgres.name_of("template"))
    # What a worker kept outside of it belongs to the rows that are gone.
    shutil.rmtree(settings.FILES_ROOT, ignore_errors=True)
    shutil.rmtree(settings.HOME / "trail", ignore_errors=True)


@contextmanager
def of_the_server():
    """In here this process reads and writes the database of the live server."""
    at_home = _name()
    connections.close_all()
    connection.settings_dict["NAME"] = name_of_the_server()
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = at_home


def name_of_the_server() -> str:
    if connection.vendor == "sqlite":
        return str(home.SERVER / "koios.sqlite3")
    return postgres.name_of(home.SERVER.name)


def url_of_the_server() -> str:
    name = name_of_the_server()
    return f"sqlite:///{name}" if connection.vendor == "sqlite" else postgres.url(name)


def _name() -> str:
    return connection.settings_dict["NAME"]


def _make_template():
    if connection.vendor == "postgresql":
        postgres.create(_name())
    koios_home.set_up()
    connection.close()
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(_name())) as source,
            closing(sqlite3.connect(TEMPLATE)) as target,
        ):
            source.backup(target)
    else:
        postgres.create(postgres.name_of("template"), copied_from=_name())
