"""The page of who signs: what they see, what the code proves, and that a key opens only its own."""

import re

import pytest

from koios.core import settings
from koios.core.outbox import Message
from koios.signing.models import Status, Step
from tests.signing.acting import CARLA, DIEGO, sign, signer_of, work

TOLD = {
    "name": "Carla Ocampo Ríos",
    "document": "CC 52.123.456",
    "capacity": "Representante legal",
    "agrees": "on",
    "drawn": "10,10 60,90 120,20;200,100 260,80",
}


@pytest.fixture
def carla_signs(ask):
    request = ask()
    return signer_of(request, CARLA.email)


@pytest.fixture
def told(carla_signs):
    return TOLD | {"base": carla_signs.request.base_sha256}


def text_of(response):
    return " ".join(response.content.decode().split())


def code_sent():
    message = Message.objects.filter(kind="signing.code").last()
    return re.search(r"\d{6}", message.subject)[0]


def test_who_opens_the_link_reads_what_is_asked_and_the_hash(client, carla_signs):
    page = text_of(client.get(carla_signs.public_url))

    assert "Contrato CTO-2026-0003" in page
    assert carla_signs.request.base_sha256 in page
    assert "efectos que a la manuscrita" in page
    assert client.get(f"{carla_signs.public_url}documento/").status_code == 200


def test_looking_is_no_act(client, carla_signs):
    client.get(carla_signs.public_url)
    client.get(f"{carla_signs.public_url}documento/")

    carla_signs.refresh_from_db()
    assert carla_signs.opened_at is None


def test_they_sign_with_the_code_that_they_received(client, carla_signs, told):
    page = text_of(client.post(carla_signs.public_url, told))
    assert "c•••a@laarboleda.example" in page and "Escriba el código" in page

    response = client.post(carla_signs.public_url, told | {"code": code_sent()})

    assert response.status_code == 302
    assert "Usted firmó" in text_of(client.get(carla_signs.public_url))
    signature = carla_signs.signature
    assert (signature.name, signature.capacity) == ("Carla Ocampo Ríos", "Representante legal")
    assert signature.drawn == TOLD["drawn"]
    assert signature.ip == "127.0.0.1"
    assert "acepto el acuerdo" in signature.consent


def test_a_wrong_code_keeps_what_was_typed_and_signs_nothing(client, carla_signs, told):
    client.post(carla_signs.public_url, told)

    response = client.post(carla_signs.public_url, told | {"code": "000000"})

    page = text_of(response)
    assert response.status_code == 422
    assert "El código no es correcto" in page
    assert 'value="Carla Ocampo Ríos"' in page
    carla_signs.refresh_from_db()
    assert carla_signs.status == Step.INVITED


def test_what_is_missing_is_told_beside_its_field(client, carla_signs, told):
    response = client.post(carla_signs.public_url, told | {"document": "", "agrees": ""})

    page = text_of(response)
    assert response.status_code == 422
    assert "Falta este dato" in page and "debe aceptarlo" in page
    assert 'value="Carla Ocampo Ríos"' in page
    assert not Message.objects.filter(kind="signing.code").exists()


def test_a_double_click_signs_once(client, carla_signs, told):
    client.post(carla_signs.public_url, told)
    code = code_sent()
    client.post(carla_signs.public_url, told | {"code": code})

    response = client.post(carla_signs.public_url, told | {"code": code}, follow=True)

    assert "Usted firmó" in text_of(response)
    assert carla_signs.request.signatures.count() == 1


def test_strokes_that_are_none_become_the_name_in_type(client, carla_signs, told):
    wrong = told | {"drawn": '<script>alert("x")</script>'}
    client.post(carla_signs.public_url, wrong)

    client.post(carla_signs.public_url, wrong | {"code": code_sent()})

    assert carla_signs.signature.drawn == ""


def test_a_key_opens_only_its_own(client, carla_signs, ask):
    diego = signer_of(carla_signs.request, DIEGO.email)
    mixed = f"{diego.key}-{carla_signs.token.partition('-')[2]}"

    for path in ("", "documento/", "firmado/", "constancia/", "rechazo/", "delegacion/"):
        assert client.get(f"/firma/{mixed}/{path}").status_code == 404
        assert client.get(f"/firma/{carla_signs.key}/{path}").status_code == 404


def test_a_code_of_one_signer_is_none_of_another(client, carla_signs, told):
    diego = signer_of(carla_signs.request, DIEGO.email)
    client.post(carla_signs.public_url, told)

    response = client.post(diego.public_url, told | {"code": code_sent()})

    assert response.status_code == 422


def test_who_has_an_account_signs_in_their_own_session(client, ask, ana):
    from koios.signing.models import Party, Side

    request = ask(Party(ana.name, ana.email, side=Side.OURS, document="CC 1", user=ana))
    signer = request.signers.get()
    client.force_login(ana)

    client.post(signer.public_url, TOLD | {"base": request.base_sha256})

    assert signer.signature.method == "session"
    assert not Message.objects.filter(kind="signing.code").exists()


def test_the_session_of_another_proves_nothing(client, carla_signs, told, beto):
    client.force_login(beto)

    page = text_of(client.post(carla_signs.public_url, told))

    assert "Escriba el código" in page


def test_who_declines_says_why(client, carla_signs):
    response = client.post(f"{carla_signs.public_url}rechazo/", {"reason": ""})
    assert response.status_code == 422

    client.post(f"{carla_signs.public_url}rechazo/", {"reason": "No es el valor"})

    carla_signs.request.refresh_from_db()
    assert carla_signs.request.status == Status.DECLINED
    assert "decidió no firmar" in text_of(client.get(carla_signs.public_url))


def test_who_delegates_proves_it_with_a_code(client, carla_signs):
    address = f"{carla_signs.public_url}delegacion/"
    other = {"name": "Elena Ruiz", "email": "elena@laarboleda.example", "reason": "Viajo"}
    client.post(address, other)
    assert carla_signs.request.signers.count() == 2

    client.post(address, other | {"code": code_sent()})

    elena = signer_of(carla_signs.request, "elena@laarboleda.example")
    assert elena.status == Step.INVITED
    assert "delegó" in text_of(client.get(carla_signs.public_url))
    assert client.get(f"{carla_signs.public_url}documento/").status_code == 404


def test_delegation_can_be_switched_off(client, carla_signs, nora):
    settings.put("signing.delegation", False, by=nora)

    assert client.get(f"{carla_signs.public_url}delegacion/").status_code == 404


def test_who_is_not_next_reads_that_they_wait(client, ask):
    from koios.signing.models import Party

    request = ask(CARLA, Party(DIEGO.name, DIEGO.email, position=2), ordered=True)

    page = text_of(client.get(signer_of(request, DIEGO.email).public_url))

    assert "Todavía no es su turno" in page


def test_the_file_and_the_evidence_are_there_once_all_have_signed(client, ask):
    request = ask(CARLA)
    url = signer_of(request, CARLA.email).public_url
    assert client.get(f"{url}firmado/").status_code == 404

    sign(request, CARLA.email)
    work()

    for path in ("firmado/", "constancia/"):
        assert client.get(url + path).headers["Content-Type"] == "application/pdf"


def test_codes_are_few_an_hour(client, carla_signs, told):
    for _n in range(6):
        assert client.post(carla_signs.public_url, told).status_code == 200

    assert client.post(carla_signs.public_url, told).status_code == 429


def test_the_page_asks_little(client, carla_signs, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(carla_signs.public_url)
