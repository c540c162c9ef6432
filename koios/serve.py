"""`bin/run`: prepares the home, loads the program and keeps web server and worker up.

Until the home is prepared it is the standard library alone, so that what is missing is said at
once and in one line.
"""

import errno
import fcntl
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from koios.core import memory
from koios.core.arguments import Parser
from koios.supervisor import GRACE, CannotRun, Child, Supervisor, say

PROJECT = Path(__file__).resolve().parent.parent
HERE = {"127.0.0.1", "localhost", "::1"}
ANYWHERE = {"0.0.0.0", "::"}  # what the person may ask for; the choice of ours is this machine

WEB_WORKERS = 2
THREADS = 32  # in each, to read requests
LANES = 2  # of the worker
NEEDED_MIB = 200  # for the database to grow; below that nothing is started


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
    os.environ.update(environment)
    memory.be_sparing()
    from koios import wsgi  # noqa: F401 -- the program, which the children share

    children = [Child("web", lambda: _web(options)), Child("worker", _worker)]

    def ready():
        lines = [f"Koios listo en {environment['KOIOS_URL']}", *notes]
        print("\n".join(lines), flush=True)

    Supervisor(children).run(answers=lambda: answers(options), ready=ready)


def _web(options):
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    Granian(
        "koios.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=WEB_WORKERS,
        blocking_threads=THREADS,  # they wait for slow visitors; who answers: koios.core.seats
        respawn_failed_workers=True,
        # A worker that is asked to stop while it is still starting does not hear it.
        workers_kill_timeout=GRACE - 2,
        log_level=LogLevels.error,
    ).serve()


def _worker():
    from koios.core.worker import work_forever

    work_forever(LANES)


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
