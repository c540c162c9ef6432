"""The processes that should be running, and who watches them.

They are forks of the one that watches, which has loaded the program: what they only read lies in
memory once (docs/performance.md). A child that dies is started again, at once the first time and
then with growing pauses. When the supervisor itself is killed, the kernel tells the children to
stop.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from contextlib import suppress

PATIENCE = 60  # seconds until the first answer
GRACE = 10  # seconds to stop by themselves
LONGEST_PAUSE = 30  # seconds between two starts of a child that keeps dying
TOLD = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

libc = ctypes.CDLL(None)
forks = multiprocessing.get_context("fork")


class CannotRun(Exception):
    """What is in the way and what to do, in one line."""


class Child:
    """A process that should be running, in a group of its own, so that it takes its own along."""

    def __init__(self, name, work):
        self.name = name
        self.process = None
        self.deaths = 0
        self._work = work
        self._due = 0.0

    def start(self):
        self._began = time.monotonic()
        self.process = forks.Process(target=self._be, args=(os.getpid(),), name=self.name)
        self.process.start()

    def tend(self):
        """Start it again if it died and its pause is over."""
        if self.process and not self.process.is_alive():
            self._bury()
        if not self.process and time.monotonic() >= self._due:
            self.start()

    def ask_to_stop(self):
        if self.process:
            self.process.terminate()

    def stop(self, until):
        if self.process:
            self.process.join(max(0.0, until - time.monotonic()))
            _kill_group(self.process.pid)
            self.process.join()

    def _be(self, parent):
        os.setpgid(0, 0)
        for number in TOLD:
            signal.signal(number, signal.SIG_DFL)
        pr_set_pdeathsig, pr_set_name = 1, 15
        libc.prctl(pr_set_pdeathsig, signal.SIGTERM)
        libc.prctl(pr_set_name, f"koios-{self.name}".encode())
        if os.getppid() == parent:  # else it died before it could be followed
            self._work()

    def _bury(self):
        status = self.process.exitcode
        _kill_group(self.process.pid)  # a server that was killed leaves workers that hold the port
        if time.monotonic() - self._began > 2 * LONGEST_PAUSE:
            self.deaths = 0
        pause = 0 if self.deaths == 0 else min(LONGEST_PAUSE, 2 ** (self.deaths - 1))
        self.deaths += 1
        self._due = time.monotonic() + pause
        self.process = None
        when = f"en {pause} s" if pause else "ya"
        say(f"Koios: {self.name} terminó ({status}); se inicia de nuevo {when}")


class Supervisor:
    """Watches the children until someone asks to stop."""

    def __init__(self, children):
        self.children = children
        self._stopping = threading.Event()

    def run(self, *, answers, ready):
        for number in TOLD:
            signal.signal(number, lambda *_: self._stopping.set())
        until = time.monotonic() + PATIENCE
        is_ready = False
        try:
            while not self._stopping.is_set():
                for child in self.children:
                    child.tend()
                if not is_ready and answers():
                    is_ready = True
                    ready()
                elif not is_ready and (time.monotonic() > until or self._gave_up()):
                    raise CannotRun("Koios no arranca. Arriba está lo que dijo al intentarlo")
                self._stopping.wait(0.25 if is_ready else 0.05)
        finally:
            self._stop()

    def _gave_up(self):
        return any(child.deaths >= 3 for child in self.children)

    def _stop(self):
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + GRACE
        for child in self.children:
            child.stop(until)


def _kill_group(leader):
    with suppress(ProcessLookupError):  # all gone by themselves
        os.killpg(leader, signal.SIGKILL)


def say(text):
    print(text, file=sys.stderr, flush=True)
