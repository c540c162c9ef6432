"""A number with its trend, target, n and the list that it rests on."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 88, 24
LEFT, RIGHT, TOP, BOTTOM = 2.0, 84.0, 3.0, 21.0


@dataclass(frozen=True)
class Figure:
    """`value` and `note` are told as they are; a number without its n says nothing."""

    name: str
    value: str
    note: str = ""
    small: str = ""  # beside the value: its unit, an amount
    url: str = ""
    trend: tuple = ()  # numbers, oldest first; None where nothing was measured
    goal: float | None = None


def spark(trend, goal=None) -> SafeString:
    """A line of the last values, a dot on the latest, the target dashed."""
    points = [(i, float(value)) for i, value in enumerate(trend) if value is not None]
    if not points:
        return SafeString("<span></span>")
    place = _scale([value for _i, value in points], goal)
    across = (RIGHT - LEFT) / max(len(trend) - 1, 1)
    spots = [(LEFT + i * across, place(value)) for i, value in points]
    target = ""
    if goal is not None:
        y = f"{place(float(goal)):.1f}"
        target = format_html(
            '<line class="spark-goal" x1="0" x2="{}" y1="{}" y2="{}"/>', WIDTH, y, y
        )
    line = format_html_join(" ", "{},{}", ((f"{x:.1f}", f"{y:.1f}") for x, y in spots))
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true">{}<polyline '
        'class="spark-line" points="{}"/><circle class="spark-dot" cx="{}" cy="{}" r="2.5"/></svg>',
        WIDTH,
        HEIGHT,
        target,
        line,
        f"{spots[-1][0]:.1f}",
        f"{spots[-1][1]:.1f}",
    )


def _scale(values, goal):
    """From a value to its height; all the same: in the middle."""
    known = values if goal is None else [*values, float(goal)]
    low, high = min(known), max(known)
    if low == high:
        return lambda value: (TOP + BOTTOM) / 2
    return lambda value: BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)
