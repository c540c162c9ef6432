"""The clock goes across midnight and across the end of the year, with server and worker running."""

import contextlib
import sqlite3
from datetime import date

import pytest

from tests.faults.visitors import Visitor

pytestmark = pytest.mark.fault

TOLD = {
    "kind": "CLAIM",
    "identity": "named",
    "name": "Sandra Milena Arango",
    "document": "41.935.118",
    "email": "sandra@correo.example",
    "facts": "La ruta 7 no pasó por el paradero.",
}


def test_each_instant_has_the_year_the_day_and_the_term_of_bogota(start_live, smtp):
    live = start_live(KOIOS_LIMITS="off")
    moments = [
        "2026-12-31T18:59:59",  # in UTC it is still the 31st
        "2026-12-31T19:00:01",  # in UTC it is January
        "2026-12-31T23:59:59.900",
        "2027-01-01T00:00:00",
        "2027-01-01T00:00:01",
    ]

    numbers = [_filed(live, at) for at in moments]

    assert numbers == [
        "PQRS-2026-000001",
        "PQRS-2026-000002",
        "PQRS-2026-000003",
        "PQRS-2027-000001",
        "PQRS-2027-000002",
    ]
    with contextlib.closing(sqlite3.connect(live.home / "koios.sqlite3")) as database:
        days = database.execute("SELECT received_on, due_on FROM cases_case ORDER BY id").fetchall()
    assert [day for day, _due in days] == ["2026-12-31"] * 3 + ["2027-01-01"] * 2
    # The first is a holiday, so both years begin to count on Monday the fourth.
    assert {due for _day, due in days} == {date(2027, 1, 25).isoformat()}
    smtp.wait_for(5, seconds=30)
    live.run("check")


def test_a_form_opened_before_midnight_goes_in_after_it(start_live):
    live = start_live()
    live.at("2026-12-31T23:58:00")
    visitor = Visitor(live.url)
    fields = TOLD | visitor.form("/pqrs/")

    live.at("2027-01-01T00:03:00")
    status, body, there = visitor.post("/pqrs/", fields)

    assert status == 302, body
    assert "PQRS-2027-000001" in there


def _filed(live, instant):
    live.at(instant)
    visitor = Visitor(live.url)
    status, body, there = visitor.post("/pqrs/", TOLD | visitor.form("/pqrs/"))
    assert status == 302, body
    return there.split("/")[3]
