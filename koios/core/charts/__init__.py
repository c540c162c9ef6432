"""Charts: one option of ECharts, drawn here as SVG for pages, print and PDF.

The same option is drawn again in the browser, with values to point at
(`core/static/core/chart.js`).
Colours stand in it by name (`c-accent`), so that a page's theme and a company's brand give them.
"""

from koios.core.charts.builders import Chart, Range, Series, bars, lines, ranges, sparkline
from koios.core.charts.drawing import svg

__all__ = ["Chart", "Range", "Series", "bars", "lines", "ranges", "sparkline", "svg"]
