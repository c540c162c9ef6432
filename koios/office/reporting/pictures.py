"""The charts of a report, the same for page and paper, each with its numbers as a table."""

from dataclasses import dataclass

from koios.core.charts import Chart

HALF, WHOLE, PHONE = 480, 996, 344


@dataclass(frozen=True)
class Picture:
    """A chart with its name, what to know to read it, and its table."""

    title: str
    caption: str
    chart: Chart
    narrow: Chart  # the same for a phone
    head: list
    rows: list
    is_wide: bool = False  # it needs the whole width


def twins(draw, labels, series, **options):
    """The chart for half a page with all the labels of its axis, and for a phone with some."""
    for width in (HALF, PHONE):
        chart = draw(labels, series, width=width, **options)
        left_out = 0 if width == HALF else (len(labels) - 1) // 8
        chart.option["xAxis"]["axisLabel"]["interval"] = left_out
        yield chart


def drawn(picture: Picture, brand: str) -> dict:
    """As paper takes it."""
    return {
        "title": picture.title,
        "caption": picture.caption,
        "keys": picture.chart.keys,
        "svg": picture.chart.svg(brand=brand),
        "alt": picture.title,
    }


def side_by_side(pictures: list, brand: str, *more) -> list:
    """Rows of the paper: two halves beside each other, what needs the whole width by itself;
    `more` are halves that are no pictures."""
    halves = [drawn(one, brand) for one in pictures if not one.is_wide] + list(more)
    rows = [halves[at : at + 2] for at in range(0, len(halves), 2)]
    return rows + [[drawn(one, brand)] for one in pictures if one.is_wide]
