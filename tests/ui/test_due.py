"""How a term looks, and how its date is explained."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from koios.core import calendar
from koios.ui import due, states
from koios.ui.deadline import Deadline, Why, cells, not_counted
from koios.ui.due import Due
from koios.ui.states import State


@pytest.mark.parametrize(
    ("total", "gone", "level", "said"),
    [
        (15, 0, "ok", "Quedan 15 días en término"),
        (15, 7, "ok", "Quedan 8 días en término"),
        (15, 8, "warn", "Quedan 7 días por vencer"),
        (15, 12, "warn", "Quedan 3 días por vencer"),
        (15, 13, "bad", "Quedan 2 días urgente"),
        (15, 14, "bad", " Vence mañana"),
        (15, 15, "bad", " Vence hoy"),
        (15, 16, "bad", " Vencida hace 1 día"),
        (10, 13, "bad", " Vencida hace 3 días"),
    ],
)
def test_a_term_is_told_by_level_and_in_words(total, gone, level, said):
    told = Due.of(total=total, gone=gone)

    assert told.level == level
    assert f"{told.text} {told.label}" == said


def test_a_stopped_clock_still_shows_its_days():
    told = Due.of(total=15, gone=14, stopped=True)

    assert (told.level, told.text, told.label) == ("hold", "Queda 1 día", "detenido")


@given(some.integers(1, 400), some.integers(-5, 500))
def test_there_are_at_most_thirty_ticks_and_never_more_on_than_there_are(total, gone):
    drawn = due.ticks(total, gone)

    assert drawn.count("<rect") == min(total, 30)
    assert drawn.count("class=on") <= drawn.count("<rect")


def test_up_to_thirty_days_a_tick_is_a_day():
    assert due.ticks(15, 12).count("class=on") == 12
    assert due.ticks(60, 16).count("class=on") == 8


def test_what_a_term_says_is_escaped():
    drawn = due.draw(Due("ok", 3, 1, "<b>", "<i>"))

    assert "<b>" not in drawn
    assert "<i>" not in drawn


@pytest.mark.parametrize("tone", ["out", "open", "hold", "done"])
@pytest.mark.parametrize("fill", range(5))
def test_every_state_has_a_glyph_and_its_name(tone, fill):
    drawn = states.draw(State("En gestión", tone, fill))

    assert "state-glyph" in drawn
    assert "En gestión" in drawn


@pytest.fixture
def counted(db, at):
    at("2026-07-22T10:18")
    calendar.seed()
    return calendar.count(date(2026, 7, 2), 15)


def test_the_days_of_a_term_are_shown_from_receipt_to_due_date(counted):
    shown = cells(counted)

    assert shown[0].css == "day-start day-from-4"
    assert shown[-1].day == date(2026, 7, 27)
    assert shown[-1].css == "day-left day-due"
    assert [cell.below for cell in shown if "day-today" in cell.css] == ["12"]
    assert sum("day-holiday" in cell.css for cell in shown) == 2


def test_each_day_can_be_heard(counted):
    said = [cell.spoken.replace("\u00a0", " ") for cell in cells(counted)]

    assert said[0] == "jueves 2 de julio: recibida, no cuenta"
    assert said[2] == "sábado 4 de julio: fin de semana, no cuenta"
    assert said[-1] == "lunes 27 de julio: día 15, vence"


def test_what_was_not_counted_is_summed_up(counted):
    assert not_counted(counted) == "2 festivos y 4 fines de semana"


def test_the_holidays_are_named_below(counted):
    assert "20\u00a0jul, Día de la Independencia" in Why([], cells(counted)).holidays


def test_a_term_longer_than_a_row_is_shown_by_weeks(counted):
    assert not Why([], cells(counted)).is_long
    assert Why([], cells(calendar.count(date(2026, 7, 2), 30))).is_long


def test_the_panel_says_when_it_is_due_or_since_when_it_is_late_or_stopped(counted):
    due_on = counted.due_on
    running = Deadline.running(due_on, total=15, gone=12)
    late = Deadline.running(date(2026, 7, 21), total=10, gone=11)
    stopped = Deadline.stopped(date(2026, 7, 16), total=15, gone=5)

    assert plain(running) == ("3", "días hábiles", "Vence el lunes 27 de julio", "por vencer")
    assert plain(late) == ("1", "día hábil tarde", "Venció el martes 21 de julio", "vencida")
    assert plain(stopped) == ("10", "días por contar", "Detenido desde el 16 jul", "detenido")


def plain(panel):
    told = (panel.number, panel.unit, panel.headline, panel.due.label)
    return tuple(part.replace("\u00a0", " ") for part in told)
