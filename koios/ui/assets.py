"""The style sheets and scripts of each frame, one file a component; told once a process."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

BASE = ("tokens", "base", "controls", "marks", "choices", "scale", "forms")

STYLES = {
    "desk": (
        *("layers", *BASE),
        *("shell", "deadline", "queue", "timeline", "record", "report", "chart", "dialog"),
        "print",
    ),
    "public": ("layers-public", *BASE, "deadline", "public", "print"),
    "narrow": ("layers-public", *BASE, "narrow", "print"),
}
SCRIPTS = {
    "desk": (
        *("search", "suggest", "go", "menus", "select", "confirm", "once", "toasts", "failed"),
    ),
    "public": ("once",),
    "narrow": ("once",),
}


@lru_cache(maxsize=64)
def head(frame: str, accent: str) -> SafeString:
    """What stands in the `<head>` of every page of a frame, before its title."""
    return render_to_string(
        "ui/_head.html",
        {
            "frame": frame,
            "accent": accent,
            "styles": [f"ui/css/{name}.css" for name in STYLES[frame]],
            "scripts": [f"ui/js/{name}.js" for name in SCRIPTS[frame]],
        },
    )
