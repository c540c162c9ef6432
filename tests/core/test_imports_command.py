"""`koios import`: the same as the page, for who has a terminal."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from koios.core import tables
from koios.core.audit import trail
from koios.core.calendar import NonWorkingDay
from koios.core.imports import ImportRun, MapError, importers
from koios.core.tables import NotATable
from tests.core.example_importer import DayImporter


@pytest.fixture(autouse=True)
def known(db):
    importers.add(DayImporter.name, DayImporter)
    yield
    importers._things.pop(DayImporter.name)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "días.csv"
    path.write_text("Fecha;Motivo\n1/6/1999;Uno\n31/2/1999;Dos\n")
    return path


def bring(*words):
    """The exit status, and what was printed."""
    printed = io.StringIO()
    status = call_command("import", DayImporter.name, *map(str, words), stdout=printed)
    return status, printed.getvalue()


def test_the_answer_is_json_with_exactly_these_keys(file):
    status, printed = bring(file, "--json")

    answer = json.loads(printed)
    assert status == 1
    assert list(answer) == [
        *("rows", "created", "updated", "unchanged", "rejected", "errors", "extra")
    ]
    assert answer | {"extra": {}} == {
        "rows": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "rejected": 1,
        "errors": [
            {
                "row": 3,
                "column": "Fecha",
                "value": "31/2/1999",
                "reason": "«31/2/1999» no es una fecha que exista.",
            }
        ],
        "extra": {},
    }


def test_a_dry_run_leaves_nothing_behind(file):
    status, printed = bring(file, "--dry-run")

    assert status == 1
    assert printed.splitlines()[0] == (
        "Ensayo, no se escribió nada. 2 filas: 1 nuevas, 0 actualizadas, 0 sin cambios, "
        "1 no importadas."
    )
    assert "Fila 3. Fecha: «31/2/1999» no es una fecha que exista." in printed
    assert not ImportRun.objects.exists()
    assert not NonWorkingDay.objects.filter(day__year=1999).exists()


def test_a_file_that_goes_in_whole_ends_well_and_the_second_time_too(file):
    file.write_text("Fecha;Motivo\n1/6/1999;Uno\n")

    assert bring(file, "--json")[0] == 0
    status, printed = bring(file, "--json")

    assert status == 0
    assert json.loads(printed)["unchanged"] == 1


def test_what_came_in_is_kept_with_its_file_and_who_brought_it(file, ana):
    bring(file, "--by", "ANA@koios.example")

    (run,) = ImportRun.objects.all()
    assert (run.owner, run.name, run.status) == (ana, "días.csv", "done")
    assert run.file.open().read() == file.read_bytes()
    assert {entry.actor for entry in trail(run)} == {ana}


def test_nobody_in_particular_is_the_import_itself(file):
    bring(file)

    (day,) = NonWorkingDay.objects.filter(day__year=1999)
    assert [str(entry.actor_name) for entry in trail(day)] == ["Importación"]


def test_refused_rows_are_left_where_they_were_asked_for(file, tmp_path):
    bring(file, "--dry-run", "--result", tmp_path / "no.xlsx")

    assert next(tables.read(tmp_path / "no.xlsx").rows).cells[:3] == ["31/2/1999", "Dos", 3]


def test_a_map_is_read_from_its_file_and_its_faults_stop_everything(file, tmp_path):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("version: 1\ncolumns: {day: Fecha, name: Motivo}\n")
    bad.write_text("version: 1\ncolumns: {day: Fecha, nombre: Motivo}\n")

    assert bring(file, "--map", good, "--dry-run")[0] == 1
    with pytest.raises(MapError, match="Línea 2: no existe la columna «nombre»"):
        bring(file, "--map", bad)
    assert not ImportRun.objects.exists()


def test_options_of_the_importer_reach_it(file):
    bring(file, "--prefix", "Cierre: ")

    assert NonWorkingDay.objects.get(day__year=1999).name == "Cierre: Uno"


def test_what_is_no_list_leaves_nothing_behind(shared):
    with pytest.raises(NotATable, match="tabla cruzada"):
        bring(shared / "data/pqrs/sui_reclamaciones_acueducto_latin1.csv")

    assert not ImportRun.objects.exists()


def test_who_is_not_there_cannot_bring(file):
    with pytest.raises(CommandError, match="No hay nadie con el correo"):
        bring(file, "--by", "nadie@koios.example")
