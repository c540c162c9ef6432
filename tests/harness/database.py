"""The test database: made once a run, copied by each process, put back after real commits.

A test that only needs `db` is rolled back. One that commits for real (`transactional_db`, and so
every test with `live`) leaves rows behind; then the whole database is put back from the copy,
which is quicker than emptying it table by table and keeps what the migrations wrote.
"""

import shutil
import sqlite3
from contextlib import closing

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
            closing(sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=20)) as target,
        ):
            source.backup(target)
    else:
        postgres.create(home.PROCESS, copied_from="template")
    shutil.rmtree(settings.FILES_ROOT, ignore_errors=True)


def _make_template():
    if connection.vendor == "postgresql":
        postgres.create(home.PROCESS)
    koios_home.set_up()
    if connection.vendor == "sqlite":
        connection.close()
        with (
            closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
            closing(sqlite3.connect(TEMPLATE)) as target,
        ):
            source.backup(target)
    else:
        connection.close()
        postgres.create("template", copied_from=home.PROCESS)
