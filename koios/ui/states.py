"""Where a record stands: a glyph that fills as it advances, and its name."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

RING = '<circle cx="7" cy="7" r="5.75" fill="none" stroke="currentColor" stroke-width="1.5"/>'
DASHED = RING.replace("/>", ' stroke-dasharray="2 2"/>')
TICK = (
    '<path d="M4.4 7.2l1.8 1.8l3.4 -3.7" fill="none" stroke="currentColor" stroke-width="1.5" '
    'stroke-linecap="round" stroke-linejoin="round"/>'
)
DISC = (
    '<circle cx="7" cy="7" r="6.5" fill="currentColor"/><path d="M4 7.2l2 2l4 -4.2" fill="none" '
    'stroke="var(--paper)" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>'
)
PAUSE = (
    '<path d="M5.6 5v4M8.4 5v4" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>'
)
CROSS = (
    '<path d="M5.2 5.2l3.6 3.6M8.8 5.2l-3.6 3.6" stroke="currentColor" stroke-width="1.5" '
    'stroke-linecap="round"/>'
)
QUARTERS = {
    1: '<path d="M7 7V3.5A3.5 3.5 0 0 1 10.5 7Z" fill="currentColor"/>',
    2: '<path d="M7 7V3.5A3.5 3.5 0 0 1 7 10.5Z" fill="currentColor"/>',
    3: '<path d="M7 7V3.5A3.5 3.5 0 1 1 3.5 7Z" fill="currentColor"/>',
    4: '<circle cx="7" cy="7" r="3.5" fill="currentColor"/>',
}


@dataclass(frozen=True)
class State:
    """A status as a page shows it.

    tone: `out` not yet in work (fill 0) or left aside (fill 4); `open` in work, `fill` quarters of
    the way; `hold` waits for another; `done` answered (fill 3) or closed (fill 4).
    """

    label: str
    tone: str = "open"
    fill: int = 0


def draw(state) -> SafeString:
    return _drawn(state.tone, state.fill, str(state.label))


@lru_cache(maxsize=1024)
def _drawn(tone, fill, label):
    return format_html(
        '<span class="state state-{}"><svg class="state-glyph" viewBox="0 0 14 14" '
        'aria-hidden="true">{}</svg>{}</span>',
        tone,
        mark_safe(_glyph(tone, fill)),  # noqa: S308 -- our own shapes
        label,
    )


def _glyph(tone, fill):
    if tone == "done":
        return DISC if fill >= 4 else RING + TICK
    if tone == "hold":
        return RING + PAUSE
    if tone == "out":
        return RING + CROSS if fill >= 4 else DASHED
    return RING + QUARTERS.get(fill, "")
