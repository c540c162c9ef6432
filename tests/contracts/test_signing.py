"""A contract that both sides sign electronically, and what follows when they do not."""

import pytest

from koios.accounts.models import User
from koios.contracts import electronic
from koios.contracts.models import Signing, Status
from koios.core import jobs, settings
from koios.core.audit import SYSTEM
from koios.core.checks import check_trail
from koios.core.refusals import Refusal
from koios.signing.models import Party, SigningRequest
from tests.signing import acting


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


PARTIES = [
    Party(name="Carla Ocampo", email="carla@laarboleda.example"),
    Party(name="Gloria Patiño", email="gloria@koios.example", side="ours"),
]


def test_sending_it_to_be_signed_freezes_it_and_asks_both_sides(make_contract, ana, smtp):
    contract = make_contract()
    request = electronic.send_to_sign(contract, PARTIES, by=ana)
    jobs.run_due()

    contract.refresh_from_db()
    assert contract.is_being_signed and contract.number == "CTO-2026-0001"
    request = SigningRequest.objects.get(pk=request.pk)
    assert request.about == contract and request.status == "open"
    assert smtp.last("carla@laarboleda.example")


def test_the_last_signature_signs_the_contract(make_contract, ana, smtp):
    contract = make_contract()
    request = electronic.send_to_sign(contract, PARTIES, by=ana)
    acting.work()
    request = SigningRequest.objects.get(pk=request.pk)
    for party in PARTIES:
        acting.sign(request, party.email)
    acting.work()

    contract.refresh_from_db()
    request = SigningRequest.objects.get(pk=request.pk)
    assert contract.status == Status.ACTIVE
    assert contract.signing.how == Signing.How.ELECTRONIC
    assert contract.signing.file == request.final
    assert contract.signing.signed_by == ["Carla Ocampo", "Gloria Patiño"]
    assert contract.signing.evidence == request.evidence_file is not None
    assert list(check_trail()) == []


def test_who_declines_gives_the_contract_back_to_be_changed(make_contract, ana, smtp):
    contract = make_contract()
    request = electronic.send_to_sign(contract, PARTIES, by=ana)
    jobs.run_due()

    SigningRequest.objects.get(pk=request.pk).cancel(by=ana, reason="Cambia el valor")

    contract.refresh_from_db()
    assert contract.is_draft and not contract.is_being_signed
    contract.revise(by=ana, value=1)
    assert list(check_trail()) == []


def test_withdrawing_the_contract_cancels_what_was_asked(make_contract, ana, smtp):
    contract = make_contract()
    request = electronic.send_to_sign(contract, PARTIES, by=ana)
    jobs.run_due()
    contract.refresh_from_db()

    with pytest.raises(Refusal):
        contract.sign_on_paper(by=ana, on=contract.start_on, signed_by=["x"], basket="x" * 32)
    contract.withdraw_from_signing(by=ana, reason="Cambia el valor")

    request.refresh_from_db()
    assert request.status == "cancelled"
    assert not contract.is_being_signed


def test_it_is_sent_from_its_page(client, ana, make_contract, carla, smtp):
    client.force_login(ana)
    for key, told in {"name": "Gloria Patiño", "email": "gloria@koios.example"}.items():
        settings.put(f"contracts.signer_{key}", told, by=SYSTEM)
    contract = make_contract()
    page = client.get(f"{contract.get_absolute_url()}signature-request/")
    told = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    assert told["name2"] == "Gloria Patiño"
    told |= {"name1": "Carla Ocampo", "email1": "carla@laarboleda.example"}

    answer = client.post(f"{contract.get_absolute_url()}signature-request/", told)

    assert answer.status_code == 302
    jobs.run_due()
    assert "Carla Ocampo" in client.get(answer.url).content.decode()
    assert SigningRequest.objects.get().people[1].side == "ours"


def test_the_page_links_the_evidence_and_only_who_sees_the_contract_opens_it(
    client, make_contract, ana, smtp
):
    contract = make_contract()
    request = electronic.send_to_sign(contract, PARTIES, by=ana)
    acting.work()
    for party in PARTIES:
        acting.sign(request, party.email)
    acting.work()
    contract.refresh_from_db()
    address = f"/files/{contract.signing.evidence.pk}/{contract.signing.evidence.name}"

    client.force_login(ana)
    versions = client.get(contract.get_absolute_url()).content.decode().split('id="documentos"')[1]
    assert address in versions
    assert client.get(address).status_code == 200

    client.force_login(User.objects.create_person("n@koios.example", "Nadie", []))
    assert client.get(address).status_code == 404
