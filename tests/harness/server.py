"""The real server and worker, in processes of their own, as `bin/run` starts them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.harness import database, home
from tests.harness.ports import free_port

PROJECT = Path(__file__).resolve().parents[2]


class Live:
    """One supervisor with web and worker on a home, and what a test does to them."""

    def __init__(self, home, *, port=None, **environment):
        self.home = Path(home)
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = os.environ | {
            "KOIOS_HOME": str(home),
            "KOIOS_URL": self.url,
            "KOIOS_CLOCK": f"@{self.home / 'clock'}",
            **environment,
        }
        self.process = None  # the supervisor
        self._log = self.home / f"live-{self.port}.log"

    def start(self, *, wait=True) -> "Live":
        with self._log.open("ab") as log:
            self.process = psutil.Popen(
                self._koios("run", "--port", str(self.port), "--no-demo"),
                env=self.environment,
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if wait:
            self.wait()
        return self

    def wait(self, seconds=150) -> None:
        """Until it answers."""
        until = time.monotonic() + seconds
        while not self.answers():
            assert self.process.poll() is None, f"it ended at once:\n{self.said()}"
            assert time.monotonic() < until, f"no answer in {seconds} s:\n{self.said()}"
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/static/none", timeout=2)
        except urllib.error.HTTPError:
            return True  # a 404 is an answer
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """As a system that shuts down does it."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except psutil.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                raise

    def restart(self, **environment) -> None:
        """Stop, and start again with something else in its environment."""
        self.stop()
        self.environment |= environment
        self.start()

    def processes(self, name: str) -> list[psutil.Process]:
        """The processes of "web" or "worker", the parent first."""
        for child in self.process.children():
            with suppress(psutil.Error):
                if child.name() == f"koios-{name}":
                    return [child, *child.children(recursive=True)]
        return []

    def kill(self, name: str) -> None:
        """kill -9 of all of "web" or "worker"; the supervisor starts it again."""
        for process in self.processes(name):
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def said(self) -> str:
        """What came out on its console."""
        return self._log.read_text()

    def at(self, instant: str) -> None:
        """Move the clock of server, worker and commands; empty sets it right again."""
        (self.home / "clock").write_text(instant)

    def run(self, *words: str, status=0) -> str:
        """`bin/koios WORDS…` on the same home; what it printed."""
        done = subprocess.run(
            self._koios(*words), env=self.environment, cwd=PROJECT, capture_output=True, text=True
        )
        assert done.returncode == status, f"{done.returncode}: {done.stderr or done.stdout}"
        return done.stdout

    def report(self, *words: str, status=0) -> dict:
        """The same with `--json`, read."""
        return json.loads(self.run(*words, "--json", status=status))

    def _koios(self, *words) -> list[str]:
        return [sys.executable, "-m", "koios", *words]


@pytest.fixture(scope="session")
def _static():
    """The files that the server hands out under hashed names, as bin/setup makes them."""
    subprocess.run([sys.executable, "bin/setup.py", "--only", "static"], cwd=PROJECT, check=True)


@pytest.fixture(scope="session")
def _server(django_db_setup, django_db_blocker, mail_server, _static):
    with django_db_blocker.unblock(), database.of_the_server():
        database.put_back()
        address = {"DATABASE_URL": database.url_of_the_server()}
    server = Live(home.SERVER, **mail_server.environment, **address)
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _where(request):
    """A test with `live` works in the server's home, from before its first fixture."""
    if "live" in request.fixturenames:
        request.getfixturevalue("_at_the_server")


@pytest.fixture
def _at_the_server(_server, settings, django_db_blocker):
    settings.HOME = home.SERVER
    settings.FILES_ROOT = home.SERVER / "files"
    with database.of_the_server():
        yield
        with django_db_blocker.unblock():
            database.put_back()


@pytest.fixture
def live(_at_the_server, transactional_db, _server, smtp):
    """The real thing: what the test commits, the server sees, and the other way round."""
    _server.wait()
    yield _server
    _server.at("")


@pytest.fixture
def start_live(mail_server, _static):
    """`start_live(**environment)`: another one, on an empty home of its own that goes away."""
    started = []
    homes = []

    def start(*, home=None, port=None, wait=True, **environment):
        if home is None:
            home = Path(tempfile.mkdtemp(prefix="koios-home-"))
            homes.append(home)
            (home / "THROWAWAY").touch()
        environment = {"DATABASE_URL": f"sqlite:///{home}/koios.sqlite3"} | environment
        server = Live(home, port=port, **mail_server.environment, **environment)
        started.append(server)
        return server.start(wait=wait)

    yield start
    for server in started:
        server.stop()
    for folder in homes:
        shutil.rmtree(folder, ignore_errors=True)
