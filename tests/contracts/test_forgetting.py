"""Who was asked to sign a contract is forgotten, unless their signature proves something."""

from datetime import date

import pytest

from koios.contracts import electronic
from koios.contracts.models import Contract
from koios.core import audit
from koios.core.checks import check_trail
from koios.core.refusals import Refusal
from koios.customers import erasure
from koios.customers.models import Contact
from koios.signing.models import Party, Signer
from tests.signing import acting

CARLA = Party("Carla Ocampo", "carla@laarboleda.example", document="CC 41.935.118")
ELENA = Party("Elena Ruiz", "elena@laarboleda.example")


@pytest.fixture(autouse=True)
def today(at, smtp):
    at("2026-07-02T10:00")


@pytest.fixture
def carla_there(school, ana):
    return Contact.introduce(school, name=CARLA.name, email=CARLA.email, by=ana)


@pytest.fixture
def signed(make_contract, ana):
    """A contract that Carla signed, until 30 November."""
    contract = make_contract()
    request = electronic.send_to_sign(contract, [CARLA], by=ana)
    acting.work()
    acting.sign(request, CARLA.email, document="CC 41.935.118")
    acting.work()
    return Contract.objects.get(pk=contract.pk)


def test_the_proof_of_a_signature_keeps_the_data_of_who_gave_it(at, signed, carla_there, ana):
    with pytest.raises(Refusal, match="Firmó contratos"):
        erasure.erase(carla_there, by=ana, reason="Lo pidió")

    signed.pass_end()
    at("2036-11-29T10:00")
    with pytest.raises(Refusal, match="la prueba 10 años"):
        erasure.erase(carla_there, by=ana, reason="Lo pidió")


def test_after_the_years_of_proof_the_values_go_and_the_act_stays(at, signed, carla_there, ana):
    at("2026-12-01T10:00")
    signed.pass_end()
    at("2037-01-05T10:00")
    assert signed.label in erasure.remains_of(carla_there)[0]

    erasure.erase(carla_there, by=ana, reason="Lo pidió")

    signer = Signer.objects.select_related("signature").get()
    assert (signer.name, signer.email, signer.document) == ("Persona suprimida", "", "")
    kept = signer.signature
    assert (kept.name, kept.document, kept.email, kept.ip) == ("Persona suprimida", "", "", "")
    assert kept.base_sha256 and kept.at
    for record in (signer, kept):
        assert not any("Carla" in str(entry.told()) for entry in audit.trail(record))
    assert list(check_trail()) == []


def test_who_is_asked_to_sign_just_now_is_not_erased(make_contract, carla_there, ana):
    electronic.send_to_sign(make_contract(), [CARLA, ELENA], by=ana)

    with pytest.raises(Refusal, match="en firma"):
        erasure.erase(carla_there, by=ana, reason="Lo pidió")


def test_who_did_not_sign_is_kept_for_nobody(make_contract, carla_there, ana):
    contract = make_contract()
    request = electronic.send_to_sign(contract, [CARLA, ELENA], by=ana)
    acting.work()
    contract.withdraw_from_signing(by=ana, reason="Cambia el valor")
    assert erasure.remains_of(carla_there) == []

    erasure.erase(carla_there, by=ana, reason="Lo pidió")

    names = sorted(request.signers.values_list("name", "email"))
    assert names == [("Elena Ruiz", ELENA.email), ("Persona suprimida", "")]


def test_the_page_tells_what_will_go_on_naming_them(client, at, signed, carla_there, nora):
    at("2026-12-01T10:00")
    signed.pass_end()
    at("2037-01-05T10:00")
    client.force_login(nora)
    customer = carla_there.customer

    page = client.get(f"{customer.get_absolute_url()}contacts/{carla_there.pk}/erasure/")

    assert "no se pueden reescribir" in page.content.decode()
    assert signed.end_on == date(2026, 11, 30)
