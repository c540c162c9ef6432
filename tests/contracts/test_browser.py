"""A contract on the desk in a real browser, wide and on a phone: drafted, signed, amended."""

import re

import pytest
from playwright.sync_api import expect

from koios.contracts.models import Amendment, Contract, Status
from koios.core import audit
from koios.customers.models import Contact
from koios.quotes.models import TariffList
from tests.quotes.test_desk_browser import follow, press, sign_in

WIDTHS = (1280, 360)


@pytest.fixture
def customer(live, school, ana, house):
    Contact.introduce(
        school, name="Carla Ríos", email="carla@laarboleda.example", part="decides", by=ana
    )
    return school


@pytest.fixture
def priced(live, make_service):
    service = make_service(code="RUT-01", name="Ruta escolar", unit="month")
    tariffs = TariffList(name="Generales", valid_from="2026-01-01").begin(by=audit.SYSTEM)
    tariffs.price(service, 4_200_000, by=audit.SYSTEM)
    tariffs.publish(by=audit.SYSTEM)
    return service


@pytest.fixture
def desk(new_page, ana):
    """Ana at her desk, at a width."""

    def sit(width, **options):
        page = new_page(width=width, **options)
        sign_in(page, ana)
        return page

    return sit


def fits(page):
    """Nothing stands beyond the right edge."""
    assert page.locator("html").evaluate("e => e.scrollWidth - e.clientWidth") == 0


def do(page, name):
    """An act that may wait behind «Más acciones»."""
    link = page.locator(".record-do").get_by_role("link", name=name, exact=True)
    if not link.is_visible():
        page.get_by_label("Más acciones").click()
    link.click()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_contract_goes_its_whole_way_from_the_desk(desk, axe, customer, priced, tmp_path, width):
    page = desk(width)

    # Drafted from the customer, with prices by keyboard
    page.goto(f"/contracts/new/?customer={customer.pk}")
    page.get_by_label("Objeto").fill("Rutas escolares de la mañana y de la tarde.")
    page.get_by_label("Empieza").fill("2026-01-19")
    page.get_by_label("Termina").fill("2099-11-30")
    expect(page.get_by_role("heading", name="Preparar contrato")).to_be_visible()
    press(page, "Guardar")
    expect(page.get_by_text("Escriba un año anterior a 2065").first).to_be_visible()
    page.get_by_label("Termina").fill("2060-11-30")
    press(page, "Guardar")
    expect(page.get_by_text("Para firmarlo falta")).to_be_visible()
    follow(page, "Editar")
    page.locator("#line-1-code").focus()
    page.keyboard.type("rut-01\t")
    expect(page.locator("#line-1-price")).to_have_value("4.200.000")
    expect(page.locator("#line-1-description")).to_have_value("Ruta escolar")
    page.locator("#line-1-price").press("Enter")
    expect(page.locator("#line-2-code")).to_be_focused()
    page.locator("#line-2-description").fill("Monitora a bordo")
    page.locator("#line-2-price").fill("1.300.000")
    page.locator("#line-2-price").press("Alt+ArrowUp")
    expect(page.locator("[data-line]").first.locator("textarea")).to_have_value("Monitora a bordo")
    fits(page)
    assert axe(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.locator("#tarifas")).to_be_visible()
    assert [one.description for one in Contract.objects.get().own_tariffs] == [
        "Monitora a bordo",
        "Ruta escolar",
    ]

    # Its clauses and a policy
    page.goto(f"{page.url.split('#')[0]}clauses/")
    page.get_by_label("Título").first.fill("Lo que se presta")
    fits(page)
    press(page, "Guardar")
    expect(page.get_by_text("Lo que se presta").first).to_be_visible()
    do(page, "Agregar una póliza")
    page.get_by_label("Qué ampara").select_option(index=0)
    page.get_by_label("Aseguradora").fill("Seguros del Café")
    fits(page)
    press(page, "Agregar")
    expect(page.get_by_text("Seguros del Café").first).to_be_visible()

    # Ready to be signed, and signed on paper
    do(page, "Dejar listo para firmar")
    press(page, "Fijar el documento")
    expect(page.get_by_text("En firma").first).to_be_visible()
    do(page, "Registrar la firma en papel")
    paper = tmp_path / "firmado.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    page.get_by_label("Archivos").set_input_files(paper)
    press(page, "Registrar la firma")
    expect(page.get_by_text("Vigente").first).to_be_visible()
    fits(page)
    assert axe(page) == []

    # An amendment that begins with the prices of today
    follow(page, "Otrosí")
    page.get_by_label("Por qué se hace").fill("Suben los precios del año.")
    press(page, "Empezar con las de hoy")
    expect(page.locator("#line-2-price")).to_have_value("4.200.000")
    page.locator("#line-2-price").fill("4.500.000")
    fits(page)
    assert axe(page) == []
    press(page, "Guardar")
    expect(page.get_by_role("region", name="Qué cambia")).to_contain_text(
        re.compile(r"4\.500\.000")
    )
    fits(page)

    assert Contract.objects.get().status == Status.ACTIVE
    assert [one.price for one in Amendment.objects.get().own_tariffs] == [1_300_000, 4_500_000]


def test_without_script_prices_are_written_one_by_one(desk, customer, priced, make_contract):
    contract = make_contract(tariffs=[{"description": "Ruta escolar", "price": 100_000}])
    page = desk(360, javascript=False)
    page.goto(f"{contract.get_absolute_url()}details/")
    page.locator("#line-1-price").fill("4.300.000")

    press(page, "Agregar línea")
    page.locator("#line-2-code").fill("RUT-01")
    page.locator("#line-2-code").press("Enter")
    expect(page.locator("#line-2-price")).to_have_value("4.200.000")
    press(page, "Guardar")

    prices = page.get_by_role("region", name="Tarifas que rigen")
    expect(prices).to_contain_text(re.compile(r"4\.300\.000"))
    expect(prices).to_contain_text(re.compile(r"4\.200\.000"))
