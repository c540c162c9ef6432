"""The charts that the company's reports are made of."""

from dataclasses import dataclass, field
from functools import partial

from koios.core import fonts
from koios.core.charts.drawing import svg

_SMALL = {"fontSize": 12, "fontFamily": fonts.FAMILY, "color": "c-ink3"}
_STRONG = {"fontSize": 12, "fontFamily": fonts.FAMILY, "fontWeight": 600, "color": "c-ink"}


@dataclass(frozen=True)
class Series:
    """Values under one name; None where there is nothing to tell."""

    label: str
    values: list
    tone: str = "accent"  # a colour of the palette


@dataclass(frozen=True)
class Range:
    """A result with the interval in which it lies, against its target."""

    label: str
    value: float | None
    text: str  # the value as people read it
    low: float | None = None
    high: float | None = None
    target: float | None = None
    n: int | None = None
    reading: str = ""  # what it means, in words
    tone: str = "ink"
    sure: bool = True  # the interval does not hold the target


@dataclass(frozen=True)
class Chart:
    """An option with the size it is made for, and the keys of its colours to be written beside."""

    option: dict
    width: int
    height: int
    keys: list[tuple[str, str]] = field(default_factory=list)

    def svg(self, *, label="", brand=""):
        return svg(self.option, self.width, self.height, label=label, brand=brand)


def bars(labels, series, *, unit="number", stacked=False, target=None, width=640, height=240):
    """Upright bars, one group a label: what came and what went, month by month."""
    told = len(series) == 1 and _fit_above(series[0].values, len(labels), width)
    drawn = [
        {
            "type": "bar",
            "name": one.label,
            "data": list(one.values),
            "stack": "all" if stacked else None,
            "barMaxWidth": 26,
            "barGap": "12%",
            "barCategoryGap": "34%",
            "itemStyle": {"color": f"c-{one.tone}", "borderRadius": 0 if stacked else [2, 2, 0, 0]},
            "label": {"show": told, "position": "top", "formatter": f"@{unit}", **_STRONG},
            "emphasis": {"disabled": True},
        }
        for one in series
    ]
    if target is not None:
        drawn[0]["markLine"] = _target(target)
    return _plot(labels, drawn, series, unit, width, height)


def lines(
    labels, series, *, unit="number", target=None, intervals=None, low=None, width=640, height=240
):
    """Lines over time. `intervals` are pairs, drawn as pale bars behind the first line."""
    drawn = [
        {
            "type": "line",
            "name": one.label,
            "data": list(one.values),
            "symbol": "circle",
            "symbolSize": 7,
            "lineStyle": {"color": f"c-{one.tone}", "width": 1.75},
            "itemStyle": {"color": f"c-{one.tone}", "borderWidth": 0},
            "emphasis": {"disabled": True},
            "z": 3,
        }
        for one in series
    ]
    if target is not None:
        drawn[0]["markLine"] = _target(target)
    if intervals:
        drawn.insert(0, _pale_bars(intervals))
    chart = _plot(labels, drawn, series, unit, width, height)
    if low is not None:
        chart.option["yAxis"]["min"] = low
    if unit == "percent":
        chart.option["yAxis"] |= _part_of_a_whole(low or 0)
    return chart


def ranges(rows, *, low=0, high=100, unit="percent", width=1010):
    """One row a result: where it lies, how surely, and its target. Texts stand beside.

    Below 600 the texts of a row stand above its line, as a phone shows it.
    """
    narrow = width < 600
    step = 46 if narrow else 37
    beside = min(252, round(width * 0.29))
    left, right = (8, width - 56) if narrow else (beside, width - min(244, beside))
    height = step * len(rows) + 44
    marks, texts = [], []
    for number, row in enumerate(rows):
        marks += _row(number, row)
        middle = 10 + step * (number + 0.5)
        place = partial(_text, row=row)
        if narrow:
            texts += [
                place(row.label, 2, middle - 17, size=13, room=width * 0.62),
                place(row.reading, width - 2, middle - 17, align="right", toned=True),
                place(row.text, width - 2, middle, size=14, weight=600, align="right"),
            ]
        else:
            counted = "" if row.n is None else f"n = {row.n}"
            texts += [
                place(row.label, 0, middle, size=13, room=left - 34 - 7 * len(counted)),
                place(counted, left - 24, middle, align="right", colour="ink3"),
                place(row.text, right + 60, middle, size=14, weight=600, align="right"),
                place(row.reading, right + 74, middle, toned=True, room=width - right - 74),
            ]
    return Chart(
        {
            "textStyle": {"fontFamily": fonts.FAMILY},
            "grid": {"left": left, "right": width - right, "top": 10, "bottom": 34},
            "xAxis": {
                "type": "value",
                "min": low,
                "max": high,
                "axisLabel": {**_SMALL, "formatter": f"@{unit}", "margin": 8},
                "axisLine": {"show": False},
                "axisTick": {"show": False},
                "splitLine": {"lineStyle": {"color": "c-line"}},
            },
            "yAxis": {
                "type": "value",
                "inverse": True,
                "min": -0.5,
                "max": len(rows) - 0.5,
                "show": False,
                "splitLine": {"show": False},
            },
            "series": marks,
            "graphic": [text for text in texts if text],
        },
        width,
        height,
    )


def sparkline(values, *, tone="accent", width=96, height=24):
    """The way of a figure in the space of a word, its last value marked."""
    known = [value for value in values if value is not None] or [0]
    margin = (max(known) - min(known)) * 0.08 or 1
    last = [None] * (len(values) - 1) + list(values[-1:])
    axis = {"show": False, "type": "category", "boundaryGap": False}
    line = {"type": "line", "emphasis": {"disabled": True}, "connectNulls": True}
    return Chart(
        {
            "grid": {"left": 3, "right": 4, "top": 4, "bottom": 4},
            "xAxis": axis,
            "yAxis": {"show": False, "min": min(known) - margin, "max": max(known) + margin},
            "series": [
                {
                    **line,
                    "data": list(values),
                    "symbol": "none",
                    "lineStyle": {"color": f"c-{tone}", "width": 1.5},
                },
                {
                    **line,
                    "data": last,
                    "symbol": "circle",
                    "symbolSize": 5,
                    "itemStyle": {"color": f"c-{tone}", "borderWidth": 0},
                },
            ],
        },
        width,
        height,
    )


def fitted(text, size, room):
    """The text, or as much of it as the room takes."""
    widths = fonts.widths()
    taken = 0.0
    for at, mark in enumerate(text):
        taken += widths.get(ord(mark), 0.7) * size
        if taken > room:
            return text[: max(1, at - 1)].rstrip() + "…"
    return text


def _fit_above(values, count, width):
    """Whether each bar's value fits above it without touching the next one's."""
    longest = max((len(f"{value:,}") for value in values if value is not None), default=0)
    return (longest + 1) * 7 * max(1, count) < width - 60


def _plot(labels, drawn, series, unit, width, height):
    option = {
        "textStyle": {"fontFamily": fonts.FAMILY},
        "grid": {"left": 4, "right": 8, "top": 14, "bottom": 8, "containLabel": True},
        "tooltip": {
            "trigger": "axis",
            "renderMode": "richText",
            "valueFormatter": f"@{unit}",
            "backgroundColor": "c-surface",
            "borderColor": "c-line2",
            "textStyle": {"color": "c-ink", "fontSize": 12, "fontFamily": fonts.FAMILY},
            "axisPointer": {"type": "shadow", "z": -1, "shadowStyle": {"color": "c-sunk"}},
        },
        "xAxis": {
            "type": "category",
            "data": [str(label) for label in labels],
            "axisLine": {"lineStyle": {"color": "c-line2"}},
            "axisTick": {"show": False},
            "axisLabel": {**_SMALL, "hideOverlap": True, "margin": 10},
        },
        "yAxis": {
            "type": "value",
            "minInterval": 1 if unit == "number" else None,
            "axisLabel": {**_SMALL, "formatter": f"@{unit}"},
            "splitLine": {"lineStyle": {"color": "c-line"}},
            "splitNumber": 4,
        },
        "series": drawn,
    }
    return Chart(option, width, height, [(one.label, one.tone) for one in series])


def _part_of_a_whole(low):
    """An axis that ends at 100 % and is cut where people expect it."""
    step = next(step for step in (5, 10, 20, 25) if (100 - low) / step <= 5)
    return {"max": 100, "interval": step}


def _target(value):
    return {
        "silent": True,
        "symbol": "none",
        "label": {"show": False},
        "lineStyle": {"color": "c-ink3", "type": [3, 3], "width": 1},
        "data": [{"yAxis": value}],
    }


def _pale_bars(intervals):
    # A candle from one end of the interval to the other: the only bar that may cross zero.
    empty = {"value": ["-", "-", "-", "-"]}
    return {
        "type": "candlestick",
        "data": [[low, high, low, high] if low is not None else empty for low, high in intervals],
        "barWidth": 6,
        "itemStyle": {"color": "c-soft", "color0": "c-soft", "borderWidth": 0},
        "emphasis": {"disabled": True},
        "silent": True,
        "tooltip": {"show": False},
        "z": 1,
    }


def _row(number, row):
    """The marks of one result: interval with its ends, target, value."""
    tone = f"c-{row.tone}"
    marks = []
    if row.low is not None:
        marks.append(
            {
                "type": "line",
                "data": [[row.low, number], [row.high, number]],
                "symbol": "rect",
                "symbolSize": [1.25, 7],
                "lineStyle": {"color": tone, "width": 1.25},
                "itemStyle": {"color": tone, "borderWidth": 0},
            }
        )
    if row.target is not None:
        marks.append(
            {
                "type": "scatter",
                "data": [[row.target, number]],
                "symbol": "rect",
                "symbolSize": [2.5, 18],
                "itemStyle": {"color": "c-accent", "opacity": 1},
            }
        )
    if row.value is not None:
        filled = {"color": tone, "opacity": 1}
        hollow = {"color": "c-paper", "borderColor": tone, "borderWidth": 1.75, "opacity": 1}
        marks.append(
            {
                "type": "scatter",
                "data": [[row.value, number]],
                "symbol": "circle",
                "symbolSize": 9,
                "itemStyle": filled if row.sure else hollow,
            }
        )
    return [{**mark, "silent": True, "emphasis": {"disabled": True}} for mark in marks]


def _text(text, x, y, *, row, size=12, weight=400, align="left", toned=False, colour="", room=0):
    if not text:
        return None
    if not colour:
        colour = "bad" if row.tone == "bad" and size != 13 else ("ink2" if toned else "ink")
    return {
        "type": "text",
        "silent": True,
        "x": x,
        "y": y,
        "style": {
            "text": fitted(text, size, room) if room else text,
            "fontSize": size,
            "fontWeight": weight,
            "fontFamily": fonts.FAMILY,
            "fill": f"c-{colour}",
            "align": align,
            "verticalAlign": "middle",
        },
    }
