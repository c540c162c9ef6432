"""The public page where anybody asks for a service."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from koios.core import audit, jobs
from koios.customers.consent import ConsentEvent
from koios.quotes.models import Need

HERE = "/solicitud/"


@pytest.fixture
def told(at, client, db):
    """The form as a person fills it in, a minute after they opened it."""
    at("2026-07-24T16:51")  # a Friday
    page = client.get(HERE).content.decode()
    hidden = dict(re.findall(r'name="(basket|opened)" value="([^"]+)"', page))
    at("2026-07-24T16:52")
    return hidden | {
        "what": "Salida pedagógica al Parque del Café",
        "place": "Armenia – Montenegro",
        "passengers": "82 niños",
        "contact_name": "Liliana Ospina",
        "company": "Colegio San Luis",
        "contact_email": "liliana@sanluis.example",
    }


def page_of(answer):
    return answer.content.decode().replace("\xa0", " ")


def test_who_asks_gets_a_receipt_on_the_page_and_by_mail(client, told, smtp):
    page = page_of(client.post(HERE, told, follow=True))
    jobs.run_due()

    need = Need.objects.get()
    assert need.channel == Need.Channel.WEB
    assert need.number in page and "lunes 27 de julio de 2026" in page
    mail = smtp.last("liliana@sanluis.example")
    assert need.number in mail.subject and need.receipt_url in mail.text


def test_the_notice_speaks_of_a_request_and_is_kept_as_what_was_read(client, told):
    page = page_of(client.get(HERE))
    assert "cotizarlo y responderle" in page
    assert "este caso" not in page and "su caso" not in page

    client.post(HERE, told | {"consent_call": "yes"})

    [answer] = ConsentEvent.objects.about(Need.objects.get())
    assert answer.notice.place == "requests"


def test_those_who_sell_are_told_of_what_nobody_has(client, told, ana, beto):
    client.post(HERE, told)

    assert ana.notices.filter(url=Need.objects.get().get_absolute_url()).exists()
    assert not beto.notices.exists()  # quality only reads quotes


def test_the_same_form_twice_is_one_request_and_one_mail(client, told, smtp):
    purposes = {"consent_news": "yes"}
    first = client.post(HERE, told | purposes)
    second = client.post(HERE, told | purposes)
    jobs.run_due()

    assert first.url == second.url
    assert Need.objects.count() == len(smtp.messages) == ConsentEvent.objects.count() == 1


def test_an_error_keeps_text_and_files_without_javascript(client, told):
    wrong = told | {"contact_email": "liliana.sanluis"}
    plan = SimpleUploadedFile("mapa.txt", b"por aqui")

    page = page_of(client.post(HERE, wrong | {"files": plan}))

    assert "Falta la arroba" in page and "Salida pedagógica" in page and "mapa.txt" in page
    client.post(HERE, told)
    assert [file.name for file in Need.objects.get().attachments()] == ["mapa.txt"]


def test_some_way_to_answer_must_be_told(client, told):
    answer = client.post(HERE, told | {"contact_email": ""})

    assert answer.status_code == 422
    assert "Denos un correo o un celular" in page_of(answer)
    client.post(HERE, told | {"contact_email": "", "contact_phone": "310 555 0142"})
    assert Need.objects.get().contact_phone == "310 555 0142"


def test_each_purpose_is_its_own_answer_and_silence_is_none(client, told):
    page = page_of(client.get(HERE))
    consents = re.findall(r'name="(consent_[a-z]+)" value="yes"[^>]*>', page)
    assert len(consents) >= 3
    assert not re.search(r'name="consent_[^>]*checked', page)
    assert "Usted puede conocer, actualizar, corregir y suprimir sus datos" in page

    client.post(HERE, told | {consents[0]: "yes", consents[1]: "no"})

    answers = {f"consent_{e.purpose.key}": e.answer for e in ConsentEvent.objects.all()}
    assert answers == {consents[0]: "given", consents[1]: "denied"}
    assert ConsentEvent.objects.about(Need.objects.get()).count() == 2


@pytest.mark.parametrize("doubtful", [{"website": "http://spam"}, {"opened": ""}])
def test_who_looks_like_a_robot_confirms_and_nobody_is_refused(client, told, doubtful):
    page = page_of(client.post(HERE, told | doubtful))
    assert Need.objects.count() == 0
    assert "Confirme y envíe" in page

    client.post(HERE, dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)))

    assert Need.objects.get().what == told["what"]


def test_many_without_a_proof_of_work_are_asked_to_confirm(client, told):
    for number in range(10):
        client.post(HERE, told | {"basket": f"{number}".rjust(32, "a")})

    page = page_of(client.post(HERE, told | {"basket": "b" * 32}))

    assert Need.objects.count() == 10
    assert "Confirme y envíe" in page


def test_the_receipt_opens_with_its_own_key_alone(client, told, make_need):
    client.post(HERE, told)
    client.post(HERE, told | {"basket": "c" * 32})
    first, second = Need.objects.order_by("pk")

    assert client.get(first.receipt_url).status_code == 200
    assert client.get(f"{HERE}{first.number}/{second.token}/").status_code == 404
    assert client.get(f"{HERE}SOL-1999-0001/{second.token}/").status_code == 404
    taken = make_need()  # by phone: nobody was given a receipt
    assert client.get(taken.receipt_url).status_code == 404


def test_a_receipt_that_was_revoked_opens_nothing_and_the_next_key_does(client, told, ana):
    client.post(HERE, told)
    need = Need.objects.get()
    before = need.receipt_url
    client.force_login(ana)

    client.post(f"{need.get_absolute_url()}receipt-revocation/", {"reason": "Le llegó a otro"})

    need.refresh_from_db()
    assert client.get(before).status_code == 404
    assert client.get(need.receipt_url).status_code == 200
    assert audit.trail(need).last().verb == "receipt_revoked"


def test_what_was_typed_comes_out_harmless(client, told, ana):
    client.post(HERE, told | {"what": "<script>alert(1)</script> {enlace}"})

    need = Need.objects.get()
    client.force_login(ana)
    for address in (need.receipt_url, need.get_absolute_url(), "/quotes/needs/"):
        assert b"<script>alert" not in client.get(address).content


def test_the_page_is_light_and_found_from_the_foot(client, db):
    page = client.get(HERE).content

    assert len(page) < 40_000
    assert b'href="/solicitud/"' in client.get("/pqrs/").content


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
def test_a_person_asks_from_their_phone(live, new_page, javascript):
    page = new_page(width=360, javascript=javascript)
    page.goto(f"{live.url}{HERE}")
    page.get_by_label("Cuéntenos qué necesita").fill("Dos buses para una boda")
    page.get_by_label("Su nombre").fill("Lina Mora")
    page.get_by_role("button", name="Enviar la solicitud").click()
    expect(page.get_by_text("Denos un correo o un celular para responderle.")).to_be_visible()
    expect(page.get_by_label("Cuéntenos qué necesita")).to_have_value("Dos buses para una boda")

    page.get_by_label("Celular").fill("310 555 0142")
    page.wait_for_timeout(3100)  # nobody fills it in faster
    page.get_by_role("button", name="Enviar la solicitud").click()

    expect(page.locator(".receipt-no")).to_contain_text("SOL-")


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_open_to_everybody(live, new_page, axe, make_need, width):
    page = new_page(width=width)
    page.goto(f"{live.url}{HERE}")

    assert axe(page) == []
    page.get_by_role("button", name="Enviar la solicitud").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
