"""How dates, amounts and sizes are written."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from koios.ui import formats

NBSP = formats.NBSP


@pytest.fixture(autouse=True)
def _july(at):
    at("2026-07-22T10:18")


def test_a_day_is_written_as_in_colombia_and_never_breaks():
    assert formats.day(date(2026, 7, 2)) == f"2{NBSP}jul{NBSP}2026"


def test_a_day_of_this_year_goes_without_its_year_where_there_is_little_room():
    assert formats.day_short(date(2026, 9, 30)) == f"30{NBSP}sep"
    assert formats.day_short(date(2025, 9, 30)) == f"30{NBSP}sep{NBSP}2025"


def test_today_is_written_small_inside_a_sentence(at):
    now = at("2026-07-22T16:52")

    assert formats.moment_short(now) == f"Hoy, 4:52{NBSP}p.{NBSP}m."
    assert formats.moment_within(now) == f"hoy, 4:52{NBSP}p.{NBSP}m."


def test_a_long_day_breaks_only_after_the_weekday():
    assert formats.day_long(date(2026, 7, 27)) == f"lunes 27{NBSP}de{NBSP}julio"
    assert formats.day_long(date(2027, 1, 13)) == f"miércoles 13{NBSP}de{NBSP}enero de 2027"
    assert formats.day_full(date(2026, 7, 27)) == f"lunes 27{NBSP}de{NBSP}julio de 2026"


@pytest.mark.parametrize(
    ("instant", "told"),
    [
        ("2026-07-22T00:05", f"12:05{NBSP}a.{NBSP}m."),
        ("2026-07-22T11:59", f"11:59{NBSP}a.{NBSP}m."),
        ("2026-07-22T12:00", f"12:00{NBSP}p.{NBSP}m."),
        ("2026-07-22T16:52", f"4:52{NBSP}p.{NBSP}m."),
    ],
)
def test_the_hour_is_told_in_twelve(at, instant, told):
    assert formats.hour(at(instant)) == told


def test_an_instant_is_told_in_bogota(at):
    late = at("2026-07-03T02:00+00:00")

    assert formats.moment(late) == f"2{NBSP}jul{NBSP}2026, 9:00{NBSP}p.{NBSP}m."


def test_what_happened_today_says_so(at):
    now = at("2026-07-22T10:18")

    assert formats.moment_short(now) == f"Hoy, 10:18{NBSP}a.{NBSP}m."


def test_in_english_the_day_keeps_its_capitals():
    with translation.override("en"):
        assert formats.number(1234567) == "1,234,567"
        assert formats.day(date(2026, 7, 2)).startswith("2")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (1234567, f"${NBSP}1.234.567"),
        (Decimal("0.5"), f"${NBSP}1"),
        (-38000, f"−${NBSP}38.000"),
        (0, f"${NBSP}0"),
    ],
)
def test_pesos_are_whole_and_round_half_up(value, told):
    assert formats.pesos(value) == told


def test_a_percentage_has_a_comma_and_stays_with_its_sign():
    assert formats.percent(96.44) == f"96,4{NBSP}%"
    assert formats.percent(95, 0) == f"95{NBSP}%"


@pytest.mark.parametrize(
    ("size", "told"),
    [(0, "0 B"), (999, "999 B"), (61_000, "61 kB"), (1_200_000, "1,2 MB"), (10**10, "10,0 GB")],
)
def test_the_size_of_a_file_is_short(size, told):
    assert formats.size(size) == told.replace(" ", NBSP)


@given(some.integers(-(10**15), 10**15))
def test_a_number_says_all_its_digits(value):
    told = formats.number(value)

    assert int(told.replace(".", "").replace("−", "-")) == value


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Andrea Ruiz", "AR"),
        ("Sandra Milena Arango", "SA"),
        ("Juan David Salazar Mejía", "JS"),
        ("Óscar", "Ó"),
        ("", "?"),
        ("<script> 4", "?"),
    ],
)
def test_a_face_shows_name_and_surname(name, initials):
    assert formats.initials(name) == initials
