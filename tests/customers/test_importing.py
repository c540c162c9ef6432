"""Customers come in by a list: one for each document, however it is written."""

from datetime import date

import pytest

from koios.core import audit
from koios.core.imports import Reading, importers, run
from koios.customers.importing import CustomerImporter
from koios.customers.models import Contact, Customer

OURS = """NIT;DV;Razón social;Nombre comercial;Ciudad;Departamento;CIIU;Correo;Contacto;Teléfono
890.204.771;6.0;Fundación Educativa La Arboleda;Colegio La Arboleda;ARMENIA-QUINDIO;;P8523;;Carla;
8902047716;;Fundación Educativa La Arboleda;;Pereira;Risaralda;;;CARLA;606 741 5500
900153453-4;;Clínica Santa Inés S.A.S.;Clinica Santa Ines SAS;Cali;Cali;9999;;;
900153453-5;;Clínica mal escrita;;;;;;;
;;Sin documento;;;;;;;
41.261.533;;Rosalba Tabares;;Macondo;;;no es un correo;;
24488310;;Sandra Arango;;Macondo;Magdalena;;;;
"""


@pytest.fixture
def take(tmp_path, ana):
    def take(text=OURS, map="", dry_run=False):
        path = tmp_path / "clientes.csv"
        path.write_text(text, encoding="utf-8")
        reading = Reading.of(CustomerImporter, path, map)
        return run(reading, CustomerImporter(), by=ana, dry_run=dry_run)

    return take


def test_it_is_among_the_importers():
    assert importers["customers"] is CustomerImporter


def test_every_row_gets_its_verdict(take):
    result = take()

    assert result.counts == {
        "rows": 7,
        "created": 3,
        "updated": 1,
        "unchanged": 0,
        "rejected": 3,
    }
    reasons = {error.row: error.reason for error in result.errors}
    assert "es 4, no 5" in reasons[5]
    assert reasons[6] == "falta este dato"
    assert 7 in reasons
    assert result.warnings == 2  # a CIIU and a town that do not exist: the rows went in


def test_what_the_rows_say_is_kept(take):
    take()

    school = Customer.objects.get(document_number="890204771")
    assert school.legal_name == "Fundación Educativa La Arboleda"
    assert (school.municipality, school.activity) == ("63001", "8523")
    assert (school.kind, school.status) == ("company", "active")
    clinic = Customer.objects.get(document_number="900153453")
    assert (clinic.municipality, clinic.activity, clinic.trade_name) == ("76001", "", "")
    sandra = Customer.objects.get(document_number="24488310")
    assert (sandra.kind, sandra.document_type, sandra.municipality) == ("person", "CC", "")


def test_the_first_row_of_a_document_decides_and_others_fill_in(take):
    take()

    school = Customer.objects.get(document_number="890204771")
    assert school.municipality == "63001"
    assert school.phone == "606 741 5500"
    assert [contact.name for contact in school.contacts.all()] == ["Carla"]


def test_the_same_file_twice_creates_and_changes_nothing(take):
    take()
    entries = audit.Entry.objects.count()

    again = take()

    assert (again.created, again.updated, again.unchanged, again.rejected) == (0, 0, 4, 3)
    assert audit.Entry.objects.count() == entries


def test_a_dry_run_says_what_would_happen_and_writes_nothing(take):
    planned = take(dry_run=True)

    assert not Customer.objects.exists() and not Contact.objects.exists()
    real = take()
    assert planned.counts == real.counts
    assert list(planned.errors) == list(real.errors)


def test_a_plan_knows_what_a_new_customer_is_where_the_row_does_not_say_it(take):
    rows = "NIT;Nombre;Estado;Tipo persona\n9001534534;Uno;;\n900153453;Uno;activo;jurídica\n"

    assert take(rows, dry_run=True).counts == take(rows).counts
    assert Customer.objects.get().status == "active"


def test_who_imports_stands_on_the_trail(take, ana):
    take()

    customer = Customer.objects.get(document_number="900153453")
    assert audit.trail(customer).get().actor == ana


def test_a_customer_that_was_known_is_completed_and_corrected(take, school):
    result = take("NIT;Razón social;Teléfono\n8902047716;Fundación La Arboleda;606 741 5500\n")

    school.refresh_from_db()
    assert result.updated == 1
    assert (school.legal_name, school.phone) == ("Fundación La Arboleda", "606 741 5500")
    assert school.trade_name == "Colegio La Arboleda"  # the file says nothing of it


def test_an_empty_cell_takes_nothing_away(take, school, ana):
    school.revise(by=ana, phone="606 741 5500")

    take(f"NIT;Razón social;Teléfono\n890204771;{school.legal_name};N/A\n")

    school.refresh_from_db()
    assert school.phone == "606 741 5500"


def test_the_number_of_one_that_was_merged_leads_to_the_one_that_stayed(take, school, clinic, ana):
    school.absorb(clinic, by=ana)

    result = take("NIT;Razón social;Teléfono\n900153453;Clínica Santa Inés;606 335 4120\n")

    school.refresh_from_db()
    assert result.counts["updated"] == 1
    assert school.phone == "606 335 4120"
    assert school.legal_name == "Fundación Educativa La Arboleda"
    assert Customer.objects.standing().count() == 1


def test_a_date_alone_is_not_that_of_a_resolution(take):
    take("NIT;Nombre;Fecha\n900153453;Clínica;18/08/2023\n")

    assert not Customer.objects.get().is_self_withholder


def test_dates_in_both_orders_are_read_by_what_they_can_be(take):
    take(
        "NIT;Razon_Social;Resolucion;Fecha\n"
        "900153453;Uno;643;30/12/1985\n811036370;Dos;9061;12/27/2002\n860034313;Tres;;\n"
    )

    days = dict(Customer.objects.values_list("legal_name", "self_withholder_on"))
    assert days == {"Uno": date(1985, 12, 30), "Dos": date(2002, 12, 27), "Tres": None}
    assert not Customer.objects.get(legal_name="Tres").is_self_withholder


def test_a_map_says_what_the_file_does_not(take):
    take(
        "numero;quien\n900153453;Clínica\n",
        "version: 1\ncolumns:\n  document: numero\n  legal_name: quien\n"
        "constants:\n  status: prospect\n  segment: SALUD\n",
    )

    customer = Customer.objects.get()
    assert (customer.status, customer.segment) == ("prospect", "Salud")


def test_a_state_that_cannot_be_is_refused(take, school):
    result = take("NIT;Nombre;Estado\n890204771;Colegio;Prospecto\n")

    school.refresh_from_db()
    assert school.status == "active"
    assert "no puede volver" in next(result.errors).reason


def test_days_of_credit_may_be_none_and_that_is_not_nothing(take, clinic, ana):
    clinic.revise(by=ana, payment_days=0)

    take("NIT;Nombre;Plazo\n900153453;Clínica Santa Inés S.A.S.;\n9001534534;Otra;30\n")

    clinic.refresh_from_db()
    assert clinic.payment_days == 0


@pytest.mark.parametrize(
    ("name", "rows", "created", "updated"),
    [
        ("empresas_siis_2018.csv", 1068, 1000, 0),
        ("reps_prestadores_juridicos_nit_dv.csv", 2130, 1890, 17),
        ("dian_autorretenedores_renta.csv", 3310, 3310, 0),
    ],
)
def test_real_files_go_in_whole_and_twice_change_nothing(shared, ana, name, rows, created, updated):
    def take(dry_run):
        reading = Reading.of(CustomerImporter, shared / "data" / "clientes" / name)
        return run(reading, CustomerImporter(), by=ana, dry_run=dry_run)

    first, second = take(dry_run=False), take(dry_run=True)

    assert (first.rows, first.created, first.updated) == (rows, created, updated)
    assert first.rejected == second.rejected == 0
    assert second.unchanged == rows
    assert Customer.objects.count() == created
