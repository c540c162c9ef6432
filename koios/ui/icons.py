"""Tabler's outline icons, drawn inside the page."""

import logging
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "vendor" / "icons"
DRAWN = re.compile(r"<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*/>")
NAME = re.compile(r"[a-z0-9-]+")

log = logging.getLogger(__name__)


class UnknownIcon(LookupError):
    """A template asks for an icon that nobody drew."""


@lru_cache(maxsize=1024)
def svg(name: str, css: str = "") -> SafeString:
    """The icon as inline SVG, hidden from who listens: the text beside it says the same."""
    css = f"icon {css}".strip()
    return mark_safe(  # noqa: S308 -- our own files
        f'<svg class="{css}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        f"{_shapes(name)}</svg>"
    )


def _shapes(name):
    path = FOLDER / f"{name}.svg"
    if not NAME.fullmatch(name) or not path.exists():
        if settings.TESTING or settings.DEBUG:
            raise UnknownIcon(name)
        log.error("unknown icon %r", name)
        return ""
    shapes = DRAWN.findall(path.read_text())
    return "".join(shape for shape in shapes if 'stroke="none"' not in shape)
