"""Dates are read as who wrote them meant, and where that cannot be known it is counted."""

import csv
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koios.core import dates
from koios.core.clock import ZONE
from koios.core.dates import NotADate


def at(*parts):
    return datetime(*parts, tzinfo=ZONE)


@pytest.mark.parametrize(
    "written, meant",
    [
        ("2017-01-03", date(2017, 1, 3)),
        ("3/1/2017", date(2017, 1, 3)),
        ("03-01-2017", date(2017, 1, 3)),
        ("3.1.2017", date(2017, 1, 3)),
        ("3/1/17", date(2017, 1, 3)),
        ("3/1/85", date(1985, 1, 3)),
        ("12/27/2002", date(2002, 12, 27)),
        ("2017-21-3", date(2017, 3, 21)),
        ("20190514", date(2019, 5, 14)),
        ("3 de enero de 2017", date(2017, 1, 3)),
        ("  3  DE  ENERO DEL 2017 ", date(2017, 1, 3)),
        ("enero 3 de 2017", date(2017, 1, 3)),
        ("jul 5 2021", date(2021, 7, 5)),
        ("July 5, 2021", date(2021, 7, 5)),
        ("5-jul-21", date(2021, 7, 5)),
        ("05/ago/2021", date(2021, 8, 5)),
        ("2021 dic 5", date(2021, 12, 5)),
        ("miércoles, 1º de mayo de 2019", date(2019, 5, 1)),
        ("1ro de setiembre de 2019", date(2019, 9, 1)),
        ("44362", date(2021, 6, 15)),
        (44362, date(2021, 6, 15)),
        (44362.4375, at(2021, 6, 15, 10, 30)),
        (20190514, date(2019, 5, 14)),
        ("15/06/2021 9:29", at(2021, 6, 15, 9, 29)),
        ("15/06/2021 10:29:31", at(2021, 6, 15, 10, 29, 31)),
        ("2 jul 2026, 4:52 p. m.", at(2026, 7, 2, 16, 52)),
        ("Jun 19 2023  4:41PM", at(2023, 6, 19, 16, 41)),
        ("1/1/2020 12:05 a.m.", at(2020, 1, 1, 0, 5)),
        ("2026-07-02T10:00:00-05:00", at(2026, 7, 2, 10)),
        ("2026-07-02T15:00:00Z", at(2026, 7, 2, 10)),
        ("2026-07-02 15:00:00.123+00", at(2026, 7, 2, 10, 0, 0, 123000)),
        (datetime(2026, 7, 2, 10), at(2026, 7, 2, 10)),
        (date(2026, 7, 2), date(2026, 7, 2)),
    ],
)
def test_a_date_is_read_in_any_usual_shape(written, meant):
    assert dates.read(written).value == meant


@pytest.mark.parametrize(
    "written",
    [
        *("31/02/2020", "2020-13-13", "32/1/2020", "0/0/0", "1/1/0020", "1/1/3020", "1/1/20201"),
        *("1/2", "2017", "enero 2017", "3 de brumario de 2017", "3 martes 2017", "ayer", "NULL"),
        *("10:30", "1/1/2020 25:00", "1/1/2020 13:00 pm", "99999999", "12345", "-1", "1-2/2020"),
        "3 de enero de 2017 y 4 de enero de 2018",
    ],
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(NotADate, match="no es una fecha que exista"):
        dates.read(written)


def test_a_day_has_its_instant_and_an_instant_its_day():
    assert dates.read("2/1/2020").instant == at(2020, 1, 2)
    assert dates.read("2020-01-02T03:00Z").day == date(2020, 1, 1)


def test_a_stated_order_is_obeyed():
    assert dates.read("2/1/2017", "mdy").value == date(2017, 2, 1)
    assert dates.read("2017-6-1", "ydm").value == date(2017, 1, 6)
    with pytest.raises(ValueError, match="'dym' is no order"):
        dates.given("dym")


def test_one_date_that_can_only_be_read_one_way_decides_for_its_column():
    order = dates.infer(["2/1/2017", "3/1/2017", "1/27/2017"])

    assert (order.last, order.doubtful, order.mixed) == ("mdy", 0, False)
    assert order.read("2/1/2017") == (date(2017, 2, 1), False)


def test_years_in_front_and_behind_have_each_their_own_order():
    order = dates.infer(["27/1/2017", "2017-21-3", "2/1/2017", "2017-6-1"])

    assert (order.last, order.first) == ("dmy", "ydm")
    assert order.read("2017-6-1").value == date(2017, 1, 6)


def test_without_evidence_the_order_of_the_file_decides():
    days = [date(2017, month, day) for month in (1, 2, 3) for day in range(1, 13)]
    written = [f"{day.month}/{day.day}/{day.year}" for day in days]

    assert dates.infer(written).last == "mdy"
    assert dates.infer(reversed(written)).last == "mdy"
    assert dates.infer(written).doubtful == 0


def test_without_any_sign_it_is_the_order_of_colombia_and_doubtful():
    order = dates.infer(["2/1/2017", "5/3/2017", "5/5/2017"])

    assert (order.last, order.doubtful) == ("dmy", 2)
    assert order.read("2/1/2017") == (date(2017, 1, 2), True)
    assert order.read("5/5/2017").doubtful is False


def test_an_order_that_the_column_contradicts_leaves_its_dates_doubtful():
    order = dates.infer(["12/27/2002", "12/28/2002", "2/1/2017"], "dmy")

    assert (order.last, order.doubtful, order.mixed) == ("dmy", 1, True)


def test_iso_dates_are_never_doubtful():
    assert dates.infer(["2017-01-02", "2017-03-04"]).doubtful == 0


def test_one_slip_among_many_does_not_make_a_column_doubtful():
    order = dates.infer(["27/1/2017"] * 200 + ["1/27/2017", "2/1/2017"])

    assert (order.last, order.doubtful) == ("dmy", 0)


def column(shared, file, name, **how):
    with open(
        shared / "data" / file, encoding=how.get("encoding", "utf-8-sig"), newline=""
    ) as text:
        return [row[name] for row in csv.DictReader(text, delimiter=how.get("separator", ";"))]


def test_a_real_column_in_a_dozen_shapes_runs_in_time_once_read(shared):
    written = column(
        shared, "pqrs/reclamos_fechas_mixtas_latin1.csv", "fc_reclamo", encoding="latin-1"
    )

    order = dates.infer(written)
    days = [order.read(one).day for one in written]

    assert (order.last, order.first, order.doubtful) == ("dmy", "ydm", 0)
    assert days == sorted(days)
    assert (days[0], days[-1]) == (date(2017, 1, 1), date(2020, 1, 18))


def test_a_real_column_in_both_orders_tells_how_many_are_in_doubt(shared):
    written = column(shared, "clientes/dian_autorretenedores_renta.csv", "Fecha")
    written = [one for one in written if one]

    order = dates.infer(written)
    reads = [order.read(one) for one in written]

    assert (order.last, order.mixed, order.doubtful) == ("mdy", True, 1134)
    assert sum(read.doubtful for read in reads) == 1134
    assert order.read("18/08/2023") == (date(2023, 8, 18), False)
    assert dates.infer(written, "dmy").read("2/1/2017") == (date(2017, 1, 2), True)


def test_a_real_column_with_hours_without_leading_zero_is_read_whole(shared):
    name = "Fecha de creación del documento"
    written = column(shared, "pqrs/pqrsd_pasaportes_boyaca_2021.csv", name)

    order = dates.infer(written)

    assert all(isinstance(order.read(one).value, datetime) for one in written)
    assert order.doubtful == 0


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
FORMATS = {"dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y", "ymd": "%Y-%m-%d", "ydm": "%Y-%d-%m"}


@given(days, st.sampled_from(dates.ORDERS))
def test_what_is_written_in_an_order_is_read_in_it(day, order):
    assert dates.read(day.strftime(FORMATS[order]), order).value == day


@given(days)
def test_what_is_written_in_words_needs_no_order(day):
    months = (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    )
    written = f"{day.day} de {months.split()[day.month - 1]} de {day.year}"

    assert dates.read(written).value == day


@given(st.lists(days, min_size=1), st.sampled_from(["dmy", "mdy"]))
def test_a_column_in_one_order_is_read_right_or_counted_as_doubtful(column, order):
    written = [day.strftime(FORMATS[order]) for day in column]

    found = dates.infer(written)

    for day, one in zip(column, written, strict=True):
        read = found.read(one)
        assert read.value == day or read.doubtful or _runs_in_time(column, written, found)
    assert found.doubtful == sum(found.read(one).doubtful for one in written)


def _runs_in_time(column, written, found):
    """A column that runs in time in the wrong order and not in the right one deceives anyone."""
    return not any(day.day > 12 for day in column)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))
def test_an_instant_in_iso_is_read_as_bogotas(moment):
    assert dates.read(moment.isoformat()).value == moment.replace(tzinfo=ZONE)


@given(st.text(max_size=40) | st.floats(allow_nan=True) | st.integers())
def test_no_text_is_an_error_of_the_program(written):
    with suppress(NotADate):
        dates.read(written)


def test_serials_count_as_spreadsheets_do():
    assert dates.read(25569).value == date(1970, 1, 1)
    assert dates.read("45000.999995").value - at(2023, 3, 16) < timedelta(seconds=1)
