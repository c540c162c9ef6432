"""What every test can ask for: a home, a database, a cast, a clock, mail, a server, a browser."""

import os
import sys
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from tests.harness import database, home

pytest_plugins = [
    "tests.harness.cast",
    "tests.harness.time",
    "tests.harness.post",
    "tests.harness.server",
    "tests.harness.browser",
]

# Rows that a test committed go when the database is put back whole, the way Django would not.
TransactionTestCase._fixture_teardown = lambda self: database.put_back()


def pytest_configure(config):
    home.prepare()  # before anything reads the settings
    # Not left in the environment: an xdist worker that inherits it reads the settings too early.
    os.environ["DJANGO_SETTINGS_MODULE"] = "koios.settings"
    django.setup()
    del os.environ["DJANGO_SETTINGS_MODULE"]
    for line in (
        "live: talks to the real server and worker, in processes of their own",
        "browser: drives a real browser",
        "fault: kills, fills or cuts something on purpose",
    ):
        config.addinivalue_line("markers", line)


def pytest_collection_modifyitems(items):
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if "page" in asked or "browser" in asked:
            item.add_marker(pytest.mark.browser)
        if "live" in asked or "start_live" in asked:
            item.add_marker(pytest.mark.live)


def pytest_unconfigure(config):
    connections.close_all()
    home.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """The database of this process, in the place of pytest-django's own."""
    with django_db_blocker.unblock():
        database.set_up()


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """No test reads what another one kept in memory."""
    yield
    for name in ("koios.core.stamps", "koios.office.counts"):
        if name in sys.modules:
            sys.modules[name].forget()
    # A certificate that was made on a day still to come signs nothing today.
    (settings.HOME / "keys" / "signatures" / "own.sealed").unlink(missing_ok=True)


@pytest.fixture
def shared() -> Path:
    """The folder of real files, which is not part of the project."""
    told = os.environ.get("KOIOS_SHARED", "")
    if not told:
        pytest.skip("KOIOS_SHARED does not say where the real files are")
    if not (Path(told) / "data").is_dir():
        pytest.fail(f"KOIOS_SHARED={told} holds no data folder")
    return Path(told).resolve()
