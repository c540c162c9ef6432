"""A list leaves as it is seen, opens in a spreadsheet without running anything, and reads back."""

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.http import Http404, QueryDict
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from koios.core import exports, jobs, tables
from koios.core.calendar import NonWorkingDay
from koios.core.exports import Column, Export, description
from koios.core.progress import Progress, sweep

COLUMNS = [
    Column("Radicado", "number"),
    Column("Cliente", "customer.name"),
    Column("Días", "days", kind="number"),
    Column("Valor", "value", kind="money"),
    Column("A tiempo", "share", kind="percent"),
    Column("Vence", "due_on", kind="date"),
    Column("Recibido", "received_at", kind="moment"),
    Column("Reabierta", lambda case: case.reopened, kind="yes_no"),
]


def a_case(**changes):
    return SimpleNamespace(
        **{
            "number": "PQRS-2026-000123",
            "customer": SimpleNamespace(name="Colegio Ñandú"),
            "days": 15,
            "value": Decimal("1234567"),
            "share": Decimal("83.33"),
            "due_on": date(2026, 7, 27),
            "received_at": datetime(2026, 7, 2, 21, 52, tzinfo=UTC),
            "reopened": True,
        }
        | changes
    )


def as_csv(rows, columns=COLUMNS):
    return b"".join(exports.csv(columns, rows))


def as_xlsx(rows, columns=COLUMNS):
    return exports.xlsx("Casos", columns, rows).read()


def test_csv_is_what_excel_in_colombia_reads():
    assert as_csv([a_case()]).decode() == (
        "\ufeffRadicado;Cliente;Días;Valor;A tiempo;Vence;Recibido;Reabierta\r\n"
        "PQRS-2026-000123;Colegio Ñandú;15;1234567;83,33;2026-07-27;2026-07-02 16:52;Sí\r\n"
    )


def test_xlsx_holds_numbers_and_dates_as_such():
    table = tables.read(as_xlsx([a_case()]))

    assert table.columns == [column.label for column in COLUMNS]
    assert next(table.rows).cells == [
        "PQRS-2026-000123",
        "Colegio Ñandú",
        15,
        1234567,
        83.33,
        date(2026, 7, 27),
        datetime(2026, 7, 2, 16, 52),
        "Sí",
    ]


def test_what_a_record_lacks_is_an_empty_cell():
    row = a_case(customer=None, days=None, due_on=None, number="")

    assert as_csv([row]).decode().splitlines()[1].startswith(";;;1234567")
    assert next(tables.read(as_xlsx([row])).rows).cells[:3] == ["", "", ""]


def test_a_list_without_rows_has_its_titles():
    assert tables.read(as_xlsx([])).columns == tables.read(as_csv([])).columns


def test_an_unknown_kind_of_column_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="'price' is no kind"):
        Column("Precio", "price", kind="price")


def payloads(shared):
    file = shared / "data/archivos_hostiles/inyeccion_csv/csv-payload.txt"
    return [line for line in file.read_text().splitlines() if line[:1] in "=+-@"]


def test_no_cell_is_run_by_a_spreadsheet(shared):
    rows = [a_case(number=text) for text in [*payloads(shared), "\t=1+1", "＝1+1", " =1", "-5"]]

    lines = [row.cells[0] for row in tables.read(as_csv(rows))]
    with zipfile.ZipFile(exports.xlsx("Casos", COLUMNS, rows)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")

    assert b"<f>" not in sheet and b"hyperlink" not in sheet
    for line in as_csv(rows).decode().splitlines()[1:]:
        assert line.lstrip('"')[0] == "'"
    assert lines == [row.number for row in rows]


def test_negative_numbers_stay_numbers():
    assert b";-5;" in as_csv([a_case(days=-5)])


def test_long_texts_and_long_numbers_are_not_lost():
    row = next(tables.read(as_xlsx([a_case(number="x" * 40_000, days=10**17 + 1)])).rows)

    assert row.cells[0] == "x" * 32_766 + "…"
    assert row.cells[2] == str(10**17 + 1)


def test_days_before_excel_are_written_as_text():
    row = next(tables.read(as_xlsx([a_case(due_on=date(1899, 5, 1))])).rows)

    assert row.cells[5] == "1899-05-01"


def test_titles_stand_still_and_can_be_filtered():
    with zipfile.ZipFile(exports.xlsx("Casos/1", COLUMNS, [a_case()])) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert 'state="frozen"' in sheet and "<autoFilter" in sheet


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), max_size=40
).map(str.strip)
cases = st.builds(
    a_case,
    number=texts.filter(lambda text: text and text not in ("Radicado", "_")),
    customer=st.builds(SimpleNamespace, name=texts),
    days=st.integers(-(10**14), 10**14),
    value=st.integers(0, 10**12).map(Decimal),
    due_on=st.dates(date(1901, 1, 1), date(2100, 1, 1)),
    received_at=st.datetimes(
        datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)
    ).map(lambda moment: moment.replace(second=0, microsecond=0)),
    reopened=st.booleans(),
)


@given(st.lists(cases, max_size=8))
@settings(deadline=None)
def test_what_is_exported_reads_back(rows):
    meant = [[column.value(row) for column in COLUMNS] for row in rows]

    from_xlsx = [_without_blanks(row.cells) for row in tables.read(as_xlsx(rows), header_row=1)]
    from_csv = [row.cells for row in tables.read(as_csv(rows), header_row=1)]

    assert from_xlsx == [
        [float(v) if isinstance(v, Decimal) else v or ("" if v is None else v) for v in row]
        for row in meant
    ]
    assert [[cells[0], cells[1], cells[7]] for cells in from_csv] == [
        [row[0], row[1] or "", row[7]] for row in meant
    ]
    assert [int(cells[2]) for cells in from_csv] == [row[2] for row in meant]


def _without_blanks(cells):
    # A day without an hour comes back as a day: both are the same cell of a spreadsheet.
    moment = cells[6]
    if not isinstance(moment, datetime):
        cells[6] = datetime(moment.year, moment.month, moment.day)
    return cells


# Through the door


@pytest.fixture
def days(db):
    """A list of days, exported under the filter that its page has."""
    NonWorkingDay.objects.bulk_create(
        NonWorkingDay(day=date(1999, 1, 1 + number), name=f"Día {number}") for number in range(3)
    )

    def rows(user, query):
        found = NonWorkingDay.objects.filter(day__year=1999).order_by("day")
        return found.filter(name__contains=query["q"]) if "q" in query else found

    columns = [Column("Día", "day", kind="date"), Column("Nombre", "name")]
    export = exports.add(Export("test-days", "Días", "cases", columns, rows))
    yield export
    exports.exports._things.pop("test-days")


def respond(export, user, form, address=""):
    request = RequestFactory().get(f"/export?{address}")
    request.user = user
    return export.respond(request, form)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_export_is_of_exactly_what_is_seen(days, ana, at, form):
    at("2026-07-22T10:00")

    response = respond(days, ana, form, "q=2")

    assert response["Content-Disposition"] == f'attachment; filename="dias-2026-07-22.{form}"'
    content = b"".join(response.streaming_content)
    assert [row.cells[1] for row in tables.read(content)] == ["Día 2"]


def test_another_form_does_not_exist(days, ana):
    with pytest.raises(Http404):
        respond(days, ana, "pdf")


@pytest.mark.urls("tests.core.progress_urls")
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_long_list_is_written_by_a_job_for_who_asked_for_it(days, ana, beto, monkeypatch, form):
    monkeypatch.setattr(description, "AT_ONCE", 1)

    response = respond(days, ana, form, "q=D%C3%ADa")
    progress = Progress.objects.get(owner=ana)
    assert (progress.state, progress.total, progress.result) == ("waiting", 3, None)
    assert response.url == progress.get_absolute_url()

    jobs.run_due()
    progress.refresh_from_db()

    assert (progress.state, progress.done, progress.percent) == ("done", 3, 100)
    with progress.result.open() as file:
        assert [row.cells[1] for row in tables.read(file)] == ["Día 0", "Día 1", "Día 2"]
    assert progress.result.may_be_seen_by(ana)
    assert not progress.result.may_be_seen_by(beto)


def test_who_lost_access_meanwhile_gets_no_file(days, ana):
    progress = days.ask(ana, QueryDict(""), "csv")
    ana.is_active = False
    ana.save(update_fields=["is_active"])

    jobs.run_due()
    progress.refresh_from_db()

    assert (progress.state, progress.result) == ("failed", None)
    assert progress.message == "Ya no tiene acceso a esta lista."


def test_a_job_that_runs_twice_makes_one_file(days, ana):
    progress = days.ask(ana, QueryDict(""), "csv")
    jobs.run_due()
    progress.refresh_from_db()
    first = progress.result

    exports.export_rows(export="test-days", user=ana.pk, query="", form="csv", progress=progress.pk)

    progress.refresh_from_db()
    assert progress.result == first


def test_old_exports_go_with_their_files(days, ana, at):
    at("2026-07-01T10:00")
    progress = days.ask(ana, QueryDict(""), "csv")
    jobs.run_due()
    progress.refresh_from_db()
    file = progress.result

    assert sweep() == 0
    at("2026-07-09T10:00")
    assert sweep() == 1

    assert not type(file).objects.filter(pk=file.pk).exists()
    assert not Progress.objects.exists()


# From the command line


def test_the_command_writes_what_a_person_sees(days, ana, tmp_path):
    out = tmp_path / "days.csv"

    call_command("export", "test-days", by=ana.email, filter="q=2", out=str(out))

    assert [row.cells[1] for row in tables.read(out)] == ["Día 2"]


def test_the_command_writes_nothing_for_who_may_not_see_it(days, tmp_path):
    with pytest.raises(CommandError, match="no puede ver esta lista"):
        call_command("export", "test-days", by="nadie@koios.example", out=str(tmp_path / "a.csv"))
    assert not (tmp_path / "a.csv").exists()


def test_the_command_knows_two_forms(days, ana, tmp_path):
    with pytest.raises(CommandError, match=r"en \.xlsx o en \.csv"):
        call_command("export", "test-days", by=ana.email, out=str(tmp_path / "a.pdf"))
