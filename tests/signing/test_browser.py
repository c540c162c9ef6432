"""The page of who signs, in a real browser: with script, without, on a phone, and for everybody."""

import re

import pytest
from playwright.sync_api import expect

from tests.harness import database
from tests.signing.acting import CARLA, DIEGO


@pytest.fixture
def carla_signs(live, ana, transactional_db):
    """A paper that the live server prepares for Carla and Diego."""
    from koios.core import audit
    from koios.core.documents import Document
    from koios.customers.models import Customer
    from koios.signing.models import SigningRequest
    from tests.core import papers
    from tests.core.worker_tasks import wait_until

    with database.of_the_server():
        school = Customer.register(by=audit.SYSTEM, legal_name="Colegio La Arboleda")
        paper = Document.freeze(
            "core/letter.typ", papers.letter(), about=school, name="a.pdf", by=audit.SYSTEM
        )
        request = SigningRequest.ask(
            paper,
            about=school,
            title="Contrato CTO-2026-0003",
            parties=[CARLA, DIEGO],
            by=audit.SYSTEM,
        )
        invited = request.signers.filter(status="invited")
        wait_until(lambda: invited.count() == 2, seconds=90)
        return request.signers.get(email=CARLA.email)


def code_sent():
    from koios.core.outbox import Message

    with database.of_the_server():
        message = Message.objects.filter(kind="signing.code").last()
        return re.search(r"\d{6}", message.subject)[0]


def seen(signer):
    with database.of_the_server():
        signer.refresh_from_db()
        return signer


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])
def test_they_read_prove_and_sign(new_page, live, carla_signs, width, javascript):
    page = new_page(width=width, javascript=javascript)
    page.goto(live.url + carla_signs.public_url)
    page.get_by_label("En calidad de").fill("Rectora")
    if javascript:
        box = page.locator("canvas").bounding_box()
        page.mouse.move(box["x"] + 40, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 160, box["y"] + 30, steps=6)
        page.mouse.up()
    page.get_by_label("Leí el documento").check()
    page.get_by_role("button", name="Enviarme el código").click()
    expect(page.get_by_role("heading", name="Escriba el código")).to_be_visible()

    page.get_by_label("Código de 6 dígitos").fill(code_sent())
    page.get_by_role("button", name="Confirmar y terminar").click()

    expect(page.get_by_text("Usted firmó")).to_be_visible()
    assert seen(carla_signs).status == "signed"
    with database.of_the_server():
        assert bool(carla_signs.signature.drawn) == javascript


def test_axe_finds_nothing_on_any_step(page, live, carla_signs, axe):
    for path in ("", "rechazo/", "delegacion/"):
        page.goto(live.url + carla_signs.public_url + path)
        assert axe(page) == [], path
    page.goto(live.url + carla_signs.public_url)
    page.get_by_label("En calidad de").fill("Rectora")
    page.get_by_role("button", name="Enviarme el código").click()
    assert axe(page) == []
    page.get_by_label("Leí el documento").check()
    page.get_by_role("button", name="Enviarme el código").click()
    expect(page.get_by_role("heading", name="Escriba el código")).to_be_visible()
    assert axe(page) == []
