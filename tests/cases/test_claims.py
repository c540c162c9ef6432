"""While a claim about personal data is in course, the records of the person say so (L1581, 15)."""

import csv
from datetime import date

import pytest

from koios.cases import claims, sweeps
from koios.cases.models import Kind
from koios.core import audit
from koios.core.checks import check_trail
from koios.core.refusals import Refusal
from koios.customers import erasure, identity
from koios.customers.models import ClaimMark, Contact, DataSubject

SANDRA = {
    "name": "Sandra Milena Arango",
    "document_type": "CC",
    "document_number": "41935118",
    "email": "sandra@correo.example",
}


@pytest.fixture
def rosalba(make_customer):
    """A customer who is a person; her daughter claims for her."""
    return make_customer("Rosalba Tabares", "41261533", kind="person")


@pytest.fixture
def claim(at, make_case, rosalba, andrea):
    at("2026-07-02T10:00")
    case = make_case(Kind.HD_CLAIM, subject="Corregir mi dirección")
    return case.assign(andrea, by=andrea)


def link(case, customer, by):
    case.describe(by=by, customer=customer)
    return customer


def marked(record) -> list:
    return [mark.number for mark in ClaimMark.objects.standing().on(record)]


def test_the_record_is_marked_at_once_when_the_claim_is_linked(claim, rosalba, andrea):
    link(claim, rosalba, andrea)

    mark = ClaimMark.objects.get()
    assert mark.record == rosalba
    assert (mark.number, mark.reason) == (claim.number, "Corregir mi dirección")
    assert mark.put_on == date(2026, 7, 2)
    assert audit.trail(rosalba).filter(verb="claim_marked").count() == 1
    assert list(check_trail()) == []


def test_who_has_the_document_of_the_petitioner_is_marked_without_a_link(make_case, make_customer):
    customer = make_customer("Sandra Milena Arango", "41935118", kind="person")
    subject = customer.as_subject(by=audit.SYSTEM)

    case = make_case(Kind.HD_CLAIM)

    assert marked(customer) == [case.number, case.number]
    assert marked(subject) == [case.number]


def test_a_contact_is_marked_by_mail_and_name_and_nobody_else_of_that_mail(make_case, school, ana):
    told = {"email": "sandra@correo.example", "by": ana}
    sandra = Contact.introduce(school, name="Sandra Milena Arango", **told)
    other = Contact.introduce(school, name="Julián Arango", **told)

    case = make_case(Kind.HD_CLAIM)

    assert marked(sandra) == [case.number]
    assert marked(other) == []
    assert marked(school) == [case.number]


def test_another_petition_marks_nobody(make_case, make_customer):
    customer = make_customer("Sandra Milena Arango", "41935118", kind="person")

    make_case(Kind.HD_QUERY)
    make_case(Kind.CLAIM)

    assert marked(customer) == []


def test_the_type_decides_also_when_it_is_corrected(make_case, rosalba, andrea):
    case = make_case(Kind.CLAIM)
    link(case, rosalba, andrea)

    case.change_kind(Kind.HD_CLAIM, by=andrea, reason="Pide suprimir sus datos")
    assert marked(rosalba) == [case.number]

    case.change_kind(Kind.CLAIM, by=andrea, reason="Era un reclamo del servicio")
    assert marked(rosalba) == []


def test_another_customer_takes_the_mark_along(claim, rosalba, clinic, andrea):
    link(claim, rosalba, andrea)
    link(claim, clinic, andrea)

    assert marked(rosalba) == []
    assert marked(clinic) == [claim.number]
    assert audit.trail(rosalba).last().verb == "claim_unmarked"


def test_it_is_not_complete_while_the_company_waits_for_what_is_missing(at, claim, rosalba, andrea):
    link(claim, rosalba, andrea)

    claim.require_information("Cuál es la dirección correcta", by=andrea)
    assert marked(rosalba) == []

    at("2026-07-07T10:00")
    claim.hear("Carrera 14 # 9-20")
    assert marked(rosalba) == [claim.number]
    assert ClaimMark.objects.standing().get().put_on == date(2026, 7, 7)


def test_the_decision_lifts_it_and_an_answer_that_did_not_arrive_puts_it_back(
    claim, rosalba, andrea, beto, post
):
    link(claim, rosalba, andrea)
    claim.draft_answer("Ya corregimos su dirección.", by=andrea, version=0, attended=[0, 1])
    claim.submit_answer(by=andrea)
    claim.approve_answer(by=beto)
    assert marked(rosalba) == [claim.number]

    post()
    assert marked(rosalba) == []
    assert ClaimMark.objects.get().lifted_on == date(2026, 7, 2)

    claim.answer_undelivered(claim.answer, "Buzón lleno")
    assert marked(rosalba) == [claim.number]


def test_who_withdraws_the_claim_has_no_mark(claim, rosalba, andrea):
    link(claim, rosalba, andrea)

    claim.withdraw(by=andrea, reason="Ya lo arregló por teléfono")

    assert marked(rosalba) == []


def test_a_record_that_comes_in_after_the_claim_is_marked_within_the_day(claim, make_customer):
    customer = make_customer("Sandra Milena Arango", "41935118", kind="person")

    sweeps.mark_claimed()
    sweeps.mark_claimed()

    assert marked(customer) == [claim.number]


def test_merging_takes_the_mark_to_the_record_that_stays(claim, rosalba, make_customer, andrea):
    twin = link(claim, make_customer("Rosalba Tabares de Gil", kind="person"), andrea)

    rosalba.absorb(twin, by=andrea)

    claim.refresh_from_db()
    assert claim.customer == rosalba
    assert marked(rosalba) == [claim.number]
    assert marked(twin) == []


# Erasing


def test_nothing_is_erased_meanwhile(claim, rosalba, andrea, beto):
    link(claim, rosalba, andrea)

    with pytest.raises(Refusal, match="reclamo en trámite"):
        erasure.erase(rosalba, by=beto, reason="Limpieza")

    rosalba.refresh_from_db()
    assert rosalba.legal_name == "Rosalba Tabares"


def test_the_decision_of_that_claim_erases(claim, rosalba, andrea, beto):
    link(claim, rosalba, andrea)

    erasure.erase(rosalba, by=beto, reason="Pidió suprimirlos", decided=claim.number)

    rosalba.refresh_from_db()
    assert rosalba.legal_name == "Persona suprimida"
    assert ClaimMark.objects.get().reason == ""


def test_another_claim_that_is_undecided_still_forbids_it(claim, rosalba, andrea, beto, make_case):
    link(claim, rosalba, andrea)
    link(make_case(Kind.HD_CLAIM, petitioner=None, identity="anonymous"), rosalba, andrea)

    with pytest.raises(Refusal, match="reclamo en trámite"):
        erasure.erase(rosalba, by=beto, reason="Pidió suprimirlos", decided=claim.number)


def test_the_form_asks_whether_the_claim_was_decided_so(client, nora, claim, rosalba, andrea):
    link(claim, rosalba, andrea)
    client.force_login(nora)
    address = f"/customers/{rosalba.pk}/erasure/"

    asked = client.post(address, {"reason": "Lo pidió"})
    assert "solo se suprimen por su decisión" in asked.content.decode()

    assert client.post(address, {"reason": "Lo pidió", "decided": "on"}).status_code == 302
    rosalba.refresh_from_db()
    assert rosalba.legal_name == "Persona suprimida"


# Where it is seen


def test_the_pages_of_the_person_say_it_with_reason_and_date(client, beto, claim, rosalba, andrea):
    link(claim, rosalba, andrea)
    client.force_login(beto)

    for address in ("", "consents/"):
        page = client.get(f"/customers/{rosalba.pk}/{address}").content.decode()
        assert "Reclamo en trámite desde el 2 jul 2026" in page.replace("\xa0", " ")
        assert f"{claim.number}: Corregir mi dirección" in page
        assert claim.get_absolute_url() in page


def test_the_page_of_a_contact_says_it(client, ana, make_case, school):
    sandra = Contact.introduce(school, name=SANDRA["name"], email=SANDRA["email"], by=ana)
    make_case(Kind.HD_CLAIM)
    client.force_login(ana)

    page = client.get(f"/customers/{school.pk}/contacts/{sandra.pk}/").content.decode()

    assert "Reclamo en trámite desde" in page


def test_the_list_its_filter_and_its_export_say_it(client, beto, claim, rosalba, clinic, andrea):
    link(claim, rosalba, andrea)
    client.force_login(beto)

    page = client.get("/customers/?claims=on")
    assert [str(one) for one in page.context["list"].page] == ["Rosalba Tabares"]
    assert page.content.decode().count('pill-warn">Reclamo en trámite') == 1

    sheet = client.get("/customers/export.csv")
    rows = list(
        csv.DictReader(
            b"".join(sheet.streaming_content).decode("utf-8-sig").splitlines(), delimiter=";"
        )
    )
    told = {row["Razón social o nombres"]: row["Reclamo en trámite desde"] for row in rows}
    assert told["Rosalba Tabares"] and not told["Clínica Santa Inés S.A.S."]


def test_who_may_not_read_the_claim_reads_only_that_there_is_one(
    client, ana, make_case, make_customer
):
    sandra = make_customer("Sandra Milena Arango", "41935118", kind="person")
    case = make_case(Kind.HD_CLAIM, identity="confidential", subject="Mi historia clínica")
    client.force_login(ana)

    page = client.get(sandra.get_absolute_url()).content.decode()

    assert "Reclamo en trámite desde" in page
    assert case.number not in page
    assert "historia clínica" not in page


def test_a_person_who_is_met_by_the_form_itself_is_marked(make_case, at):
    case = make_case(Kind.HD_CLAIM)
    document = identity.read("41935118")
    subject = DataSubject.known_as(name=SANDRA["name"], document=document, by=audit.PUBLIC)

    claims.settle(case)

    assert marked(subject) == [case.number]
