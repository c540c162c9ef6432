"""ECharts run on the server: an option in, a plain SVG out."""

import hashlib
import json
import re
import threading
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from django.conf import settings

from koios.core import fonts
from koios.core.palette import palette

LIBRARY = settings.PROJECT / "koios" / "ui" / "vendor" / "echarts.min.js"
OURS = Path(__file__).parent.parent / "static" / "core" / "chart.js"
_PATIENCE = 10  # seconds, for a chart that never ends

# What a drawing may hold: shapes and texts, nothing that acts or fetches
_TAGS = {
    *("svg", "g", "defs", "clipPath", "path", "rect", "circle", "ellipse", "line"),
    *("polyline", "polygon", "text", "tspan"),
}
_DROPPED = re.compile(
    r'\s(?:class|ecmeta_\w+|pointer-events|xmlns:xlink|version|baseProfile)="[^"]*"'
)
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_COLOUR = re.compile(r'(fill|stroke)="c-([a-z0-9-]+)"')
_TAG = re.compile(r"<(/?)([\w:]+)((?:\s+[^\s=>]+=\"[^\"]*\")*)\s*(/?)>")

_ROOM = """
globalThis.self = globalThis;
function setTimeout() { return 0 }
function clearTimeout() {}
"""
_DRAW = """
echarts.setPlatformAPI({ measureText: (text, font) => {
  const size = parseFloat(/([\\d.]+)px/.exec(font || "12px")?.[1] ?? 12);
  const bold = /\\b(bold|[5-9]\\d\\d)\\b/.test(font || "") ? 1.05 : 1;
  let width = 0;
  for (const mark of text) width += WIDTHS[mark.codePointAt(0)] ?? 0.65;
  return { width: width * size * bold };
} });
function draw(told, width, height) {
  const option = koiosChart.ready(JSON.parse(told), (name) => name);
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption({ ...option, animation: false, tooltip: { show: false } });
  const drawn = chart.renderToSVGString();
  chart.dispose();
  // Written anew, in one piece: the runtime hands over no string that is still a sum of others.
  return JSON.parse(JSON.stringify(drawn));
}
"""
_lock = threading.Lock()


def svg(option: dict, width: int, height: int, *, label: str = "", brand: str = "") -> str:
    """The chart as SVG: classes give its colours on a page, attributes where no CSS reaches.

    `label` is what a screen reader says in its place; without it the chart is decoration.
    """
    told = json.dumps(option, ensure_ascii=False, default=float)
    return _svg(told, width, height, label, brand)


@lru_cache(maxsize=256)
def _svg(told, width, height, label, brand):
    # Kept: a report is looked at more often than its figures change.
    with _lock:
        drawn = _runtime()(told, width, height)
    name = "k" + hashlib.sha256(f"{told}{width}{height}".encode()).hexdigest()[:8]
    return _cleaned(drawn, name, width, height, label, palette(brand))


@cache
def _runtime():
    # It begins a thread when it is imported, so not before the server has made its processes.
    import quickjs

    widths = {code: round(width, 3) for code, width in fonts.widths().items() if code < 0x250}
    code = "\n".join(
        (
            _ROOM,
            LIBRARY.read_text("utf-8"),
            OURS.read_text("utf-8"),
            f"const WIDTHS = {json.dumps(widths)};",
            _DRAW,
        )
    )
    function = quickjs.Function("draw", code, own_executor=True)
    function.set_time_limit(_PATIENCE)
    return function


def _cleaned(drawn, name, width, height, label, colours):
    drawn = re.sub(r"(?s)<style\s*>.*?</style>", "", drawn)
    drawn = re.sub(r'<rect [^>]*x="0" y="0" fill="none"></rect>\n?', "", drawn, count=1)
    drawn = re.sub(r"\bzr\d+-", f"{name}-", drawn)
    shapes = _TAG.sub(lambda match: _tag(*match.groups(), colours), drawn)
    inside = re.sub(r"^<svg[^>]*>|</svg>$", "", shapes.strip())
    inside = re.sub(r"\n\s*", "\n", inside).strip()
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return (
        f'<svg class="plot" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f"{said}>\n{inside}\n</svg>"
    )


def _tag(closing, tag, attributes, alone, colours):
    if tag not in _TAGS:
        raise ValueError(f"A chart may not hold <{tag}>")
    if closing:
        return f"</{tag}>"
    attributes = _DROPPED.sub("", attributes)
    attributes = _STYLE.sub(lambda style: _as_attributes(style.group(1)), attributes)
    classes = [f"c-{colour}-{side[0]}" for side, colour in _COLOUR.findall(attributes)]
    ending = "-ink" if tag in {"text", "tspan"} else ""
    attributes = _COLOUR.sub(
        lambda match: f'{match[1]}="{colours.get(match[2] + ending) or colours[match[2]]}"',
        attributes,
    )
    classed = f' class="{" ".join(classes)}"' if classes else ""
    return f"<{tag}{classed}{attributes}{alone}>"


def _as_attributes(style):
    """Inline style is refused by our pages' policy; the same is said by attributes."""
    told = ""
    for part in style.split(";"):
        name, _colon, value = part.partition(":")
        if name.strip():
            told += f' {name.strip()}="{value.strip()}"'
    return told
