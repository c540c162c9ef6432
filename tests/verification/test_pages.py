"""The doors of verifications: the list, one, what can be done with it, the page of a contract."""

from datetime import date

import pytest

from koios.accounts.models import User
from koios.core import jobs, outbox
from koios.customers.models import Contact, Requirement
from koios.verification.models import ContractVerification, Status
from tests.contracts.conftest import sign
from tests.verification.conftest import answer_all


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


def written(response):
    return response.content.decode().replace("\xa0", " ")


def listed(client, query=""):
    return {one.number for one in client.get(f"/verification/{query}").context["list"].page}


def test_the_list_is_narrowed_by_tab_and_address(
    desk, make_contract, make_verification, ana, beto, clinic, django_assert_max_num_queries
):
    late = make_verification(make_contract("active"), due_on=date(2026, 7, 1), owner=beto)
    mine = make_verification(make_contract("active", customer=clinic), started=True)
    done = make_verification(make_contract("active"), started=True)
    lacking = {"verdict": "partly", "note": "Faltan dos"}
    answer_all(done, by=ana, c05=lacking).finish(by=ana, conclusion="")

    assert listed(desk) == {late.number, mine.number}
    assert listed(desk, "?tab=mine") == {mine.number}
    assert listed(desk, "?tab=overdue") == {late.number}
    assert listed(desk, "?tab=done") == {done.number}
    assert listed(desk, f"?customer={clinic.pk}") == {mine.number}
    assert listed(desk, f"?contract={late.contract.number}") == {late.number}
    assert listed(desk, f"?owner={beto.pk}&tab=all") == {late.number}
    assert listed(desk, "?year=2025") == set()
    assert listed(desk, f"?q={done.contract.number}") == {done.number}
    sheet = desk.get("/verification/export.csv?tab=done")
    assert done.number in b"".join(sheet.streaming_content).decode()
    with django_assert_max_num_queries(12):
        desk.get("/verification/?tab=all")


def test_the_list_finds_those_with_an_item_that_lacks(
    desk, make_contract, make_verification, ana, school, clinic
):
    """So that a figure of the report opens what it counts."""
    requirement = Requirement.raise_for(school, statement="Monitora", by=ana)
    requirement.agree(by=ana, on=date(2026, 7, 1), with_whom="Carla")
    plain, promised = make_contract("active", customer=clinic), make_contract()
    promised.require([requirement], by=ana)
    sign(promised, by=ana)
    whole, lacks = (make_verification(one, started=True) for one in (plain, promised))
    answer_all(whole, by=ana)
    answer_all(lacks, by=ana, c05={"verdict": "does_not", "note": "Es otra"})

    assert listed(desk, "?item=05&verdict=does_not") == {lacks.number}
    assert listed(desk, "?item=05&verdict=complies") == {whole.number}
    assert listed(desk, "?item=05&verdict=lacks") == {lacks.number}
    assert listed(desk, "?item=06&verdict=lacks") == set()
    assert listed(desk, f"?requirement_kind={requirement.kind}") == {lacks.number}
    assert listed(desk, f"?requirement_kind={requirement.kind}&verdict=partly") == set()


def test_a_verification_asks_little_of_the_database(
    desk, make_verification, ana, django_assert_max_num_queries
):
    verification = make_verification(started=True)
    here = verification.get_absolute_url()
    desk.get("/")
    with django_assert_max_num_queries(12):
        page = written(desk.get(here))
    assert "<b>0</b> de 16 respondidos" in page and "Siguiente sin responder" in page

    lacking = {"verdict": "does_not", "note": "Faltan dos pólizas", "finding_owner": ana}
    answer_all(verification, by=ana, c09=lacking).finish(by=ana, conclusion="Se mantiene")
    while jobs.run_due():
        pass
    desk.get("/")
    with django_assert_max_num_queries(12):
        page = written(desk.get(here))

    assert "Faltan dos pólizas" in page and "Se mantiene" in page and "/findings/" in page
    assert 'name="note"' not in page and "Huella SHA-256" in page


def test_a_pending_one_says_what_it_will_ask(
    desk, make_verification, django_assert_max_num_queries
):
    verification = make_verification()
    desk.get("/")

    with django_assert_max_num_queries(12):
        page = written(desk.get(verification.get_absolute_url()))

    assert "los 16 ítems de «Verificación anual de contratos, versión 1»" in page
    assert desk.post(f"{verification.get_absolute_url()}start/").status_code == 302
    verification.refresh_from_db()
    assert verification.status == Status.IN_PROGRESS


def test_without_a_checklist_in_use_it_says_so(desk, make_verification, checklist, ana):
    verification = make_verification()
    checklist.retire(by=ana, reason="Se hace otra")

    assert "Falta una lista de verificación en uso" in written(
        desk.get(verification.get_absolute_url())
    )
    assert desk.post(f"{verification.get_absolute_url()}start/").status_code == 409


def test_it_ends_once_all_is_answered_and_says_how_many_findings(desk, make_verification, ana):
    verification = make_verification(started=True)
    here = f"{verification.get_absolute_url()}completion/"
    early = desk.post(here, {"conclusion": "Todo bien"})
    assert early.status_code == 409 and "Faltan por responder: 01" in written(early)
    assert "Todo bien" in written(early)

    answer_all(verification, by=ana, c05={"verdict": "partly", "note": "Faltan dos"})
    assert "Queda registrado 1 hallazgo" in written(desk.get(here))
    desk.post(here, {"conclusion": "Todo bien"})

    verification.refresh_from_db()
    assert verification.status == Status.DONE and verification.conclusion == "Todo bien"


def test_the_paper_is_the_one_that_was_fixed(desk, make_verification, ana):
    verification = make_verification(started=True)
    here = f"{verification.get_absolute_url()}paper.pdf"
    assert desk.get(here).status_code == 409

    answer_all(verification, by=ana).finish(by=ana, conclusion="")
    assert "El PDF se está preparando" in written(desk.get(here))
    while jobs.run_due():
        pass

    answer = desk.get(here)
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"


def test_a_copy_is_proposed_to_who_looks_after_the_contract(
    desk, make_verification, ana, carla, school
):
    Contact.introduce(school, name="Ana Nieto", email="cartera@laarboleda.example.co", by=ana)
    carla.amend(by=ana, contract=True)
    verification = make_verification(started=True)
    answer_all(verification, by=ana).finish(by=ana, conclusion="")
    here = f"{verification.get_absolute_url()}copy/"
    assert desk.post(here, {"to": [carla.email], "subject": "A", "text": "B"}).status_code == 409
    while jobs.run_due():
        pass

    form = desk.get(here).context["form"]
    assert (
        form.initial["to"] == [carla.email] and verification.contract.label in form["text"].value()
    )
    nobody = desk.post(here, {"subject": "Copia", "text": "Va adjunta"})
    assert nobody.status_code == 422 and "Va adjunta" in written(nobody)
    told = {"to": [carla.email], "others": "rectoria@laarboleda.example.co", "cc": ""}
    desk.post(here, {**told, "subject": "Copia", "text": "Va adjunta"})

    mail = outbox.Message.objects.get(kind="verification.copy")
    assert mail.to == [carla.email, "rectoria@laarboleda.example.co"]
    assert "Copia de una verificación a" in written(desk.get(verification.get_absolute_url()))


def test_only_who_approves_voids(desk, client, gloria, make_verification, ana):
    verification = make_verification(started=True)
    answer_all(verification, by=ana).finish(by=ana, conclusion="")
    here = f"{verification.get_absolute_url()}voiding/"
    assert desk.post(here, {"reason": "Era de otro"}).status_code == 403

    client.force_login(gloria)
    client.post(here, {"reason": "Era de otro"})

    verification.refresh_from_db()
    assert verification.status == Status.VOIDED


def test_it_is_handed_over_postponed_and_cancelled(desk, make_verification, gloria):
    verification = make_verification()
    here = verification.get_absolute_url()

    desk.post(f"{here}handover/", {"person": gloria.pk})
    assert (
        desk.post(f"{here}postponement/", {"day": "2026-07-01", "reason": "X"}).status_code == 422
    )
    desk.post(f"{here}postponement/", {"day": "2026-08-15", "reason": "Vacaciones"})
    desk.post(f"{here}cancellation/", {"reason": "El contrato se terminó"})

    verification.refresh_from_db()
    assert verification.owner == gloria and verification.due_on == date(2026, 8, 15)
    assert verification.status == Status.CANCELLED


def test_who_may_not_see_contracts_finds_none(client, make_verification, ana):
    verification = make_verification(started=True)
    ana.roles.clear()
    client.force_login(ana)

    here = verification.get_absolute_url()
    for address in ("/verification/", here, f"{here}items/01/", "/verification/checklists/"):
        assert client.get(address).status_code == 404


def test_who_only_looks_is_offered_no_form(client, make_verification):
    looks = User.objects.create_person("ivan@koios.example", "Iván Mira", ["auditor"])
    client.force_login(looks)
    verification = make_verification(started=True)

    page = written(client.get(verification.get_absolute_url()))

    assert "La habilitación de la empresa está vigente." in page and 'name="note"' not in page


def test_a_contract_shows_its_years_and_is_verified_from_its_page(
    desk, make_contract, checklist, ana
):
    contract = make_contract("active")
    page = written(desk.get(contract.get_absolute_url()))
    here = f"/verification/contracts/{contract.number}/verification/"
    assert here in page

    answer = desk.post(here, {"for_year": "2026", "due_on": "2026-07-31", "owner": ana.pk})

    verification = ContractVerification.objects.get()
    assert answer.url == verification.get_absolute_url()
    assert verification.campaign is None and verification.owner == ana
    assert verification.get_absolute_url() in written(desk.get(contract.get_absolute_url()))
    assert desk.get(here).context["form"]["for_year"].value() == 2025
    again = desk.post(here, {"for_year": "2026", "due_on": "2026-07-31"})
    assert again.status_code == 409 and "ya tiene una verificación de 2026" in written(again)
