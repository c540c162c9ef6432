"""The real server and worker, in processes of their own, on this process's home and database."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from tests.harness import home
from tests.harness.ports import free_port

PROJECT = Path(__file__).resolve().parents[2]


class Live:
    """`bin/run` as people start it, but for the set-up: one supervisor, web and worker."""

    def __init__(self, **environment):
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = home.HOME / "live.log"
        self.clock = home.HOME / "clock"
        self.environment = os.environ | {
            "KOIOS_URL": self.url,
            "KOIOS_CLOCK": f"@{self.clock}",
        }
        self.environment |= environment
        self._supervisor = None

    def start(self, seconds=30) -> "Live":
        with self.log.open("ab") as log:
            self._supervisor = psutil.Popen(
                self._koios("run", "--port", str(self.port), "--no-demo"),
                env=self.environment,
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait(seconds)
        return self

    def wait(self, seconds=30) -> None:
        """Until it answers."""
        until = time.monotonic() + seconds
        while not self.answers():
            assert self._supervisor.poll() is None, f"it ended at once:\n{self.log.read_text()}"
            assert time.monotonic() < until, f"no answer in {seconds} s:\n{self.log.read_text()}"
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
        if self._supervisor and self._supervisor.poll() is None:
            self._supervisor.terminate()
            try:
                self._supervisor.wait(15)
            except psutil.TimeoutExpired:
                os.killpg(self._supervisor.pid, signal.SIGKILL)
                raise

    def processes(self, name: str) -> list[psutil.Process]:
        """The processes of "web" or "worker", the parent first."""
        for child in self._supervisor.children():
            if child.environ().get("KOIOS_PROCESS") == name:
                return [child, *child.children(recursive=True)]
        return []

    def kill(self, name: str) -> None:
        """kill -9, of "web" or of "worker"; the supervisor starts it again."""
        for process in self.processes(name):
            process.kill()

    def at(self, instant: str) -> None:
        """Move the clock of server and worker; empty sets it right again."""
        self.clock.write_text(instant)

    def run(self, *arguments: str, status=0) -> str:
        """A command of bin/koios on the same home; what it printed."""
        done = subprocess.run(
            self._koios(*arguments),
            env=self.environment,
            cwd=PROJECT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == status, done.stderr or done.stdout
        return done.stdout

    def report(self, *arguments: str, status=0) -> dict:
        """The same, with `--json`, read."""
        return json.loads(self.run(*arguments, "--json", status=status))

    def _koios(self, *arguments) -> list[str]:
        return [sys.executable, "-m", "koios", *arguments]


@pytest.fixture(scope="session")
def _server(django_db_setup, mail_server):
    with home.one_at_a_time("static"):
        subprocess.run(
            [sys.executable, "bin/setup.py", "--only", "static"], cwd=PROJECT, check=True
        )
    server = Live(
        KOIOS_SMTP_HOST=mail_server.host,
        KOIOS_SMTP_PORT=str(mail_server.port),
        KOIOS_SMTP_SECURITY="none",
    )
    server.start()
    yield server
    server.stop()


@pytest.fixture
def live(transactional_db, _server, smtp):
    """The real thing on this process's home: what the test commits, the server sees."""
    _server.wait()
    yield _server
    _server.at("")
