"""Contracts of the past, from a list."""

from pathlib import Path

import pytest

from koios.contracts.importing import ContractImporter
from koios.contracts.models import Contract, Status
from koios.core.checks import check_trail
from koios.core.imports import Reading, importers, run
from koios.core.numbering import check_counters
from koios.customers.models import Customer

LIST = """id_contrato,id_entidad,fecha_firma,fecha_inicio,fecha_fin,valor,valor_pagado,estado,objeto
C-1,118,2023-06-22,2023-06-23,2023-12-22,16500000.0,16500000.0,Modificado,"Apoyo a la gestión,
en dos renglones"
C-2,118,2026-06-01,2026-06-02,2027-06-01,14000000.0,20000000.0,En ejecución,Rutas
C-3,910,2025-08-13,,2025-12-31,13392060.0,,terminado,Otras rutas
C-4,910,2025-08-13,2025-09-01,2025-01-31,1,,Cerrado,Al revés
C-1,118,2023-06-22,2023-06-23,2023-12-22,16500000.0,16500000.0,Modificado,Repetido
C-5,910,,,,1,,Cerrado,Sin fechas
"""

MAP = """version: 1
columns:
  number: id_contrato
  customer: id_entidad
  object: objeto
  status: estado
  signed_on: fecha_firma
  start_on: fecha_inicio
  end_on: fecha_fin
  value: valor
  paid: valor_pagado
constants:
  customer_prefix: Entidad
"""


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


@pytest.fixture
def run_import(tmp_path, nora):
    def take(text=LIST, map=MAP, dry_run=False):
        path = tmp_path / "contratos.csv"
        path.write_text(text, encoding="utf-8")
        reading = Reading.of(ContractImporter, path, map)
        return run(reading, ContractImporter(), by=nora, dry_run=dry_run)

    return take


def test_it_is_among_the_importers_for_who_configures(nora, ana):
    assert importers["contracts"] is ContractImporter
    assert ContractImporter.may_be_run_by(nora)
    assert not ContractImporter.may_be_run_by(ana)


def test_the_file_of_an_open_register_goes_in(run_import):
    answer = run_import(LIST)

    assert answer.rows == 6
    assert (answer.created, answer.unchanged, answer.rejected) == (3, 1, 2)
    by_number = {one.number: one for one in Contract.objects.all()}
    assert by_number["C-1"].status == Status.EXPIRED  # its end has passed, whatever the list says
    assert by_number["C-2"].status == Status.ACTIVE
    assert by_number["C-3"].status == Status.TERMINATED
    assert by_number["C-3"].ended_on.isoformat() == "2025-12-31"
    assert by_number["C-1"].customer == Customer.objects.get(legal_name="Entidad 118")
    assert "en dos renglones" in by_number["C-1"].object
    reasons = " ".join(error.reason for error in answer.errors)
    assert "termina antes de empezar" in reasons and "no dice cuándo se firmó" in reasons
    assert list(check_trail()) == [] and list(check_counters()) == []


def test_the_same_file_twice_creates_nothing(run_import):
    run_import(LIST)
    again = run_import(LIST)

    assert (again.created, again.updated) == (0, 0)
    assert Contract.objects.count() == 3


def test_a_number_of_koios_is_not_taken_over(make_contract, run_import):
    contract = make_contract("active")
    line = f"{contract.number},118,2026-06-01,2026-06-02,2027-06-01,1,,Cerrado,Otro"
    answer = run_import(f"{LIST.splitlines()[0]}\n{line}\n")

    assert answer.rejected == 1
    contract.refresh_from_db()
    assert contract.object == "Transporte escolar 2026"


def test_the_real_list_goes_in_whole(shared, run_import):
    map = (Path(__file__).parents[2] / "docs/maps/secop_ti_contratos_muestra.yaml").read_text()
    lines = (shared / "data/contratos/secop_ti_contratos_muestra.csv").read_text().splitlines()

    answer = run_import("\n".join(lines[:300]), map, dry_run=True)

    assert answer.created + answer.rejected == answer.rows > 200
    assert answer.rejected <= 1  # the last one, cut in the middle of its object
