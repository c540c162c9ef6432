"""Typst: a template and data in, a PDF/A-2b out.

Data goes in as JSON only and templates set it as text: nothing that anybody wrote is ever read as
markup. Characters that the typeface lacks are filtered first, for a PDF/A may not miss a glyph.
"""

import hashlib
import json
import re
import threading
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koios.core import clock, fonts
from koios.core.documents.logo import drawn_logo
from koios.core.palette import palette

ROOT = settings.PROJECT / "koios"
_NAME = re.compile(r"[a-z_]+/[a-z_]+\.typ")
_lock = threading.Lock()


def compile(template: str, data: dict, *, at: datetime | None = None) -> bytes:
    """The PDF of a template, `app/name.typ`, with its data.

    `at` is the instant that the file says it was made; the same data at the same instant give
    the same bytes.
    """
    told = json.dumps(_printable({**_common(data), **data}), cls=DjangoJSONEncoder)
    with _lock:
        return _compiler().compile(
            input=str(path_of(template)),
            format="pdf",
            sys_inputs={"data": told},
            pdf_standards="a-2b",
            timestamp=int((at or clock.now()).timestamp()),
        )


def path_of(template: str) -> Path:
    if not _NAME.fullmatch(template):
        raise ValueError(f"{template!r} is not the name of a template: app/name.typ")
    app, _slash, name = template.partition("/")
    path = ROOT / app / "typst" / name
    if not path.is_file():
        raise FileNotFoundError(f"There is no template {template}: {path}")
    return path


def version_of(template: str) -> str:
    """Which wording and look a template has: the hash of it and of the look that all share."""
    seen = hashlib.sha256()
    for path in (path_of(template), path_of("core/koios.typ")):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def qr(text: str) -> str:
    """A code that a phone's camera reads, as SVG."""
    import segno

    # Any of the eight masks is read; to look for the best one would take two thirds of the time.
    return segno.make(text, error="m", micro=False, mask=2).svg_inline(
        border=0, dark=palette()["ink"], omitsize=True
    )


def _common(data):
    """What every template may use: the colours of the company and the words of the frame."""
    company = data.get("company") or {"name": "Koios"}
    language, _dash, region = (get_language() or settings.LANGUAGE_CODE).partition("-")
    return {
        "company": company,
        "palette": palette(company.get("brand", "")),
        "words": {
            "page": _("Página {page} de {pages}"),
            "lang": language,
            "region": region.upper() or "CO",
        },
    }


def _printable(told):
    if isinstance(told, str):
        return fonts.printable(told)
    if isinstance(told, dict):
        return {key: _inside(key, value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_printable(value) for value in told]
    return told


def _inside(key, value):
    """A logo is named by its hash as long as the data is kept, and a code by its text: they are
    drawn when they are set."""
    if key == "logo" and isinstance(value, str) and value:
        return drawn_logo(value)
    if key == "qr" and isinstance(value, str) and value and not value.startswith("<svg"):
        return qr(value)
    return _printable(value)


@cache
def _compiler():
    # Imported here: a process that never sets a document does not carry it.
    import typst

    typefaces = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fonts.FOLDER)],
    )
    return typst.Compiler(root=str(ROOT), font_paths=typefaces, ignore_system_fonts=True)
