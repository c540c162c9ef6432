"""The throw-away home of a run: named before the settings are read, gone at the end.

Each process of the run (one, or one for each xdist worker) has a home and a database of its own,
and another of each for the live server that it may start: that server's worker goes on working,
and must not do the jobs and sweeps of tests that are about something else. What all share stands
in the folder of the run: the keys, and the database made once that the others copy.
"""

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.harness import postgres

PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "main")


def _folder_of_the_run() -> Path:
    # The controller makes it and its workers find it in their environment.
    if "KOIOS_TEST_RUN" not in os.environ or PROCESS == "main":
        os.environ["KOIOS_TEST_RUN"] = tempfile.mkdtemp(prefix="koios-test-")
        os.environ["KOIOS_TEST_DATABASE_URL"] = os.environ.get("DATABASE_URL", "")
    return Path(os.environ["KOIOS_TEST_RUN"])


RUN = _folder_of_the_run()
HOME = RUN / PROCESS
SERVER = RUN / f"{PROCESS}-server"


def prepare() -> None:
    """Point the settings, not read yet, at this process's home."""
    (RUN / "keys").mkdir(mode=0o700, exist_ok=True)
    for place in (HOME, SERVER):
        place.mkdir(exist_ok=True)
        (place / "THROWAWAY").touch()  # lets the clock be moved
        if not (place / "keys").exists():
            (place / "keys").symlink_to(RUN / "keys")
    os.environ["KOIOS_HOME"] = str(HOME)
    for name in [name for name in os.environ if name.startswith("KOIOS_SMTP_")]:
        del os.environ[name]
    if os.environ["KOIOS_TEST_DATABASE_URL"]:
        os.environ["DATABASE_URL"] = postgres.url(postgres.name_of(HOME.name))
    else:
        os.environ.pop("DATABASE_URL", None)
    # Playwright drives the browser from a loop in this thread; Django would refuse queries there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def forget() -> None:
    """Take away what this process made; the controller, who ends last, takes the rest."""
    if PROCESS == "main":
        if "DATABASE_URL" in os.environ:
            postgres.drop_all()
        shutil.rmtree(RUN, ignore_errors=True)
    else:
        for place in (HOME, SERVER):
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def one_at_a_time(name: str):
    with (RUN / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
