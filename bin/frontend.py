"""Fetches the front-end files from npm and copies what Koios uses; called by bin/setup.

Two folders, neither in git: koios/ui/static/vendor is handed to browsers, koios/ui/vendor is read
by the server (icons drawn inside pages, fonts of the documents, the library that draws charts in
them) and by the tests. Nothing is loaded from another host when Koios runs.
"""

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVED = ROOT / "koios" / "ui" / "static" / "vendor"
INSIDE = ROOT / "koios" / "ui" / "vendor"

# package: {file or pattern in it: place in the folder, a folder where it ends in /}
FOR_BROWSERS = {
    "@alpinejs/csp": {"dist/cdn.min.js": "alpine-csp.min.js"},
    "@fontsource-variable/inter": {
        "wght.css": "inter/index.css",
        "files/*-wght-normal.woff2": "inter/files/",
    },
    "@tabler/core": {"dist/css/tabler.min.css": "tabler.min.css"},
    # Its worker alone: the widget writes inline styles, which our pages forbid (ui/js/proof.js).
    "altcha": {"dist/workers/pbkdf2.js": "altcha-pbkdf2.js"},
    "echarts": {"dist/echarts.min.js": "echarts.min.js"},
    "htmx.org": {"dist/htmx.min.js": "htmx.min.js"},
}
FOR_THE_SERVER = {
    "@expo-google-fonts/inter": {
        f"{weight}/Inter_{weight}.ttf": "fonts/"
        for weight in ("400Regular", "400Regular_Italic", "500Medium", "600SemiBold", "700Bold")
    },
    "@tabler/icons": {"icons/outline/*.svg": "icons/"},
    "axe-core": {"axe.min.js": "axe.min.js"},
    "echarts": {"dist/echarts.min.js": "echarts.min.js"},
}

MAP_COMMENT = re.compile(r"(//[#@] sourceMappingURL=\S+|/\*[#@] sourceMappingURL=[^*]*\*/)\s*")


def is_complete():
    return (SERVED / "LICENSES.txt").exists() and (INSIDE / "LICENSES.txt").exists()


def fetch(npm):
    """Install as the lock says, in a folder that goes away, and put the copies in their place."""
    with tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="npm-") as name:
        place = Path(name)
        for file in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ROOT / file, place)
        subprocess.run(
            [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            check=True,
            cwd=place,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for folder, wanted in ((SERVED, FOR_BROWSERS), (INSIDE, FOR_THE_SERVER)):
            fresh = place / folder.parent.name
            copy(place / "node_modules", wanted, fresh)
            replace(folder, fresh)


def copy(modules, wanted, folder):
    folder.mkdir()
    licenses = []
    for package, files in wanted.items():
        for pattern, target in files.items():
            found = sorted((modules / package).glob(pattern))
            if not found:
                raise OSError(f"{package} no trae {pattern}")
            for source in found:
                place = folder / target / source.name if target.endswith("/") else folder / target
                place.parent.mkdir(parents=True, exist_ok=True)
                copy_file(source, place)
        licenses.append(license_of(modules / package))
    (folder / "LICENSES.txt").write_text("\n\n".join(licenses))


def copy_file(source, place):
    if place.suffix in {".js", ".css"}:
        place.write_text(MAP_COMMENT.sub("", source.read_text()))
    else:
        shutil.copyfile(source, place)


def license_of(package):
    """Name, version and the terms under which others may have the file from us."""
    about = json.loads((package / "package.json").read_text())
    author = about.get("author", "")
    author = author.get("name", "") if isinstance(author, dict) else author
    lines = [f"{about['name']} {about['version']}: {about.get('license', '')} {author}".strip()]
    for pattern in ("LICENSE*", "NOTICE*"):
        lines += [path.read_text() for path in sorted(package.glob(pattern))]
    return "\n\n".join(lines)


def replace(folder, fresh):
    """The old folder goes as the new one is whole, so that nobody meets half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    old = fresh.with_name(f"{fresh.name}-before")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
