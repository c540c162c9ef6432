"""Charts: one option, drawn the same wherever it is drawn."""

import re
import threading
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st

from koios.core.charts import Range, Series, bars, lines, ranges, sparkline, svg
from koios.core.palette import mix, palette

MONTHS = ["ene", "feb", "mar"]
SVG = "{http://www.w3.org/2000/svg}"


def texts_of(drawn):
    return [node.text for node in ET.fromstring(drawn).iter(f"{SVG}text")]


@pytest.fixture
def by_month():
    return bars(MONTHS, [Series("Recibidas", [1200, 900, 1500])])


def test_numbers_are_told_as_in_colombia(by_month):
    assert "1.200" in texts_of(by_month.svg())


def test_percentages_keep_their_sign():
    chart = lines(MONTHS, [Series("A tiempo", [95.3, None, 97])], unit="percent")

    assert "100 %" in texts_of(chart.svg())


@pytest.mark.parametrize(
    ("low", "told"),
    [
        (0, ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]),
        (50, ["50 %", "60 %", "70 %", "80 %", "90 %", "100 %"]),
        (80, ["80 %", "85 %", "90 %", "95 %", "100 %"]),
    ],
)
def test_a_part_of_a_whole_ends_at_a_hundred(low, told):
    chart = lines(MONTHS, [Series("A tiempo", [100, 75, 100])], unit="percent", low=low)

    assert [text for text in texts_of(chart.svg()) if "%" in text] == told


def test_the_same_option_is_drawn_the_same_each_time(by_month):
    assert by_month.svg() == by_month.svg()


def test_two_charts_on_a_page_share_no_names(by_month):
    other = bars(MONTHS, [Series("Respondidas", [1, 2, 3])])
    names = [set(re.findall(r'id="([^"]+)"', chart.svg())) for chart in (by_month, other)]

    assert not names[0] & names[1]


def test_colours_are_classes_on_a_page_and_the_brand_on_paper(by_month):
    drawn = by_month.svg(brand="#7a3222")

    assert 'class="c-accent-f"' in drawn
    assert 'fill="#7a3222"' in drawn
    assert "c-ink3" in drawn


def test_every_class_that_a_chart_uses_is_in_the_styles(settings):
    folder = settings.PROJECT / "koios/ui/static/ui/css"
    styles = "".join(path.read_text() for path in folder.glob("*.css"))
    drawn = "".join(chart.svg() for chart in every_chart())

    for name in set(re.findall(r"\bc-[a-z0-9-]+-[fs]\b", drawn)):
        assert f".{name}" in styles


def test_the_palette_is_that_of_the_pages(settings):
    css = (settings.PROJECT / "koios/ui/static/ui/css/tokens.css").read_text()
    pages = dict(re.findall(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6})", css))

    for name, colour in palette().items():
        there = name if name in pages else name.replace("ink", "ink-").replace("line", "line-")
        there = there if there in pages else f"{name}-fill"
        if there in pages:
            assert colour == pages[there], name


def test_colours_are_mixed_as_the_browser_does():
    # What Chromium makes of color-mix(in oklab, …)
    assert mix("#35478c", 0.30, "#ffffff") == "#bdc6de"
    assert mix("#7a3222", 0.30, "#ffffff") == "#d9bfb8"
    assert mix("#35478c", 0.84, "#000000") == "#28366e"
    assert mix("#35478c", 1, "#ffffff") == "#35478c"


def every_chart():
    rows = [
        Range("Puntualidad", 81, "81,0", 72.2, 87.5, 85, 100, "bajo la meta, sin certeza", "ink",
              sure=False),
        Range("Facturación", 67.3, "67,3", 57.6, 75.8, 80, 98, "bajo la meta", "bad"),
        Range("Turismo", None, "–", n=3, reading="n = 3, no se muestra con menos de 5"),
    ]  # fmt: skip
    return [
        bars(MONTHS, [Series("a", [1, 2, 3]), Series("b", [1, None, 3], "soft")], target=2),
        bars(MONTHS, [Series("a", [1, 2, 3]), Series("b", [1, 2, 3], "hold")], stacked=True),
        lines(MONTHS, [Series("NPS", [-3, 5, 9])], intervals=[(-9, 2), (None, None), (4, 15)]),
        ranges(rows, low=50),
        ranges(rows, low=50, width=328),
        sparkline([1, None, 3, 2]),
        sparkline([]),
        bars([], [Series("nada", [])]),
    ]


def test_a_drawing_holds_shapes_and_texts_and_nothing_that_acts():
    for chart in every_chart():
        drawn = chart.svg(label="Casos por mes")

        for node in ET.fromstring(drawn).iter():
            assert node.tag.removeprefix(SVG) not in {"script", "style", "image", "foreignObject"}
            assert not {"style", "onclick", "onload", "href"} & set(node.attrib)
        assert "undefined" not in drawn
        assert "NaN" not in drawn
        assert 'aria-label="Casos por mes"' in drawn


def test_an_interval_that_crosses_zero_is_one_bar():
    chart = lines(MONTHS, [Series("NPS", [-3, 5, 9])], intervals=[(-9, 2), (0, 10), (4, 15)])

    assert chart.svg().count('class="c-soft-f"') == 3


def test_a_long_name_is_cut_where_its_room_ends():
    name = "Comunicación con los acudientes y novedades de la ruta"

    drawn = ranges([Range(name, 81, "81,0")]).svg()

    assert any(text.endswith("…") and name.startswith(text[:-1]) for text in texts_of(drawn))


@rules(deadline=None, max_examples=40)
@given(
    st.lists(
        st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn"])), min_size=1, max_size=6
    ),
    st.data(),
)
def test_no_name_breaks_out_of_the_drawing(names, drawn_from):
    values = drawn_from.draw(
        st.lists(st.none() | st.floats(-1e9, 1e9), min_size=len(names), max_size=len(names))
    )

    drawn = bars(names, [Series("</svg><script>alert(1)</script>", values)]).svg(label=names[0])

    assert {node.tag for node in ET.fromstring(drawn).iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "g", "defs", "clipPath", "path", "text", "rect")
    }


def test_threads_draw_one_after_the_other(by_month):
    drawn = []
    threads = [
        threading.Thread(target=lambda: drawn.append(by_month.svg())) for _number in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(drawn) == 5
    assert len(set(drawn)) == 1


def test_an_option_that_would_fetch_a_picture_is_refused():
    option = {
        "xAxis": {"type": "category", "data": ["a"]},
        "yAxis": {},
        "series": [{"type": "scatter", "data": [1], "symbol": "image://https://example.org/x.png"}],
    }

    with pytest.raises(ValueError, match="image"):
        svg(option, 200, 100)
