"""The doors of contracts: who finds them, what they show, what they ask of the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from koios.contracts.models import Amendment, ClauseTemplate, Contract, Policy, Status
from koios.core import audit, calendar, jobs
from koios.customers.models import Requirement
from koios.office import counts, queue
from koios.quotes.models import TariffList
from tests.contracts.conftest import TARIFF, sign


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
    return [one.object for one in client.get(f"/contracts/{query}").context["list"].page]


FORM = {
    "object": "Rutas escolares 2026",
    "group": "students",
    "routes": "Colegio – Norte",
    "value": "",
    "start_on": "2026-08-01",
    "end_on": "2027-06-30",
    "renewal": "silence",
    "renewal_months": "12",
    "notice_amount": "30",
    "notice_unit": "days",
    "owner": "",
    "notes": "",
}


def rows(prefix, *told, initial=0):
    """The fields of a formset."""
    fields = {f"{prefix}-TOTAL_FORMS": len(told), f"{prefix}-INITIAL_FORMS": initial}
    for at, row in enumerate(told):
        fields |= {f"{prefix}-{at}-{name}": value for name, value in row.items()}
    return fields


def lines(*told):
    """The fields of the prices."""
    fields = {"line": range(1, len(told) + 1)}
    for number, row in enumerate(told, start=1):
        fields |= {f"line-{number}-{name}": value for name, value in row.items()}
    return fields


def test_a_contract_is_prepared_from_the_page_of_its_customer(desk, school, house):
    page = desk.get(f"/contracts/new/?customer={school.pk}")
    assert page.context["form"]["customer"].value() == school.document_number

    answer = desk.post("/contracts/new/", {**FORM, "customer": "Colegio La Arboleda"})

    contract = Contract.objects.get()
    assert answer.url == contract.get_absolute_url()
    assert contract.customer == school and contract.renewal == "silence"
    assert "Para firmarlo falta" in written(desk.get(answer.url))


def test_what_was_typed_survives_an_error(desk, school):
    told = {**FORM, "customer": "Colegio La Arboleda", "end_on": "2026-07-01"}

    answer = desk.post("/contracts/new/", told)

    assert answer.status_code == 422
    assert "Termina antes de empezar" in written(answer)
    assert "Rutas escolares 2026" in written(answer) and not Contract.objects.exists()


def test_its_terms_and_prices_are_edited_until_it_is_signed(desk, make_contract, ana, at):
    contract = make_contract()
    at("2026-07-02T10:05")
    page = desk.get(f"{contract.get_absolute_url()}details/")
    stamp = page.context["form"]["changed_at"].value()
    told = {**FORM, "changed_at": stamp, "owner": ana.pk}
    price = {"description": "Ruta Norte", "price": "4500000", "unit": "month"}
    price |= {"tax_category": "excluded"}

    saved = desk.post(f"{contract.get_absolute_url()}details/", told | lines(price))
    assert saved.status_code == 302
    contract.refresh_from_db()
    contract.forget_parts()
    assert contract.object == "Rutas escolares 2026"
    assert [(one.description, one.price) for one in contract.own_tariffs] == [
        ("Ruta Norte", 4_500_000)
    ]

    stale = desk.post(f"{contract.get_absolute_url()}details/", told | lines(price))
    assert stale.status_code == 409
    assert "Otra persona guardó" in written(stale) and "Ruta Norte" in written(stale)


def test_a_price_that_lacks_something_is_told_and_nothing_is_saved(desk, make_contract):
    contract = make_contract()

    answer = desk.post(f"{contract.get_absolute_url()}details/", FORM | lines({"price": "1.000"}))

    assert answer.status_code == 422
    assert "Diga de qué es este precio" in written(answer)
    assert contract.own_tariffs[0].description == TARIFF["description"]


def test_a_press_in_the_prices_saves_nothing(desk, make_contract):
    contract = make_contract()
    here = f"{contract.get_absolute_url()}details/"
    price = {"description": "Ruta Norte", "price": "4.500.000", "unit": "month"}

    answer = desk.post(here, FORM | lines(price) | {"do": "add-1", "end_on": "no es fecha"})

    assert answer.status_code == 200
    assert "Ruta Norte" in written(answer) and 'name="line" value="2"' in written(answer)
    assert contract.own_tariffs[0].description == TARIFF["description"]


def test_the_price_of_a_service_comes_with_its_code(desk, make_contract, make_service):
    tariffs = TariffList(name="Generales", valid_from="2026-01-01").begin(by=audit.SYSTEM)
    tariffs.price(make_service(), Decimal(350_000), by=audit.SYSTEM)
    tariffs.publish(by=audit.SYSTEM)
    here = f"{make_contract().get_absolute_url()}tariffs/"

    filled = written(desk.post(here, lines({"code": "rut-01"})))

    assert "350.000" in filled and "Generales" in filled


def test_an_amendment_begins_with_the_prices_of_today(desk, make_contract):
    contract = make_contract("active")

    answer = desk.post(f"{contract.get_absolute_url()}tariffs/", lines({}) | {"do": "current"})

    assert TARIFF["description"] in written(answer)


def test_clauses_are_written_moved_and_dropped(desk, make_contract):
    contract = make_contract()
    here = f"{contract.get_absolute_url()}clauses/"
    told = rows(
        "c",
        {"order": "20", "title": "Plazo", "text": "Hasta el {fin}."},
        {"order": "10", "title": "Objeto", "text": "{objeto}"},
        {"order": "30", "title": "Nada", "text": ""},
    )

    desk.post(here, told)
    assert [one.title for one in contract.clauses.all()] == ["Objeto", "Plazo"]

    wrong = desk.post(here, rows("c", {"order": "1", "title": "Mal", "text": "{inventado}"}))
    assert wrong.status_code == 422 and "Estos campos no existen" in written(wrong)
    desk.post(here, {"propose": "1", **rows("c")})
    assert contract.clauses.count() > 5


def test_people_and_requirements_are_chosen(desk, make_contract, carla, school):
    contract = make_contract()
    known = Requirement.raise_for(school, statement="Monitora", by=contract.owner)
    here = contract.get_absolute_url()

    desk.post(f"{here}people/", {"signs": carla.pk})
    desk.post(
        f"{here}requirements/",
        {
            "requirements": [known.pk],
            "statement": "Rastreo satelital",
            "kind": "potential",
            "verification": "Cada mes",
        },
    )

    page = written(desk.get(here))
    assert "Carla Ocampo" in page and "Rastreo satelital" in page
    assert Requirement.objects.get(statement="Rastreo satelital").source == "contract"


def test_it_is_prepared_withdrawn_compared_and_signed(desk, make_contract, ana):
    contract = make_contract()
    desk.post(f"{contract.get_absolute_url()}preparation/")
    contract.refresh_from_db()
    here = contract.get_absolute_url()
    jobs.run_due()
    assert "En firma" in written(desk.get(here))
    assert desk.get(f"{here}paper.pdf").headers["Content-Type"] == "application/pdf"

    desk.post(f"{here}withdrawal/", {"reason": "Cambia el valor"})
    contract.refresh_from_db()
    contract.revise(by=ana, value=90_000_000)
    compared = written(desk.get(f"{here}versions/1/"))
    assert "$ 90.000.000" in compared and "al borrador de hoy" in compared

    signed = desk.post(
        f"{here}paper-signing/",
        {
            "on": "2026-07-01",
            "signed_by": "Carla Ocampo\nGloria Patiño",
            "files": SimpleUploadedFile("firmado.txt", b"Firmado"),
        },
    )
    assert signed.status_code == 302
    page = written(desk.get(here))
    assert "Vigente" in page and "firmado.txt" in page and "Gloria Patiño" in page


def test_a_signing_without_the_scan_says_so_and_keeps_what_was_typed(desk, make_contract):
    contract = make_contract()

    answer = desk.post(
        f"{contract.get_absolute_url()}paper-signing/",
        {"on": "2026-07-01", "signed_by": "Carla Ocampo"},
    )

    assert answer.status_code == 409
    assert "Adjunte el documento firmado" in written(answer)
    assert "Carla Ocampo" in written(answer)


def test_the_list_is_narrowed_by_tab_and_address(
    desk, make_contract, clinic, ana, django_assert_max_num_queries
):
    make_contract(object="Borrador")
    make_contract("active", object="Vigente")
    make_contract("active", object="Pronto", end_on=date(2026, 8, 1))
    over = make_contract("active", object="Terminado", customer=clinic)
    over.terminate(by=ana, on=date(2026, 7, 1), reason="Acuerdo")

    assert listed(desk) == ["Pronto", "Vigente"]
    assert listed(desk, "?tab=drafts") == ["Borrador"]
    assert listed(desk, "?tab=ending") == ["Pronto"]
    assert listed(desk, "?tab=over") == ["Terminado"]
    assert listed(desk, f"?customer={clinic.pk}") == ["Terminado"]
    assert listed(desk, "?q=pronto") == ["Pronto"]
    assert listed(desk, "?end_to=2026-08-31") == ["Pronto"]
    sheet = desk.get("/contracts/export.csv?q=pronto")
    assert "Pronto" in b"".join(sheet.streaming_content).decode()
    with django_assert_max_num_queries(12):
        desk.get("/contracts/")


def test_a_contract_asks_little_of_the_database(
    desk, make_contract, ana, school, django_assert_max_num_queries
):
    requirement = Requirement.raise_for(school, statement="Monitora", by=ana)
    requirement.agree(by=ana, on=date(2026, 7, 1), with_whom="Carla")
    contract = make_contract("active", renewal="silence")
    for kind in ("quality", "wages"):
        Policy.ask(contract, by=ana, kind=kind)
    Amendment.draft(contract, by=ana, effective_on=date(2026, 7, 2), text="Algo")
    desk.get("/")

    with django_assert_max_num_queries(12):
        page = written(desk.get(contract.get_absolute_url()))

    assert "Si nadie avisa hasta el" in page and "Falta" in page


def test_a_consumer_is_warned_of(desk, make_contract):
    contract = make_contract(renewal="silence", is_consumer=True)

    assert "Ley 1480 de 2011" in written(desk.get(contract.get_absolute_url()))


def test_an_amendment_is_prepared_signed_and_seen(desk, make_contract, ana):
    contract = make_contract("active", renewal="silence")
    page = desk.get(f"{contract.get_absolute_url()}amendments/new/?renew=1")
    assert page.context["form"]["end_on"].value() == date(2027, 11, 30)
    told = {
        **FORM,
        "object": contract.object,
        "routes": "",
        "start_on": "2026-01-19",
        "end_on": "2027-11-30",
        "effective_on": "2026-07-02",
        "reason": "Sigue el servicio",
        "text": "",
    }

    answer = desk.post(f"{contract.get_absolute_url()}amendments/new/", told | lines({}))
    amendment = Amendment.objects.get()
    assert answer.url == amendment.get_absolute_url()
    assert amendment.changes == {"end_on": "2027-11-30"}
    page = written(desk.get(answer.url))
    assert "Pasa de «lunes 30 de noviembre de 2026» a" in page

    desk.post(
        f"{answer.url}paper-signing/",
        {
            "on": "2026-07-02",
            "signed_by": "Carla",
            "files": SimpleUploadedFile("otrosi.txt", b"Otrosi"),
        },
    )
    contract.refresh_from_db()
    assert contract.end_on == date(2027, 11, 30)
    assert "Otrosí 1" in written(desk.get(contract.get_absolute_url()))


def test_policies_are_asked_brought_and_dropped(desk, make_contract):
    contract = make_contract("active")
    here = contract.get_absolute_url()
    desk.post(f"{here}policies/", {"kind": "quality"})
    policy = Policy.objects.get()
    assert "Falta" in written(desk.get(here))

    desk.post(
        f"/contracts/policies/{policy.pk}/delivery/",
        {"number": "P-1", "insurer": "Seguros del Café", "expires_on": "2027-07-01"},
    )
    assert "Seguros del Café" in written(desk.get(here))
    desk.post(f"/contracts/policies/{policy.pk}/removal/", {"reason": "Ya no la piden"})
    assert "P-1" not in written(desk.get(here))


def test_the_calendar_tells_what_comes(desk, make_contract, ana, django_assert_max_num_queries):
    contract = make_contract("active", renewal="silence")
    Policy.ask(contract, by=ana, kind="rcc", number="P", expires_on=date(2026, 9, 1))
    desk.get("/")

    with django_assert_max_num_queries(12):
        page = written(desk.get("/contracts/calendar/"))

    for told in ("Termina", "Último día para avisar", "Vence póliza", "noviembre de 2026"):
        assert told in page
    assert "Nada vence" in written(desk.get("/contracts/calendar/?month=2030-01"))
    assert desk.get("/contracts/calendar/?month=9999-99").status_code == 200


def test_drafts_and_near_ends_wait_on_the_day_of_their_owner(desk, make_contract, ana):
    make_contract(object="Borrador")
    make_contract("active", object="Pronto", end_on=date(2026, 7, 20))
    make_contract("active", object="Lejos")
    counts.forget()

    titles = {job.title for job in queue.Day(ana, calendar.today(), key="contracts").jobs}

    assert titles == {"Borrador", "Pronto"}
    assert counts.of(ana)["queue.contracts"] == 2
    assert counts.of(ana)["contracts"] == 1


def test_the_customer_shows_the_contract_in_force(desk, make_contract, school):
    contract = make_contract("active")

    page = written(desk.get(school.get_absolute_url()))

    assert contract.number in page and "1 en vigor" in page


def test_a_contract_goes_along_when_its_customer_is_merged(make_contract, school, clinic, ana):
    contract = make_contract(customer=clinic)

    school.absorb(clinic, by=ana)

    contract.refresh_from_db()
    assert contract.customer == school


def test_clauses_of_the_house_are_kept_among_the_settings(client, nora, house):
    client.force_login(nora)
    told = {"title": "Reserva", "text": "{contratante}", "order": "5", "active": "on"}
    told |= {"group": "", "renewal": "", "who": ""}

    assert client.post("/contracts/clauses/new/", told).status_code == 302
    again = client.post("/contracts/clauses/new/", told)
    assert again.status_code == 422 and "Ya hay una cláusula" in written(again)
    clause = ClauseTemplate.objects.get(title="Reserva")
    client.post(f"/contracts/clauses/{clause.pk}/", {**told, "text": "Otra"})
    clause.refresh_from_db()
    assert clause.text == "Otra"
    assert "Reserva" in written(client.get("/contracts/clauses/"))


def test_who_may_not_see_contracts_finds_none(client, make_contract, ana):
    contract = make_contract("active")
    ana.roles.clear()
    client.force_login(ana)

    for address in ("/contracts/", contract.get_absolute_url(), "/contracts/calendar/"):
        assert client.get(address).status_code == 404


def test_only_who_approves_ends_a_contract(desk, make_contract, client, gloria):
    contract = make_contract("active")
    told = {"on": "2026-07-02", "reason": "Acuerdo"}
    assert desk.post(f"{contract.get_absolute_url()}termination/", told).status_code == 403

    client.force_login(gloria)
    client.post(f"{contract.get_absolute_url()}termination/", told)

    contract.refresh_from_db()
    assert contract.status == Status.TERMINATED


def test_two_who_sign_at_once_sign_it_once(desk, make_contract, ana):
    contract = make_contract(tariffs=[dict(TARIFF)])
    sign(contract, by=ana)

    answer = desk.post(
        f"{contract.get_absolute_url()}paper-signing/",
        {
            "on": "2026-07-02",
            "signed_by": "Carla",
            "files": SimpleUploadedFile("otra.txt", b"Otra"),
        },
    )

    assert answer.status_code == 409
    assert contract.versions.count() == 1
