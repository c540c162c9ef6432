"""The calendar: what a change moves is seen before it is made."""

from datetime import date

import pytest

from koios.core import calendar as core_calendar
from koios.core.audit import trail
from koios.core.calendar import NonWorkingDay
from koios.core.settings import get
from koios.office.calendar import Moved, Proposal, Year

CLOSURE = {
    "day": "2026-07-24",
    "until": "",
    "name": "Cierre por inventario",
    "reason": "Acta de gerencia 12",
}


@pytest.fixture
def as_nora(client, nora, at):
    at("2026-07-22T10:18")
    client.force_login(nora)
    return client


@pytest.fixture
def one_deadline(affected):
    """A petition received on 2 July with 15 days, as a capability would tell it."""

    def moved(then, since):
        before = core_calendar.due_on(date(2026, 7, 2), 15)
        after = then.due_on(date(2026, 7, 2), 15)
        if after != before:
            yield Moved(
                "PQRS-2026-000318", "La ruta 7 no pasó", "/cases/318/", before, after, "Ana"
            )

    affected.add("cases", moved)


def test_what_a_closure_moves_is_shown_and_nothing_is_changed(as_nora, one_deadline):
    page = as_nora.post("/settings/calendar/closures/new/", CLOSURE).content.decode()

    assert "Mueve un vencimiento" in page
    assert "PQRS-2026-000318" in page
    assert "27 de julio" in page.replace("\u00a0", " ")
    assert "28 de julio" in page.replace("\u00a0", " ")
    assert core_calendar.is_business_day(date(2026, 7, 24))


def test_a_closure_is_made_once_it_was_seen(as_nora, nora):
    as_nora.post("/settings/calendar/closures/new/", CLOSURE | {"confirmed": "1"})

    row = NonWorkingDay.objects.get(day=date(2026, 7, 24))
    [entry] = trail(row)
    assert (row.name, row.kind) == ("Cierre por inventario", "company")
    assert (entry.actor, entry.reason) == (nora, "Acta de gerencia 12")
    assert not core_calendar.is_business_day(date(2026, 7, 24))


def test_the_page_that_asks_carries_all_that_was_typed(as_nora):
    page = as_nora.post("/settings/calendar/closures/new/", CLOSURE).content.decode()

    for name, value in CLOSURE.items():
        assert f'name="{name}" value="{value}"' in page
    assert "Ningún vencimiento abierto se mueve" in page


def test_a_closure_of_several_days_takes_those_that_count(as_nora):
    days = CLOSURE | {"day": "2026-12-23", "until": "2026-12-28", "confirmed": "1"}

    as_nora.post("/settings/calendar/closures/new/", days)

    # The 25th is a holiday, the 26th and 27th a weekend.
    found = NonWorkingDay.objects.filter(kind="company").values_list("day", flat=True)
    assert [day.day for day in found] == [23, 24, 28]


@pytest.mark.parametrize(
    ("day", "until", "told"),
    [
        ("2026-07-20", "", "Independencia"),
        ("2026-07-25", "2026-07-26", "Fin de semana"),
        ("2026-07-24", "2026-07-23", "va después del primero"),
        ("2026-07-24", "2026-09-24", "31 días"),
        ("1900-01-01", "", "Revise el año"),
        ("2199-01-01", "", "Revise el año"),
    ],
)
def test_a_closure_that_makes_no_sense_says_why(as_nora, day, until, told):
    answer = as_nora.post(
        "/settings/calendar/closures/new/", CLOSURE | {"day": day, "until": until, "confirmed": "1"}
    )

    assert told in answer.content.decode()
    assert not NonWorkingDay.objects.filter(kind="company").exists()


def test_a_reason_is_asked_for(as_nora):
    answer = as_nora.post("/settings/calendar/closures/new/", CLOSURE | {"reason": ""})

    assert "Diga por qué" in answer.content.decode()


def test_a_holiday_that_the_company_works_counts_again(as_nora):
    row = NonWorkingDay.objects.get(day=date(2026, 7, 20))
    url = f"/settings/calendar/{row.pk}/withdrawal/"

    as_nora.post(url, {"reason": "Se trabaja"})
    untouched = core_calendar.is_business_day(row.day)
    as_nora.post(url, {"reason": "Se trabaja", "confirmed": "1"})

    assert untouched is False
    assert core_calendar.is_business_day(row.day)
    assert as_nora.get(url).status_code == 404


def test_whether_saturdays_count_is_seen_before_it_is_changed(as_nora, one_deadline):
    url = "/settings/calendar/saturdays/"

    seen = as_nora.post(url, {"reason": "Atendemos los sábados"}).content.decode()
    before = get("calendar.saturdays")
    as_nora.post(url, {"reason": "Atendemos los sábados", "confirmed": "1"})

    assert "Mueve un vencimiento" in seen
    assert before is False
    assert get("calendar.saturdays") is True


def test_a_proposal_leaves_the_calendar_as_it_is(db, at):
    at("2026-07-22T10:18")
    proposal = Proposal(off={date(2026, 7, 24): "Cierre"})

    then = proposal.calendar()

    assert not then.is_business_day(date(2026, 7, 24))
    assert core_calendar.is_business_day(date(2026, 7, 24))
    assert proposal.since == date(2026, 7, 24)
    assert Proposal(saturdays=True).since is None


def test_a_day_that_would_count_again_moves_what_falls_due_after_it(as_nora, one_deadline):
    row = NonWorkingDay.objects.get(day=date(2026, 7, 20))

    [moved] = Proposal(on=(row,)).moved()

    assert (moved.before, moved.after) == (date(2026, 7, 27), date(2026, 7, 24))


def test_the_year_shows_each_day_once_and_its_holidays(db, at):
    at("2026-07-22T10:18")
    cells = [
        cell
        for month in Year(2026).months
        for week in month.weeks
        for cell in week
        if cell is not None
    ]

    assert len(cells) == 365
    assert sum("off" in cell.css.split() for cell in cells) == 19
    assert [cell.day for cell in cells if "day-today" in cell.css] == [date(2026, 7, 22)]
    assert Year(2026).business_days == 242


def test_who_reads_the_settings_sees_the_calendar_and_cannot_change_it(client, ines):
    client.force_login(ines)

    page = client.get("/settings/calendar/?year=2027").content.decode()

    assert "Calendario de 2027" in page
    assert "Volver a contarlo" not in page
    assert client.post("/settings/calendar/closures/new/", CLOSURE).status_code == 403


@pytest.mark.parametrize("year", ["", "x", "1400", "99999", "2065"])
def test_any_year_that_is_asked_for_is_answered(as_nora, year):
    assert as_nora.get(f"/settings/calendar/?year={year}").status_code == 200


def test_the_page_needs_few_queries(as_nora, django_assert_max_num_queries):
    as_nora.post("/settings/calendar/closures/new/", CLOSURE | {"confirmed": "1"})
    as_nora.get("/settings/calendar/")

    with django_assert_max_num_queries(12):
        as_nora.get("/settings/calendar/")
