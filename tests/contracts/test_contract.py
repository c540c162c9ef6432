"""A contract from its draft to its liquidation, and what it tells of itself."""

from datetime import date
from decimal import Decimal

import pytest

from koios.contracts import sweeps
from koios.contracts.contract import check_contracts
from koios.contracts.models import (
    Amendment,
    ClauseTemplate,
    Contract,
    ContractRequirement,
    Policy,
    Signing,
    Status,
    Version,
)
from koios.core import calendar, jobs, settings
from koios.core.audit import SYSTEM
from koios.core.checks import check_trail
from koios.core.documents import Document
from koios.core.notices import Notice
from koios.core.numbering import check_counters
from koios.core.refusals import Refusal
from koios.customers.models import Requirement
from tests.contracts.conftest import TARIFF, basket_with, sign
from tests.quotes.conftest import accept


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


# From where it comes


def test_an_approved_quote_that_wants_it_drafts_a_contract(make_quote, house, carla):
    quote = make_quote(
        status="sent",
        contract_wanted=True,
        service_from=date(2026, 8, 1),
        service_until=date(2027, 6, 30),
        lines=[
            {**TARIFF, "quantity": Decimal(10), "tax_category": "excluded", "discount": Decimal(5)}
        ],
    )

    accept(quote)

    contract = Contract.objects.get()
    assert (contract.quote, contract.customer, contract.value) == (
        quote,
        quote.customer,
        39_900_000,
    )
    assert (contract.start_on, contract.end_on) == (date(2026, 8, 1), date(2027, 6, 30))
    assert contract.own_tariffs[0].price == 3_990_000
    assert contract.is_draft and contract.number is None
    assert contract.clauses.count() > 5
    assert Contract.draft_from(quote, by=quote.owner) == contract


def test_who_approved_reads_that_the_contract_comes_to_be_signed(client, make_quote, house, smtp):
    quote = make_quote(status="sent", contract_wanted=True)

    accept(quote)
    jobs.run_due()

    words = "Preparamos el contrato y se lo enviamos para firmar."
    page = client.get(f"{quote.public_url}respuesta/").content.decode()
    assert "<b>Contrato.</b>" in page and words in page
    assert words in smtp.last("carla@laarboleda.example").text


def test_a_quote_that_does_not_say_so_drafts_none(make_quote, house):
    accept(make_quote(status="sent"))

    assert not Contract.objects.exists()


def test_the_clauses_of_the_house_are_those_whose_conditions_it_meets(make_contract, make_customer):
    ClauseTemplate(title="Solo turistas", text="Guía", group="tourists").begin(by=SYSTEM)
    person = make_customer("Luz Dary Henao", kind="person")

    silent = make_contract(renewal="silence", group="students")
    consumers = make_contract(customer=person, renewal="silence", tariffs=[dict(TARIFF)])

    titles = [one.title for one in silent.clauses.all()]
    assert "Prórroga automática" in titles and "Transporte de estudiantes" in titles
    assert "Solo turistas" not in titles and "Prórroga" not in titles
    assert "Terminación por el consumidor" not in titles
    assert "Terminación por el consumidor" in [one.title for one in consumers.clauses.all()]


def test_what_was_agreed_with_the_customer_goes_into_the_contract(make_contract, school, ana):
    agreed = Requirement.raise_for(school, statement="Monitora", by=ana)
    agreed.agree(by=ana, on=date(2026, 7, 1), with_whom="Carla")
    Requirement.raise_for(school, statement="Rastreo", by=ana)

    contract = make_contract()

    assert [one.requirement for one in contract.all_requirements] == [agreed]


def test_a_form_sent_twice_is_one_draft(make_contract):
    assert make_contract(submission="abc") == make_contract(submission="abc")
    assert Contract.objects.count() == 1


def test_who_saves_over_another_is_told_and_nothing_changes(make_contract, ana, at):
    contract = make_contract()
    seen = contract.changed_at
    at("2026-07-02T10:05")
    contract.revise(by=ana, value=90_000_000)

    with pytest.raises(Refusal):
        contract.revise(by=ana, changed_at=seen, value=1)

    contract.refresh_from_db()
    assert contract.value == 90_000_000


# Signing


def test_it_takes_its_number_when_it_goes_to_be_signed_and_keeps_it(make_contract, ana):
    first, second = make_contract(), make_contract(object="Otro")

    second.prepare_to_sign(by=ana)
    second.withdraw_from_signing(by=ana, reason="Cambia el valor")
    second.revise(by=ana, value=50_000_000)
    second.prepare_to_sign(by=ana)
    first.prepare_to_sign(by=ana)

    assert (second.number, first.number) == ("CTO-2026-0001", "CTO-2026-0002")
    assert [one.number for one in Version.objects.of(second)] == [1, 2]
    assert list(check_counters()) == []


def test_what_is_being_signed_does_not_change(make_contract, ana):
    contract = make_contract()
    contract.prepare_to_sign(by=ana)

    for change in (
        lambda: contract.revise(by=ana, value=1),
        lambda: contract.word([], by=ana),
        lambda: contract.require([], by=ana),
        lambda: contract.discard(by=ana),
    ):
        with pytest.raises(Refusal):
            change()


def test_the_paper_is_frozen_as_a_pdf_with_its_hash(make_contract, ana):
    contract = make_contract(value=46_200_000)
    version = contract.prepare_to_sign(by=ana)
    jobs.run_due()

    document = Document.objects.get(pk=version.document_id)
    assert document.is_ready and document.sha256
    with document.open() as content:
        assert content.read(5) == b"%PDF-"
    facts = {row["label"]: row["value"] for row in document.data["facts"]}
    assert "cuarenta y seis millones doscientos mil pesos" in facts["Valor"]
    assert document.data["clauses"][0]["text"].startswith(
        "El transportador presta al contratante este servicio: Transporte escolar 2026."
    )


def test_what_lacks_its_terms_is_not_signed(make_contract, ana):
    contract = make_contract(start_on=None, end_on=None, tariffs=[], value=None)
    contract.word([], by=ana)

    with pytest.raises(Refusal) as refusal:
        contract.prepare_to_sign(by=ana)

    assert "la fecha en que empieza" in refusal.value.message
    assert contract.number is None


def test_signed_on_paper_it_is_in_force_from_its_first_day(make_contract, ana, at):
    contract = make_contract(start_on=date(2026, 8, 1), end_on=date(2027, 6, 30))
    sign(contract, by=ana, on=date(2026, 7, 1))
    assert (contract.status, contract.signed_on) == (Status.SIGNED, date(2026, 7, 1))
    assert contract.signing.how == Signing.How.PAPER

    at("2026-08-01T00:20")
    sweeps.settle()

    contract.refresh_from_db()
    assert contract.status == Status.ACTIVE


def test_a_signing_needs_the_scan_and_a_day_that_has_come(make_contract, ana):
    contract = make_contract()
    told = {"by": ana, "signed_by": ["Carla"]}
    with pytest.raises(Refusal):
        contract.sign_on_paper(on=date(2026, 7, 1), basket="", **told)
    with pytest.raises(Refusal):
        contract.sign_on_paper(on=date(2026, 7, 3), basket=basket_with(), **told)

    contract.refresh_from_db()
    assert contract.is_draft and contract.number is None
    assert list(check_counters()) == []


# Its end


def test_silence_renews_it_the_night_after_its_end_and_only_once(make_contract, at):
    contract = make_contract("active", renewal="silence", renewal_months=12)
    assert contract.notice_on == date(2026, 10, 30)
    assert contract.next_end_on == date(2027, 11, 30)

    at("2026-11-30T23:00")
    sweeps.settle()
    contract.refresh_from_db()
    assert contract.end_on == date(2026, 11, 30)
    at("2026-12-01T00:20")
    sweeps.settle()
    sweeps.settle()

    contract.refresh_from_db()
    assert (contract.status, contract.end_on) == (Status.ACTIVE, date(2027, 11, 30))
    amendment = contract.amendments.get()
    assert (amendment.kind, amendment.number) == (Amendment.Kind.SILENCE, None)
    assert contract.terms_on(date(2026, 11, 30)).end_on == date(2026, 11, 30)
    assert list(check_contracts()) == [] and list(check_trail()) == []


def test_a_notice_in_time_ends_it(make_contract, ana, at):
    contract = make_contract("active", renewal="silence")
    at("2026-10-30T16:00")
    contract.give_notice(by=ana, on=date(2026, 10, 30), side="them", reason="Cambian de sede")
    assert contract.next_end_on is None

    at("2026-12-01T00:20")
    sweeps.settle()

    contract.refresh_from_db()
    assert (contract.status, contract.ended_on) == (Status.EXPIRED, date(2026, 11, 30))


def test_a_notice_too_late_is_refused_but_for_a_consumer(make_contract, ana, at):
    contract = make_contract("active", renewal="silence")
    consumer = make_contract("active", renewal="silence", is_consumer=True)
    at("2026-10-31T10:00")

    with pytest.raises(Refusal):
        contract.give_notice(by=ana, on=date(2026, 10, 31), side="them")
    with pytest.raises(Refusal):
        consumer.give_notice(by=ana, on=date(2026, 10, 31), side="us")
    consumer.give_notice(by=ana, on=date(2026, 10, 31), side="them")

    assert consumer.renewal_notice


def test_without_silence_it_expires(make_contract, at):
    contract = make_contract("active", renewal="agreed")
    at("2026-12-01T00:20")
    sweeps.settle()

    contract.refresh_from_db()
    assert contract.status == Status.EXPIRED


def test_the_calendar_moves_the_last_day_for_a_notice(make_contract, nora):
    contract = make_contract("active", renewal="silence")

    calendar.NonWorkingDay.declare(date(2026, 10, 30), "Jornada interna", by=nora)

    contract.refresh_from_db()
    assert contract.notice_on == date(2026, 10, 29)
    assert list(check_trail()) == []


# What is told in time


def test_its_owner_is_told_once_of_each_step_before_the_end(make_contract, ana, at):
    make_contract("active", renewal="silence")
    for day in ("2026-09-01", "2026-09-02", "2026-09-03", "2026-10-01", "2026-11-15"):
        at(f"{day}T06:20")
        sweeps.alert()
        sweeps.alert()

    keys = sorted(Notice.objects.filter(key__startswith="contract.").values_list("key", flat=True))
    steps = [key.rsplit(".", 2)[-1] for key in keys if ".end." in key]
    assert steps == ["30", "60", "90"]
    notices = [key.rsplit(".", 2)[-1] for key in keys if ".notice." in key]
    assert notices == ["30", "60"]


def test_who_comes_late_is_told_only_of_the_nearest(make_contract, at, ana):
    make_contract("active", end_on=date(2026, 7, 20))
    sweeps.alert()

    (notice,) = Notice.objects.filter(key__contains=".end.")
    assert notice.key.endswith(".30") and notice.person == ana


def test_a_policy_that_runs_out_is_told(make_contract, ana):
    contract = make_contract("active")
    policy = Policy.ask(
        contract, by=ana, kind="quality", number="P-1", expires_on=date(2026, 7, 30)
    )
    settings.put("contracts.policy_alert_days", "30", by=ana)
    sweeps.alert()
    assert Notice.objects.filter(key__contains=f".policy.{contract.pk}.{policy.pk}").count() == 1

    policy.bring(by=ana, number="P-2", expires_on=date(2027, 7, 30), basket=basket_with())

    assert [one.number for one in contract.policies.current()] == ["P-2"]
    assert contract.policies.current().get().file


# Amendments


def test_amendments_are_numbered_when_they_go_to_be_signed(make_contract, ana):
    contract = make_contract("active")
    first = Amendment.draft(
        contract, by=ana, effective_on=date(2026, 7, 2), values={"value": 1_000_000}
    )
    assert Amendment.draft(contract, by=ana, effective_on=date(2026, 7, 3)) == first
    sign(first, by=ana)
    second = Amendment.draft(contract, by=ana, effective_on=date(2026, 7, 2), text="Sin cambios")
    second.prepare_to_sign(by=ana)

    assert (first.number, second.number) == (1, 2)
    assert second.label == f"Otrosí 2 a {contract.number}"
    contract.refresh_from_db()
    assert contract.value == 1_000_000


def test_an_amendment_that_was_dropped_changes_nothing(make_contract, school, ana):
    requirement = Requirement.raise_for(school, statement="Monitora", by=ana)
    requirement.agree(by=ana, on=date(2026, 7, 1), with_whom="Carla")
    contract = make_contract("active")
    held = ContractRequirement.objects.get(contract=contract)
    amendment = Amendment.draft(
        contract, by=ana, effective_on=date(2026, 7, 2), values={"value": 1}, drop=[held]
    )

    amendment.drop(by=ana, reason="No se llegó a acuerdo")

    contract.refresh_from_db()
    assert contract.value is None
    held.refresh_from_db()
    assert held.dropped_by is None
    assert list(check_trail()) == []


def test_what_ended_is_not_amended(make_contract, ana):
    contract = make_contract("active")
    amendment = Amendment.draft(
        contract, by=ana, effective_on=date(2026, 7, 2), values={"value": 1}
    )
    contract.terminate(by=ana, on=date(2026, 7, 2), reason="Acuerdo")

    with pytest.raises(Refusal):
        sign(amendment, by=ana)
    with pytest.raises(Refusal):
        Amendment.draft(contract, by=ana, effective_on=date(2026, 7, 2))


def test_a_row_changed_behind_the_program_is_seen(make_contract, ana):
    contract = make_contract("active")
    Contract.objects.filter(pk=contract.pk).update(value=1)

    assert any("value" in line for line in check_contracts())
    assert list(check_trail())
