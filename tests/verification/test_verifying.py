"""A verification: planned, started, answered item by item, finished, and then fixed."""

from datetime import date
from decimal import Decimal

import pytest

from koios.actions.models import Finding
from koios.core import jobs, settings
from koios.core.audit import SYSTEM
from koios.core.checks import check_trail
from koios.core.refusals import Refusal, WrongMove
from koios.customers.models import Requirement
from koios.verification.models import ContractVerification, Question, Status, Verdict
from koios.verification.verifying import check_verifications
from tests.contracts.conftest import basket_with, sign
from tests.verification.conftest import answer_all

S = Status
TABLE = {
    S.PENDING: {S.IN_PROGRESS, S.CANCELLED},
    S.IN_PROGRESS: {S.DONE, S.CANCELLED},
    S.DONE: {S.VOIDED},
    S.CANCELLED: set(),
    S.VOIDED: set(),
}


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


@pytest.fixture
def monitor(school, ana):
    """What the school requires, agreed and in its contract."""
    required = Requirement.raise_for(
        school, by=ana, statement="Monitora en cada ruta", verification="Planilla del día"
    )
    return required.agree(by=ana, on=date(2026, 1, 10), with_whom="Carla Ocampo")


def promising(requirement, contract, by):
    """A contract that was signed with a requirement."""
    contract.require([requirement], by=by)
    return sign(contract, by=by)


def item(verification, code):
    return verification.items.get(code=code)


@pytest.mark.parametrize("here", S)
def test_a_verification_moves_along_the_table_and_nowhere_else(make_verification, here):
    verification = make_verification()

    for there in S:
        ContractVerification.objects.filter(pk=verification.pk).update(status=here)
        if there in TABLE[here]:
            assert verification.move_to(there, by=SYSTEM).status == there
        else:
            with pytest.raises(WrongMove):
                verification.move_to(there, by=SYSTEM)


def test_it_asks_the_checklist_and_then_what_the_contract_requires(
    make_contract, make_verification, monitor, ana
):
    verification = make_verification(promising(monitor, make_contract(), ana), started=True)

    codes = [one.code for one in verification.items.all()]
    assert codes == [f"{n:02}" for n in range(1, 17)] + ["R1"]
    required = item(verification, "R1")
    assert (required.requirement, required.statement) == (monitor, "Monitora en cada ruta")
    assert (required.evidence, required.requirement_kind) == ("Planilla del día", "required")
    assert (verification.asked, verification.answered) == (17, 0)


def test_it_tells_how_many_are_answered(make_verification, ana):
    verification = make_verification(started=True)
    item(verification, "01").answer(by=ana, verdict="complies")
    verification.refresh_from_db()

    assert (verification.answered, verification.progress) == (1, "1 de 16")


def test_a_later_version_of_the_checklist_changes_nothing_of_one_that_was_started(
    make_verification, make_checklist
):
    verification = make_verification(started=True)
    make_checklist(Question("01", "Otra cosa"))

    assert verification.items.count() == 16


def test_a_contract_has_one_a_year(make_verification):
    verification = make_verification()

    with pytest.raises(Refusal, match="ya tiene una verificación de 2026"):
        make_verification(verification.contract)
    make_verification(verification.contract, for_year=2025)


def test_one_that_was_voided_makes_room_for_another(make_verification, ana):
    verification = answer_all(make_verification(started=True), by=ana).finish(
        by=ana, conclusion="Cumple"
    )
    verification.void(by=ana, reason="Se miró otro contrato")

    assert make_verification(verification.contract).number == "VER-2026-0002"


def test_a_contract_that_is_over_is_not_verified(make_verification, make_contract):
    with pytest.raises(Refusal, match="no está en vigor"):
        make_verification(make_contract("draft"))


@pytest.mark.parametrize(
    ("code", "told", "says"),
    [
        ("01", {"verdict": "does_not"}, "Escriba qué falta"),
        ("01", {"verdict": "partly", "note": "  "}, "Escriba qué falta"),
        ("01", {"verdict": "not_applicable"}, "por qué no aplica"),
        ("01", {"verdict": "perfect"}, "Escoja si cumple"),
        ("01", {}, "Escoja si cumple"),
        ("03", {"verdict": "complies"}, "Escriba la medida"),
        ("16", {"choice": "Regalarlo"}, "una de las opciones"),
    ],
)
def test_an_answer_that_does_not_answer_is_refused(make_verification, ana, code, told, says):
    verification = make_verification(started=True)

    with pytest.raises(Refusal, match=says):
        item(verification, code).answer(by=ana, **told)
    assert not item(verification, code).is_answered


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("95", "complies"), ("94.99", "partly"), ("90", "partly"), ("89", "does_not")],
)
def test_a_measure_has_its_verdict_from_its_target(make_verification, ana, value, verdict):
    verification = make_verification(started=True)

    item(verification, "03").answer(by=ana, value=Decimal(value), note="Según la planilla")

    assert item(verification, "03").verdict == verdict


def test_an_item_that_asks_for_a_file_complies_only_with_one(
    make_verification, make_checklist, ana
):
    make_checklist(Question("01", "Habilitación vigente", needs_file=True))
    verification = make_verification(started=True)

    with pytest.raises(Refusal, match="adjúntelo"):
        item(verification, "01").answer(by=ana, verdict="complies")
    item(verification, "01").answer(by=ana, verdict="complies", basket=basket_with())

    assert item(verification, "01").attachments().count() == 1


def test_it_does_not_end_without_the_proof_that_an_item_asks_for(
    make_verification, make_checklist, ana
):
    make_checklist(Question("01", "Habilitación vigente", needs_file=True))
    verification = make_verification(started=True)
    item(verification, "01").answer(by=ana, verdict="complies", basket=basket_with())
    file = item(verification, "01").attachments().get()
    item(verification, "01").take_out_file(file.pk, by=ana)

    with pytest.raises(Refusal, match="Falta el archivo que piden estos ítems: 01"):
        verification.finish(by=ana, conclusion="")


def test_nobody_overwrites_an_answer_that_they_did_not_see(make_verification, ana, beto):
    verification = make_verification(started=True)
    item(verification, "01").answer(by=ana, verdict="complies")

    with pytest.raises(Refusal, match="Otra persona respondió") as refused:
        item(verification, "01").answer(by=beto, verdict="does_not", note="Faltó")
    assert refused.value.theirs.verdict == Verdict.COMPLIES

    seen = item(verification, "01").answered_at
    item(verification, "01").answer(by=beto, verdict="does_not", note="Faltó", seen=seen)
    assert item(verification, "01").answered_by == beto


def test_it_ends_when_everything_is_answered(make_verification, ana):
    verification = make_verification(started=True)

    with pytest.raises(Refusal, match="Faltan por responder: 01, 02"):
        verification.finish(by=ana, conclusion="")


def test_what_does_not_comply_is_recorded_as_a_finding_with_its_owner_and_day(
    make_verification, ana, beto
):
    verification = answer_all(
        make_verification(started=True),
        by=ana,
        c09={
            "verdict": "does_not",
            "note": "La póliza de cumplimiento venció",
            "finding_owner": beto,
            "finding_due_on": date(2026, 7, 20),
        },
        c02={"verdict": "partly", "note": "Dos servicios sin FUEC"},
    )
    verification.finish(by=ana, conclusion="Hay que renovar la póliza")

    found = verification.findings()
    owed = found[item(verification, "09").pk]
    assert len(found) == Finding.objects.count() == 2
    assert (owed.owner, owed.due_on) == (beto, date(2026, 7, 20))
    assert "La póliza de cumplimiento venció" in owed.fact
    assert owed.source_url == item(verification, "09").get_absolute_url()
    assert found[item(verification, "02").pk].owner == verification.contract.owner
    assert verification.compliance == Decimal("90.00")  # 13 of 15, and one half


def test_what_complies_in_part_is_no_finding_where_the_company_says_so(make_verification, ana):
    settings.put("verification.finding_of_partly", False, by=ana)
    answered = {"verdict": "partly", "note": "Casi todo"}
    verification = answer_all(make_verification(started=True), by=ana, c02=answered)
    verification.finish(by=ana, conclusion="Bien")

    assert not Finding.objects.exists()


def test_a_requirement_is_verified_on_the_register_of_the_customer(
    make_contract, make_verification, monitor, ana
):
    verification = make_verification(promising(monitor, make_contract(), ana), started=True)
    answered = {"verdict": "does_not", "note": "Una ruta sin monitora"}
    answer_all(verification, by=ana, cR1=answered).finish(by=ana, conclusion="Falta")
    monitor.refresh_from_db()

    assert (monitor.verified_on, monitor.is_met) == (date(2026, 7, 2), False)


def test_a_finished_one_is_fixed_with_its_paper_and_its_hash(make_verification, ana):
    verification = answer_all(make_verification(started=True), by=ana)
    verification.finish(by=ana, conclusion="Cumple")
    jobs.run_due()
    verification.document.refresh_from_db()

    assert verification.document.is_ready and len(verification.document.sha256) == 64
    assert verification.document.open().read(5) == b"%PDF-"
    with pytest.raises(Refusal, match="no se cambian sus respuestas"):
        item(verification, "01").answer(by=ana, verdict="does_not", note="No era")
    with pytest.raises(WrongMove):
        verification.finish(by=ana, conclusion="Otra vez")


def test_a_copy_goes_to_the_customer_once_the_paper_is_ready(make_verification, ana):
    verification = answer_all(make_verification(started=True), by=ana)
    verification.finish(by=ana, conclusion="Cumple")
    told = {"to": ["carla@colegio.example"], "subject": "Verificación", "text": "Adjunta."}

    with pytest.raises(Refusal, match="se está preparando"):
        verification.send_copy(by=ana, **told)
    jobs.run_due()
    message = verification.send_copy(by=ana, **told)

    assert [one.file.name for one in message.attachments.all()] == [f"{verification.number}.pdf"]


def test_check_sees_a_result_that_somebody_edited(make_verification, ana):
    verification = answer_all(make_verification(started=True), by=ana)
    verification.finish(by=ana, conclusion="Cumple")
    assert list(check_verifications()) == [] and list(check_trail()) == []

    verification.items.filter(code="01").update(verdict="does_not")

    assert "not what its items say" in next(check_verifications())
    assert any("verificationitem" in wrong for wrong in check_trail())
