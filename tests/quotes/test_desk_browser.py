"""The way of a quote through the desk in a real browser: written, approved, sent, taken."""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from playwright.sync_api import expect

from koios.core import audit
from koios.customers.models import Contact
from koios.quotes.models import Conditions, Quote, QuoteTemplate, Status, TariffList
from tests.harness.cast import PASSWORD
from tests.quotes.conftest import LINE, OPTIONAL


@pytest.fixture
def buyer(live, school, ana):
    return Contact.introduce(
        school, name="Beatriz Cano", email="beatriz@laarboleda.example", commercial=True, by=ana
    )


@pytest.fixture
def priced(live, make_service):
    service = make_service(code="RUT-01", name="Ruta escolar", unit="month")
    tariffs = TariffList(name="Generales", valid_from="2026-01-01").begin(by=audit.SYSTEM)
    tariffs.price(service, 350_000, by=audit.SYSTEM)
    tariffs.publish(by=audit.SYSTEM)
    return service


def sign_in(page, person):
    person.password = Argon2PasswordHasher().encode(PASSWORD, "unasaldeprueba")
    person.save()  # as the server keeps it
    page.goto("/sign-in/")
    page.get_by_label("Correo electrónico").fill(person.email)
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Entrar").click()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def test_a_quote_goes_its_whole_way_from_the_desk(
    new_page, ana, gloria, school, buyer, priced, smtp, tmp_path
):
    seller, boss = new_page(), new_page()
    sign_in(seller, ana)
    sign_in(boss, gloria)

    # Written by keyboard, from the customer; the price comes with its code
    seller.goto(f"/quotes/new/?customer={school.pk}")
    expect(seller.get_by_label("Qué se ofrece")).to_be_focused()
    seller.keyboard.type("Rutas 2027")
    seller.locator("#line-1-code").focus()
    seller.keyboard.type("rut-01\t\t")
    expect(seller.locator("#line-1-price")).to_have_value("350.000")
    seller.locator("#line-1-quantity").fill("12")
    seller.locator("#line-1-discount").fill("20")
    expect(seller.locator("#totales")).to_contain_text(re.compile(r"3\.360\.000"))
    seller.keyboard.press("Enter")
    expect(seller.locator("#line-2-code")).to_be_focused()
    seller.locator("#line-2-description").fill("Monitora")
    seller.locator("#line-2-price").fill("500.000")
    seller.locator("#line-2-optional").check()
    expect(seller.locator("#line-2-net")).to_contain_text("500.000")
    seller.keyboard.press("Control+Enter")
    expect(seller.get_by_role("heading", name="Rutas 2027", level=1)).to_be_visible()
    draft = seller.url

    # Whether the company can, and its own yes above the discount
    follow(seller, "Revisar si podemos")
    seller.get_by_label("Sí podemos").check()
    seller.get_by_label("¿Con qué?").fill("Dos busetas")
    press(seller, "Registrar")
    follow(seller, "Pedir aprobación interna")
    press(seller, "Pedir la aprobación")
    boss.goto(draft)
    follow(boss, "Aprobar o devolver")
    boss.get_by_label("Sí, puede enviarse").check()
    press(boss, "Guardar la decisión")

    # Sent, to who receives quotes there
    seller.goto(draft)
    expect(seller.get_by_text("Lista para enviar")).to_be_visible()
    follow(seller, "Enviar")
    expect(seller.get_by_label("Beatriz Cano")).to_be_checked()
    press(seller, "Enviar")
    expect(seller.get_by_text("COT-2026-0001").first).to_be_visible()
    [mail] = smtp.wait_for(to="beatriz@laarboleda.example")
    assert "COT-2026-0001-v1.pdf" in mail.attachments

    # Another version, at another price
    follow(seller, "Nueva versión")
    press(seller, "Preparar la versión")
    seller.locator("#line-1-price").fill("340.000")
    press(seller, "Guardar")
    expect(seller.locator("#cambios").locator("..").locator("..")).to_contain_text("340.000")
    follow(seller, "Pedir aprobación interna")
    press(seller, "Pedir la aprobación")
    boss.goto(seller.url)
    follow(boss, "Aprobar o devolver")
    boss.get_by_label("Sí, puede enviarse").check()
    press(boss, "Guardar la decisión")
    seller.reload()
    follow(seller, "Enviar")
    press(seller, "Enviar")
    expect(seller.get_by_text("COT-2026-0001 v2").first).to_be_visible()
    until_ready(seller)

    # Taken, with the purchase order
    order = tmp_path / "orden.pdf"
    order.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    follow(seller, "Registrar la aprobación")
    seller.get_by_label("Archivos").set_input_files(order)
    press(seller, "Registrar la aprobación")
    expect(seller.get_by_text("SRV-2026-00001").first).to_be_visible()

    first, second = Quote.objects.order_by("version")
    assert (first.status, second.status) == (Status.SUPERSEDED, Status.APPROVED)
    assert second.total == 3_264_000


def until_ready(page):
    """The paper of what was just sent is set by the worker."""
    for _n in range(60):
        if page.get_by_text("Ver el PDF que se envió").count():
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError("the paper was not set")


def test_without_script_a_quote_is_written_line_by_line(new_page, ana, school, priced):
    page = new_page(width=360, javascript=False)
    sign_in(page, ana)
    page.goto("/quotes/new/")
    page.get_by_label("Cliente", exact=True).fill("arboleda")
    press(page, "Buscar")
    page.get_by_label("Qué se ofrece").fill("Rutas 2027")
    page.locator("#line-1-code").fill("RUT-01")
    press(page, "Agregar línea")
    expect(page.locator("#line-1-price")).to_have_value("350.000")
    page.locator("#line-2-description").fill("Monitora")
    page.locator("#line-2-price").fill("500.000")
    press(page, "Subir la línea 2")
    press(page, "Guardar")

    expect(page.get_by_role("heading", name="Rutas 2027", level=1)).to_be_visible()
    assert [line.description for line in Quote.objects.get().all_lines] == [
        "Monitora",
        "Ruta escolar",
    ]


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    new_page, axe, live, make_quote, ana, gloria, nora, priced, width
):
    sent = make_quote(lines=[LINE, OPTIONAL], status="sent", conditions="A 30 días")
    sent.ask("¿Tiene cinturones?", name="Carla")
    draft = sent.new_version(by=ana)
    draft.revise(by=ana, lines=[LINE | {"discount": 20, "section": "Ida"}])
    template = QuoteTemplate.save_from(sent, name="Escolar", by=nora)
    Conditions.objects.get_or_create(name="Generales", defaults={"text": "A 30 días"})
    page = new_page(width=width)
    pages = {
        gloria: [
            "/quotes/",
            "/quotes/?tab=today",
            "/quotes/?tab=all&q=transporte",
            "/quotes/?tab=expired",
            "/quotes/new/",
            f"/quotes/new/?like={sent.ref}",
            f"/quotes/{draft.ref}/draft/",
            f"/quotes/{draft.ref}/",
            f"/quotes/{draft.ref}/sending/",
            f"/quotes/{sent.ref}/",
            f"/quotes/{sent.ref}/?tab=note",
            f"/quotes/{sent.ref}/acceptance/",
            f"/quotes/{sent.ref}/rejection/",
        ],
        nora: [
            "/quotes/settings/quote_templates/",
            f"/quotes/settings/quote_templates/{template.pk}/",
            "/quotes/settings/conditions/",
            "/quotes/settings/reasons/new/",
        ],
    }
    found = {}
    for person, paths in pages.items():
        page.context.clear_cookies()
        sign_in(page, person)
        for path in paths:
            assert page.goto(path).status == 200, path
            found[path] = axe(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[path].append("it scrolls sideways")

    assert not {path: what for path, what in found.items() if what}
