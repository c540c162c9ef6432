"""How a term looks: one tick for each counted day, a sentence, a word.

The colour never goes alone, and a stopped clock still shows its days.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

MOST = 30  # ticks; a longer term is drawn to this scale
WIDTH = 120


@dataclass(frozen=True)
class Due:
    """What is left of a term: `gone` of `total` days, told as «Quedan 3 días» «por vencer»."""

    level: str  # ok, warn, bad, hold
    total: int
    gone: int
    text: str = ""
    label: str = ""

    @classmethod
    def of(cls, *, total, gone, stopped=False, short=False):
        """The term after `gone` counted days; more than `total` is overdue."""
        return _due(total, gone, stopped, short, get_language())

    @property
    def left(self):
        return self.total - self.gone


@lru_cache(maxsize=4096)
def _due(total, gone, stopped, short, _language):
    level = level_of(total=total, gone=gone, stopped=stopped)
    return Due(level, total, gone, *_told(total - gone, level, short))


def level_of(*, total: int, gone: int, stopped: bool = False) -> str:
    """Overdue or two days left: bad. Half of the term or less: warn. Else ok."""
    left = total - gone
    if stopped:
        return "hold"
    if left <= 2:
        return "bad"
    if left * 2 <= total:
        return "warn"
    return "ok"


def draw(due) -> SafeString:
    """The whole piece: ticks, sentence, label. A list is full of the same few."""
    return _drawn(due.level, due.total, due.gone, str(due.text), str(due.label))


@lru_cache(maxsize=4096)
def _drawn(level, total, gone, text, label):
    return format_html(
        '<div class="due due-{}">{}<span class="due-text">{} '
        '<span class="due-label">{}</span></span></div>',
        level,
        ticks(total, gone),
        text,
        label,
    )


@lru_cache(maxsize=4096)
def ticks(total: int, gone: int) -> SafeString:
    """One mark for each counted day, those gone filled."""
    count = max(1, min(total, MOST))
    filled = min(count, max(0, gone if total <= MOST else round(gone * count / total)))
    gap = 2 if count <= 20 else 1.5
    width = (WIDTH - gap * (count - 1)) / count
    marks = "".join(
        f'<rect {"class=on " if i < filled else ""}x="{i * (width + gap):.2f}" '
        f'width="{width:.2f}" height="5" rx="1"/>'
        for i in range(count)
    )
    return mark_safe(  # noqa: S308 -- numbers
        f'<svg class="ticks" viewBox="0 0 {WIDTH} 5" preserveAspectRatio="none" '
        f'aria-hidden="true">{marks}</svg>'
    )


def _told(left, level, short):
    if level == "hold":
        return _remaining(left, short), _("detenido")
    if left < 0:
        late = -left
        return "", ngettext("Vencida hace %(n)s día", "Vencida hace %(n)s días", late) % {"n": late}
    if left == 0:
        return "", _("Vence hoy")
    if left == 1:
        return "", _("Vence mañana")
    label = {"bad": _("urgente"), "warn": _("por vencer"), "ok": _("en término")}[level]
    return _remaining(left, short), label


def _remaining(left, short):
    if short:
        return ngettext("%(n)s día", "%(n)s días", left) % {"n": left}
    return ngettext("Queda %(n)s día", "Quedan %(n)s días", left) % {"n": left}
