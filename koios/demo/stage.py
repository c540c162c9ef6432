"""A throw-away Koios: a home that goes away, with the real server and worker on it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from koios.core.refusals import Refusal

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 90  # seconds until the first answer
GRACE = 20  # seconds to stop
READY = "Koios listo en"  # what the console says when the first page answered


class Stage:
    """`with Stage() as stage:` an empty home; `stage.start()` opens it at `stage.url`."""

    def __init__(self, **environment):
        self.home = Path(tempfile.mkdtemp(prefix="koios-stage-"))
        (self.home / "THROWAWAY").touch()
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.process = None
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("KOIOS_SMTP_", "KOIOS_CLOCK"))
        } | {
            "KOIOS_HOME": str(self.home),
            "KOIOS_URL": self.url,
            "KOIOS_CLOCK": f"@{self.home / 'clock'}",
            "DATABASE_URL": f"sqlite:///{self.home}/koios.sqlite3",
            **environment,
        }

    def __enter__(self):
        return self

    def __exit__(self, _kind, failure, _trace):
        self.stop()
        if failure and self.process:
            failure.add_note(f"La consola de Koios decía:\n{self.said()[-4000:]}")
        shutil.rmtree(self.home, ignore_errors=True)

    def start(self) -> None:
        """Server and worker, as `bin/run --no-demo` starts them."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                self._koios("run", "--port", str(self.port), "--no-demo"),
                env=self.environment,
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while READY not in self.said():
            if self.process.poll() is not None or time.monotonic() > until:
                raise Refusal(f"Koios no arrancó:\n{self.said()}")
            time.sleep(0.1)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(GRACE)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)

    def said(self) -> str:
        """What came out on the console."""
        return self._log.read_text()

    def at(self, instant: str) -> None:
        """Move the clock of all that runs here."""
        fresh = self.home / "clock.new"
        fresh.write_text(instant)
        fresh.replace(self.home / "clock")

    def koios(self, *words, may_find=False) -> str:
        """`koios WORDS…` on this home; what it printed."""
        done = subprocess.run(  # noqa: S603
            self._koios(*map(str, words)),
            env=self.environment,
            cwd=PROJECT,
            capture_output=True,
            text=True,
        )
        if done.returncode not in ((0, 1) if may_find else (0,)):
            said = done.stderr.strip() or done.stdout.strip()
            raise Refusal(f"koios {' '.join(map(str, words))}: {done.returncode}: {said}")
        return done.stdout

    def told(self, *words, may_find=False) -> dict:
        """The same with `--json`, read."""
        return json.loads(self.koios(*words, "--json", may_find=may_find))

    @property
    def _log(self):
        return self.home / "console.log"

    @staticmethod
    def _koios(*words):
        return [sys.executable, "-m", "koios", *words]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
