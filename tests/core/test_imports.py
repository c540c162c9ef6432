"""A list goes in row by row: each has a verdict, and the same list twice changes nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koios.core import files, tables
from koios.core import settings as company
from koios.core.audit import Entry, trail
from koios.core.calendar import NonWorkingDay
from koios.core.checks import check_trail
from koios.core.files import Blob, File
from koios.core.imports import (
    ImportRun,
    MapError,
    Reading,
    Result,
    RowError,
    Verdict,
    importers,
    run,
)
from koios.core.imports.answers import sheet_of_refused
from koios.core.imports.runs import IMPORT
from tests.core.example_importer import DayImporter

GOOD = "Fecha;Motivo;Tipo\n1/6/1999;Aniversario;propio\n28/6/1999;Inventario;\n"


def days():
    return NonWorkingDay.objects.filter(day__year=1999).order_by("day")


def take(content, map_text="", dry_run=False, by=IMPORT, **options):
    content = content.encode() if isinstance(content, str) else content
    reading = Reading.of(DayImporter, content, map_text)
    return run(reading, DayImporter(**options), by=by, dry_run=dry_run)


def test_a_list_goes_in_and_each_row_stands_on_the_trail(db, ana):
    result = take(GOOD, by=ana)

    assert result.as_json() == {
        "rows": 2,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "errors": [],
        "extra": {"declared": 2},
    }
    assert list(days().values_list("day", "name", "kind")) == [
        (date(1999, 6, 1), "Aniversario", "company"),
        (date(1999, 6, 28), "Inventario", "company"),
    ]
    assert [entry.actor for entry in trail(days()[0])] == [ana]


def test_the_same_list_twice_creates_nothing(db):
    take(GOOD)

    again = take(GOOD)

    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)


def test_a_row_that_says_more_updates_and_an_empty_cell_takes_nothing_away(db):
    take(GOOD)

    again = take("Fecha;Motivo;Tipo\n1/6/1999;Otro;\n28/6/1999;Inventario;nacional\n")

    assert again.updated == 2
    assert list(days().values_list("name", "kind")) == [
        ("Otro", "company"),
        ("Inventario", "holiday"),
    ]


def test_a_row_that_cannot_be_read_says_where_and_why(db):
    result = take("Fecha;Motivo;Tipo\n31/2/1999;;raro\n\n28/6/1999;Inventario;\n")

    assert result.counts == {
        "rows": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "rejected": 1,
    }
    assert list(result.errors) == [
        RowError(2, "Fecha", "31/2/1999", "«31/2/1999» no es una fecha que exista."),
        RowError(2, "Motivo", "", "falta este dato"),
        RowError(
            2, "Tipo", "raro", "no es una de las opciones: Festivo, Día no hábil de la empresa"
        ),
    ]


def test_a_refused_row_takes_back_itself_alone(db, caplog):
    result = take("Fecha;Motivo\n28/6/1999;Uno\n29/6/1999;NO\n30/6/1999;ROMPE\n13/7/1999;Dos\n")

    assert (result.created, result.rejected) == (2, 2)
    assert [(error.row, error.reason) for error in result.errors] == [
        (3, "Ese día no se puede."),
        (4, "el programa no pudo con esta fila; avise a quien administra Koios"),
    ]
    assert list(days().values_list("name", flat=True)) == ["Uno", "Dos"]
    assert Entry.objects.filter(verb="declared").count() == 2
    assert "Line 4 could not be taken" in caplog.text


def test_a_row_with_more_cells_than_titles_is_refused(db):
    result = take("Fecha;Motivo\n28/6/1999;Uno;;sobra\n29/6/1999;Dos\n30/6/1999;Tres\n")

    (error,) = result.errors
    assert (error.row, error.value) == (2, "sobra")
    assert "más celdas que títulos" in error.reason


def test_a_dry_run_says_what_the_real_one_does_and_writes_nothing(db):
    content = "Fecha;Motivo\n28/6/1999;Uno\n28/6/1999;Otro\n28/6/1999;Otro\n29/6/1999;\n"

    planned = take(content, dry_run=True)
    assert not days().exists()
    assert not Entry.objects.filter(verb="declared").exists()
    done = take(content)

    assert planned.counts == done.counts
    assert (done.created, done.updated, done.unchanged, done.rejected) == (1, 1, 1, 1)


some_days = st.dates(date(1999, 1, 1), date(1999, 1, 6))
rows = st.lists(
    st.tuples(
        st.one_of(some_days.map(str), st.sampled_from(["", "ayer", "31/2/1999"])),
        st.sampled_from(["", "Uno", "Dos", "x" * 200]),
        st.sampled_from(["", "propio", "nacional", "raro", "N/A"]),
    ),
    max_size=12,
)


@given(rows)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_verdicts_add_up_and_are_those_of_the_dry_run_and_nothing_is_left_to_do(db, rows):
    days().delete()
    content = "Fecha;Motivo;Clase\n" + "".join(f"{';'.join(row)}\n" for row in rows)

    planned = take(content, dry_run=True)
    done = take(content)
    again = take(content, dry_run=True)

    assert planned.as_json() | {"extra": {}} == done.as_json() | {"extra": {}}
    for result in (planned, done):
        parts = result.created + result.updated + result.unchanged + result.rejected
        assert parts == result.rows == sum(any(row) for row in rows)
        assert len(result.refused) == result.rejected
    assert days().count() == done.created
    assert again.created == 0


def test_rows_go_in_together_and_a_large_list_does_not_hold_the_database(
    db, django_assert_max_num_queries
):
    from koios.core import acts

    ends = []
    acts._finishers.append(lambda entries: ends.append(len(entries)))
    try:
        content = "".join(f"{1 + n % 28}/{1 + n // 28}/1999;Día {n}\n" for n in range(120))
        result = take("Fecha;Motivo\n" + content)
    finally:
        acts._finishers.pop()

    assert result.created == 120
    assert sum(ends) == 120
    assert 3 <= len(ends) <= 120 and max(ends) <= 50


def test_doubtful_dates_go_in_with_a_warning_and_are_counted(db):
    result = take("Fecha;Motivo\n2/1/1999;Uno\n5/3/1999;Dos\n5/5/1999;Tres\n")

    assert result.created == 3
    assert result.as_json()["extra"] == {
        "warnings": 2,
        "declared": 3,
        "doubtful_dates": {"Fecha": 2},
    }


def test_the_order_of_the_map_leaves_no_doubt(db):
    columns = "version: 1\ncolumns: {day: Fecha, name: Motivo}\n"

    result = take("Fecha;Motivo\n2/1/1999;Uno\n", columns + "date_order: mdy\n")

    assert days().get().day == date(1999, 2, 1)
    assert result.warnings == 0


def test_refused_rows_come_back_as_a_sheet_that_can_be_brought_again(db):
    content = "Fecha;Motivo;Nota\n31/2/1999;Uno;=1+1\n28/6/1999;Dos;\n"
    reading = Reading.of(DayImporter, content.encode())
    result = run(reading, DayImporter(), by=IMPORT, dry_run=True)

    sheet = tables.read(sheet_of_refused(reading.table, result.refused))

    assert sheet.columns == ["Fecha", "Motivo", "Nota", "Fila", "Motivo (2)"]
    assert next(sheet.rows).cells == [
        "31/2/1999",
        "Uno",
        "=1+1",
        2,
        "Fecha: «31/2/1999» no es una fecha que exista.",
    ]


def test_a_verdict_is_one_of_four_and_only_a_rejected_one_has_errors():
    error = RowError(1, "", "", "")

    with pytest.raises(ValueError, match="'done' is no outcome"):
        Verdict("done")
    with pytest.raises(ValueError, match="rejected with errors"):
        Verdict.rejected()
    with pytest.raises(ValueError, match="rejected with errors"):
        Verdict("created", (error,))


def test_rows_that_say_the_same_are_told_apart_by_their_order(db):
    reading = Reading.of(DayImporter, b"Fecha;Motivo\n1/6/1999;A\n1/6/1999;A\n1/6/1999;B\n")

    found = [(values.fingerprint, values.repeats) for _row, values, _errors in reading]

    assert found[0][0] == found[1][0] != found[2][0]
    assert [repeats for _print, repeats in found] == [0, 1, 0]


# The run, as the page sees it


@pytest.fixture(autouse=True)
def known():
    importers.add(DayImporter.name, DayImporter)
    yield
    importers._things.pop(DayImporter.name)


@pytest.fixture
def brought(ana):
    return ImportRun.bring(DayImporter, GOOD.encode(), "días 1999.csv", by=ana)


def test_a_file_is_brought_mapped_checked_and_taken(brought, ana):
    from koios.core import jobs

    assert brought.status == "brought"
    brought.map_by(brought.proposal(), by=ana)
    assert [verdict.outcome for _row, _values, verdict in brought.preview()] == ["created"] * 2

    brought.rehearse(by=ana)
    jobs.run_due()
    checked = ImportRun.objects.get()
    assert (checked.status, checked.planned["created"], checked.progress.state) == (
        "checked",
        2,
        "done",
    )
    assert not days().exists()

    checked.start(by=ana)
    jobs.run_due()
    done = ImportRun.objects.get()
    assert (done.status, done.result, done.line) == ("done", None, 3)
    assert done.progress.message == (
        "2 filas: 2 nuevas, 0 actualizadas, 0 sin cambios, 0 no importadas."
    )
    assert done.answer()["created"] == 2
    assert days().count() == 2
    verbs = [entry.verb for entry in trail(done)]
    assert verbs == ["created", "to_mapped", "to_checked", "started", "to_done"]


def test_refused_rows_are_kept_with_their_reasons(ana, beto):
    content = b"Fecha;Motivo\n31/2/1999;Uno\n28/6/1999;Dos\n"
    done = ImportRun.bring(DayImporter, content, "a.csv", by=ana)
    done.map_by(done.proposal(), by=ana)
    done.check_now()
    assert done.refused.count() == 1

    done.take_now(by=ana)

    (row,) = done.refused.all()
    assert (row.line, row.cells, row.errors[0].column) == (2, ["31/2/1999", "Uno"], "Fecha")
    assert done.answer()["errors"][0]["value"] == "31/2/1999"
    assert done.result.name == "no importadas de a.xlsx"
    assert done.result.may_be_seen_by(ana)
    assert not done.result.may_be_seen_by(beto)


def test_a_run_that_was_killed_goes_on_where_it_stopped(ana, monkeypatch):
    from koios.core.imports import running

    content = "Fecha;Motivo\n" + "".join(f"{n + 1}/6/1999;Día {n}\n" for n in range(20))
    begun = ImportRun.bring(DayImporter, content.encode(), "a.csv", by=ana)
    begun.map_by(begun.proposal(), by=ana)
    monkeypatch.setattr(running, "AT_ONCE", 5)
    monkeypatch.setattr(running, "SECONDS", 60)

    def die(number):
        if number == 10:
            raise SystemExit

    with pytest.raises(SystemExit):
        begun.take_now(by=ana, tell=die)
    assert days().count() == 10
    ImportRun.objects.get().take_now(by=ana)

    done = ImportRun.objects.get()
    assert (done.status, days().count()) == ("done", 20)
    assert done.answer() == {
        "rows": 20,
        "created": 20,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "errors": [],
        "extra": {"declared": 20},
    }


def test_of_two_that_take_the_same_file_one_gives_up(ana, monkeypatch):
    from koios.core.imports import running
    from koios.core.refusals import Refusal

    monkeypatch.setattr(running, "AT_ONCE", 1)
    content = b"Fecha;Motivo\n1/6/1999;Uno\n2/6/1999;Dos\n3/6/1999;Tres\n"
    one = ImportRun.bring(DayImporter, content, "a.csv", by=ana)
    one.map_by(one.proposal(), by=ana)
    other = ImportRun.objects.get()

    def meanwhile(number):
        if number == 1 and other.status != "running":
            other.refresh_from_db()
            other.take_now(by=ana)

    with pytest.raises(Refusal, match="Otro proceso"):
        one.take_now(by=ana, tell=meanwhile)

    done = ImportRun.objects.get()
    assert (done.status, done.answer()["created"], days().count()) == ("done", 3, 3)


def test_a_job_done_twice_takes_the_file_once(brought, ana):
    from koios.core import jobs
    from koios.core.imports.runs import take_import

    brought.map_by(brought.proposal(), by=ana)
    progress = brought.start(by=ana)
    jobs.run_due()

    take_import(run=brought.pk, progress=progress.pk)

    assert ImportRun.objects.get().answer()["created"] == 2


def test_a_file_that_cannot_be_taken_can_be_mapped_again(brought, ana, monkeypatch):
    from koios.core import jobs
    from koios.core.refusals import Refusal

    def refuse(self, reading):
        raise Refusal("Falta la lista de clases.")

    brought.map_by(brought.proposal(), by=ana)
    with monkeypatch.context() as patch:
        patch.setattr(DayImporter, "begin", refuse)
        brought.start(by=ana)
        jobs.run_due()

    stopped = ImportRun.objects.get()
    assert (stopped.status, stopped.progress.message) == ("mapped", "Falta la lista de clases.")
    stopped.take_now(by=ana)
    assert days().count() == 2


def test_what_is_no_list_can_be_shown_to_point_at_its_titles(shared, ana):
    content = (shared / "data/pqrs/sui_reclamaciones_acueducto_latin1.csv").read_bytes()
    run_ = ImportRun.bring(DayImporter, content, "sui.csv", by=ana)

    with pytest.raises(tables.NotATable) as refused:
        run_.proposal()

    assert refused.value.line == 3
    assert run_.first_lines()[2][1][:2] == ["MUNICIPIO", "TIPO DE TRÁMITE"]
    assert run_.table(header_row=3).columns[0] == "MUNICIPIO"


def test_a_map_that_does_not_fit_changes_nothing(brought, ana):
    with pytest.raises(MapError, match="no tiene la columna «Dia»"):
        brought.map_with("version: 1\ncolumns: {day: Dia, name: Motivo}\n", by=ana)

    assert ImportRun.objects.get().status == "brought"


def test_a_run_is_for_its_owner_and_for_who_configures_the_module(brought, ana, beto, nora):
    assert list(ImportRun.objects.visible_to(ana)) == [brought]
    assert list(ImportRun.objects.visible_to(beto)) == []
    assert list(ImportRun.objects.visible_to(nora)) == [brought]
    assert (brought.may_be_seen_by(ana), brought.may_be_seen_by(beto)) == (True, False)
    assert brought.file.may_be_seen_by(nora)


def test_an_upload_becomes_a_run(ana):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from koios.core import files

    basket = files.basket_new()
    files.stage(basket, SimpleUploadedFile("días.csv", GOOD.encode()), by=ana)

    run_ = ImportRun.bring_upload(DayImporter, basket, by=ana)

    assert (run_.name, run_.table().columns) == ("días.csv", ["Fecha", "Motivo", "Tipo"])


def test_an_empty_result_adds_up_to_nothing():
    assert Result().as_json() == {
        "rows": 0,
        "created": 0,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "errors": [],
    }


# How long it stays


@pytest.fixture
def with_refused(ana, at):
    at("2026-03-02T10:00")
    content = b"Fecha;Motivo\n31/2/1999;Rosalba Tabares\n28/6/1999;Dos\n"
    done = ImportRun.bring(DayImporter, content, "a.csv", by=ana)
    done.map_by(done.proposal(), by=ana)
    done.take_now(by=ana)
    return done


def test_after_its_days_the_file_and_the_refused_rows_go_and_the_sums_stay(with_refused, at):
    at("2026-05-31T09:00")
    assert ImportRun.clear_old() == 0
    assert with_refused.kept_until == date(2026, 5, 31)

    at("2026-06-01T03:18")
    assert ImportRun.clear_old() == 1
    assert ImportRun.clear_old() == 0

    run = ImportRun.objects.get()
    assert (run.status, run.file, run.result) == ("done", None, None)
    assert not run.refused.exists()
    assert not File.for_record(run).exists()
    assert (run.sums.created, run.sums.rejected) == (1, 1)
    entry = trail(run).last()
    assert (entry.verb, entry.facts) == ("cleared", {"files": 2, "rows": 1})
    assert list(check_trail()) == []


def test_the_bytes_of_the_file_go_with_the_sweep_of_files(with_refused, at):
    sha256 = with_refused.sha256
    at("2026-06-01T03:18")
    ImportRun.clear_old()

    files.sweep()

    assert not Blob.objects.filter(pk=sha256).exists()


def test_a_file_that_nobody_finished_is_left_aside(brought, at):
    at(brought.created_at + timedelta(days=91))

    ImportRun.clear_old()

    brought.refresh_from_db()
    assert (brought.status, brought.file) == ("discarded", None)


def test_the_company_says_how_long(with_refused, at, nora):
    company.put("imports.kept_days", 7, by=nora)
    at("2026-03-10T10:00")

    assert ImportRun.clear_old() == 1
