"""Whether the company's colour can be read."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from koios.core import settings
from koios.core.audit import SYSTEM
from koios.core.palette import BRAND
from koios.ui import contrast

colours = some.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the grey that just misses, WebAIM
        ("#767676", "#ffffff", 4.54),  # and the one that just makes it
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_the_ratio_is_that_of_wcag(one, other, ratio):
    assert contrast.ratio(one, other) == pytest.approx(ratio, abs=0.005)


@given(colours, colours)
def test_the_ratio_goes_from_1_to_21_and_both_ways(one, other):
    assert 1 <= contrast.ratio(one, other) <= 21.0001
    assert contrast.ratio(one, other) == contrast.ratio(other, one)


@given(colours)
def test_a_colour_that_is_let_in_can_be_read_everywhere_in_both_themes(brand):
    if contrast.objection(brand) == "":
        for pair in contrast.pairs(brand):
            assert contrast.ratio(pair.front, pair.back) >= 4.5


@given(colours)
def test_a_colour_that_is_refused_is_refused_for_a_reason_that_can_be_read(brand):
    said = contrast.objection(brand)

    assert bool(said) == any(not pair.is_legible for pair in contrast.pairs(brand))


@pytest.mark.parametrize("brand", [BRAND, "#7a3222", "#1d5b4f", "#5b3a73"])
def test_colours_of_the_pattern_page_are_legible(brand):
    assert contrast.objection(brand) == ""


def test_a_colour_too_dark_for_the_dark_theme_is_asked_lighter():
    assert "más claro" in contrast.objection("#000000")


@pytest.mark.parametrize("brand", ["#ffff00", "#ffffff", "#8ab4f8", "red", "#35478", "35478c"])
def test_a_pale_colour_or_none_is_refused(brand):
    assert contrast.objection(brand)


def test_the_company_cannot_save_a_colour_that_nobody_reads(db):
    with pytest.raises(ValidationError) as refused:
        settings.put("company.brand", "#ffff00", by=SYSTEM)

    assert "no se lee bien" in refused.value.messages[0]
    assert settings.get("company.brand") == BRAND


def test_the_company_can_save_a_legible_one(db):
    settings.put("company.brand", "#7a3222", by=SYSTEM)

    assert settings.get("company.brand") == "#7a3222"
