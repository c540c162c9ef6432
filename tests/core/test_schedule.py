"""What the program does by itself: each period once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from koios.core import clock, jobs, schedule
from koios.core.registry import Registry

done = []


@pytest.fixture(autouse=True)
def lines(monkeypatch):
    """Only the lines that a test writes."""
    schedule.load()
    done.clear()
    monkeypatch.setattr(schedule, "lines", Registry())
    return schedule.lines


def write_down():
    done.append(clock.local(clock.now()).strftime("%d %H:%M"))


def pass_time(at, instant):
    at(instant)
    schedule.hand_out()
    jobs.run_due()


def test_a_line_is_done_once_in_each_period(db, at):
    schedule.every(minutes=15, name="sweep", call=write_down)

    for minute in (0, 1, 14, 15, 20, 29, 30, 46):
        pass_time(at, f"2026-07-22T10:{minute:02}")

    assert done == ["22 10:00", "22 10:15", "22 10:30", "22 10:46"]


def test_a_daily_line_is_done_at_its_hour_of_bogota(db, at):
    schedule.daily(at="06:00", name="digest", call=write_down)
    pass_time(at, "2026-07-21T23:00")

    for instant in ("22T05:59", "22T06:00", "22T18:30", "23T00:10", "23T06:01"):
        pass_time(at, f"2026-07-{instant}")

    assert done == ["21 23:00", "22 06:00", "23 06:01"]


def test_a_machine_that_was_off_does_the_latest_period_only(db, at):
    schedule.daily(at="06:00", name="digest", call=write_down)
    pass_time(at, "2026-07-01T06:00")

    pass_time(at, "2026-07-22T14:00")

    assert done == ["01 06:00", "22 14:00"]


def test_a_period_that_nobody_did_gives_way_to_the_next(db, at):
    schedule.every(minutes=15, name="sweep", call=write_down)
    for minute in (0, 15, 30):
        at(f"2026-07-22T10:{minute:02}")
        schedule.hand_out()

    jobs.run_due()

    assert done == ["22 10:30"]


def test_a_line_that_fails_leaves_one_failed_job_and_not_hundreds(db, at):
    schedule.every(minutes=1, name="sweep", call=lambda: 1 / 0)

    for hour in range(10, 22):
        for minute in (0, 30):
            pass_time(at, f"2026-07-22T{hour}:{minute:02}")

    assert jobs.Job.objects.filter(status__in=["waiting", "dead"]).count() == 1


def test_a_clock_that_was_wrong_for_a_while_does_not_stop_a_line(db, at):
    schedule.every(minutes=15, name="sweep", call=write_down)
    pass_time(at, "2099-01-01T00:00")

    pass_time(at, "2026-07-22T10:00")

    assert done == ["01 00:00", "22 10:00"]


def test_two_lines_cannot_have_the_same_name():
    schedule.every(minutes=1, name="sweep", call=write_down)

    with pytest.raises(ValueError):
        schedule.daily(at="06:00", name="sweep", call=write_down)


def test_workers_who_look_at_once_hand_out_a_period_once(transactional_db):
    schedule.every(minutes=15, name="sweep", call=write_down)
    schedule.daily(at="06:00", name="digest", call=write_down)

    def look(_):
        try:
            with clock.frozen("2026-07-22T10:18"):
                return schedule.hand_out()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        handed = list(workers.map(look, range(16)))

    assert sum(handed) == 2
    assert jobs.Job.objects.count() == 2


@given(
    now=st.datetimes(datetime(2015, 1, 1), datetime(2040, 1, 1)).map(clock.read),
    minutes=st.integers(1, 3_000),
    passed=st.timedeltas(timedelta(), timedelta(days=3)),
)
def test_a_period_holds_its_instants_and_the_next_begins_where_it_ends(now, minutes, passed):
    line = schedule.Line("x", None, schedule.every(minutes=minutes, name="x", call=None).period)
    del schedule.lines._things["x"]
    step = timedelta(minutes=minutes)
    began = line.period(now)

    assert began <= now < began + step
    assert line.period(began) == began
    assert (line.period(now + passed) - began) % step == timedelta()


@given(st.datetimes(datetime(2015, 1, 1), datetime(2040, 1, 1)).map(clock.read), st.times())
def test_a_day_begins_at_its_hour(now, hour):
    hour = hour.replace(second=0, microsecond=0)
    line = schedule.daily(at=hour.isoformat(), name="x", call=None)
    del schedule.lines._things["x"]
    began = line.period(now)

    assert clock.local(began).time() == hour
    assert began <= now < began + timedelta(days=1)
