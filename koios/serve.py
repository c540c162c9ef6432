"""`bin/run`: starts the web server and the worker, and keeps them up.

Only the standard library: this process lives as long as Koios does and should weigh nothing.
A child that dies is started again, at once the first time and then with growing pauses; SIGTERM
and Ctrl+C stop all. When this process itself is killed, the kernel tells the children to stop.
"""

import ctypes
import errno
import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from koios.core.arguments import Parser

PROJECT = Path(__file__).resolve().parent.parent
HERE = {"127.0.0.1", "localhost", "::1"}
ANYWHERE = {"0.0.0.0", "::"}  # what the person may ask for; the choice of ours is this machine

WEB_WORKERS = 2
NEEDED_MIB = 200  # for the database to grow; below that nothing is started
PATIENCE = 60  # seconds until the first answer
GRACE = 10  # seconds to stop by themselves
LONGEST_PAUSE = 30  # seconds between two starts of a child that keeps dying

libc = ctypes.CDLL(None)


class CannotRun(Exception):
    """What is in the way and what to do, in one line."""


class Child:
    """A process that should be running, in a group of its own, so that it takes its own along."""

    def __init__(self, name, command, environment):
        self.name = name
        self.command = command
        self.environment = environment | {"KOIOS_PROCESS": name}
        self.process = None
        self.deaths = 0
        self._due = 0.0

    def start(self):
        self._began = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_the_parent,
        )

    def tend(self):
        """Start it again if it died and its pause is over."""
        if self.process and self.process.poll() is not None:
            self._bury()
        if not self.process and time.monotonic() >= self._due:
            self.start()

    def ask_to_stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self, until):
        if self.process:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(max(0.0, until - time.monotonic()))
            _kill_group(self.process.pid)
            self.process.wait()

    def _bury(self):
        status = self.process.returncode
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
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
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


def main(words):
    options = read_arguments(words)
    try:
        home = Path(os.environ.get("KOIOS_HOME") or PROJECT / "var").resolve()
        home.mkdir(parents=True, exist_ok=True)
        check_space(home)
        with only_one(home):
            check_port(options.host, options.port)
            environment = environment_for(options, home)
            notes = prepare(environment, demo=not options.no_demo)
            serve(options, environment, notes)
    except CannotRun as why:
        say(f"Koios: {why}")
        return 2
    except OSError as failure:
        say(f"Koios: {failure.filename or ''} {failure.strerror}".replace("  ", " "))
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def read_arguments(words):
    parser = Parser(
        prog="bin/run", description="Inicia Koios: servidor web y trabajador, hasta Ctrl+C."
    )
    parser.add_argument(
        "--port", type=port, default=8000, metavar="N", help="puerto (si no se dice: 8000)"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="DIRECCIÓN",
        help="dirección en la que escucha; 0.0.0.0 es toda la red (si no se dice: 127.0.0.1)",
    )
    parser.add_argument(
        "--no-demo",
        action="store_true",
        help="no carga la empresa de muestra: la primera visita configura Koios",
    )
    return parser.parse_args(words)


def port(text):
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError
    return number


# Before anything is started


def check_space(home):
    free = shutil.disk_usage(home).free // 2**20
    if free < NEEDED_MIB:
        raise CannotRun(f"quedan {free} MB libres en {home} y hacen falta {NEEDED_MIB}")


def check_port(host, number):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as failure:
            raise CannotRun(_why_not(failure, host, number)) from None


def _why_not(failure, host, number):
    if failure.errno == errno.EADDRINUSE:
        return f"el puerto {number} está ocupado. Elija otro: bin/run --port {number + 1}"
    if failure.errno == errno.EACCES:
        return f"el puerto {number} es del sistema. Elija uno mayor que 1023"
    return f"no se puede escuchar en {host}:{number} ({failure.strerror}). Revise --host"


class only_one:
    """Two supervisors on one home would be two workers and two servers."""

    def __init__(self, home):
        self._path = home / "run.lock"

    def __enter__(self):
        self._lock = self._path.open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(f"ya está en marcha con la carpeta {self._path.parent}") from None

    def __exit__(self, *_):
        self._lock.close()


def environment_for(options, home):
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "KOIOS_HOME": str(home)}
    name = "localhost" if options.host in HERE | ANYWHERE else options.host
    # A heap for each thread would keep what one long report needed, in every one of them.
    environment.setdefault("MALLOC_ARENA_MAX", "2")
    environment.setdefault("MALLOC_TRIM_THRESHOLD_", "131072")
    environment.setdefault("KOIOS_URL", f"http://{_in_url(name)}:{options.port}")
    if options.host not in HERE:
        environment.setdefault("KOIOS_HOSTS", ",".join(_names(options.host)))
    return environment


def _names(host):
    """By what names this machine is called when it listens to the network."""
    if host not in ANYWHERE:
        return ["localhost", "127.0.0.1", _in_url(host)]
    name = socket.gethostname()
    found = {"localhost", "127.0.0.1", "[::1]", name, socket.getfqdn()}
    try:
        found |= {_in_url(address[4][0]) for address in socket.getaddrinfo(name, None)}
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it asks which address would be used
            found.add(probe.getsockname()[0])
    except OSError:
        pass  # a machine without network has no more names
    return sorted(found)


def _in_url(host):
    return f"[{host}]" if ":" in host else host


def prepare(environment, *, demo):
    """The database made or brought up to date; what the console must show."""
    command = [sys.executable, "-m", "koios", "prepare", *(["--demo"] if demo else [])]
    done = subprocess.run(
        command, env=environment, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    )
    if done.returncode:
        raise CannotRun("no se pudo preparar la base de datos. Arriba está lo que dijo")
    return json.loads(done.stdout)


# Running


def serve(options, environment, notes):
    web = [
        *(sys.executable, "-m", "granian", "koios.wsgi:application", "--interface", "wsgi"),
        *("--host", options.host, "--port", str(options.port), "--http", "1", "--no-ws"),
        *("--workers", str(WEB_WORKERS), "--respawn-failed-workers", "--blocking-threads", "4"),
        # A worker that is asked to stop while it is still starting does not hear it.
        *("--workers-kill-timeout", str(GRACE - 2), "--log-level", "warning"),
    ]
    worker = [sys.executable, "-m", "koios", "worker"]
    children = [Child("web", web, environment), Child("worker", worker, environment)]

    def ready():
        lines = [f"Koios listo en {environment['KOIOS_URL']}", *notes]
        print("\n".join(lines), flush=True)

    Supervisor(children).run(answers=lambda: answers(options), ready=ready)


def answers(options):
    """Whether the port really answers, with whatever."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options.host, options.host)
    connection = http.client.HTTPConnection(host, options.port, timeout=5)
    try:
        connection.request("GET", "/pqrs/")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _end_with_the_parent():
    pr_set_pdeathsig = 1
    libc.prctl(pr_set_pdeathsig, signal.SIGTERM)


def _kill_group(leader):
    with suppress(ProcessLookupError):  # all gone by themselves
        os.killpg(leader, signal.SIGKILL)


def say(text):
    print(text, file=sys.stderr, flush=True)
