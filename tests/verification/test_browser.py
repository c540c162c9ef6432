"""The way of a verification on a telephone in a garage: answered item by item, and finished."""

import re

import pytest
from playwright.sync_api import expect

from koios.verification.models import Campaign, Checklist, Kind, Question, Status
from tests.quotes.test_desk_browser import sign_in


@pytest.fixture
def verification(live, make_checklist, make_verification):
    make_checklist(
        Question("01", "Cada servicio tiene su FUEC.", "El servicio"),
        Question("02", "Puntualidad", "El servicio", kind=Kind.MEASURE, unit="%", target=95),
        Question("03", "SOAT y pólizas vigentes.", "Vehículos", needs_file=True),
        Question("04", "Qué se hace", "Decisión", kind=Kind.CHOICE, options=("Seguir", "Terminar")),
    )
    return make_verification(started=True)


@pytest.fixture
def checklist_draft(live, nora):
    return Checklist.draft(by=nora, name="Escolar", questions=[Question("01", "Objeto")])


def item(page, code):
    return page.locator(f"#item-{code}")


def choose(card, name):
    card.get_by_role("radio", name=name, exact=True).check()


def save(card):
    card.get_by_role("button", name=re.compile("^Guardar")).last.click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_whole_checklist_is_answered_on_a_telephone(
    new_page, ana, verification, tmp_path, axe, javascript
):
    page = new_page(width=360, height=740, javascript=javascript)
    sign_in(page, ana)
    page.goto(verification.get_absolute_url())
    expect(page.locator("#avance")).to_contain_text("0 de 4 respondidos")
    if javascript:
        assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    page.get_by_role("link", name="Siguiente sin responder").click()
    first = item(page, "01")
    expect(first).to_be_in_viewport()
    expect(first.get_by_label("Quién lo corrige")).to_be_hidden()
    choose(first, "No cumple")
    save(first)
    expect(first.get_by_role("alert")).to_contain_text("Escriba qué falta")
    first.get_by_label("Qué se vio").fill("Faltan tres extractos de agosto")
    first.get_by_text("Quién corrige lo que falta, y para cuándo").click()
    first.get_by_label("Quién lo corrige").select_option(label=ana.name)
    save(first)
    expect(first.locator(".pill")).to_have_text("No cumple")
    expect(first).to_contain_text("Faltan tres extractos de agosto")
    expect(page.locator("#avance")).to_contain_text("1 de 4 respondidos")

    second = item(page, "02")
    second.get_by_label("Medida, %").fill("96,4")
    second.get_by_label("Medida, %").press("Enter")
    expect(second.locator(".pill")).to_have_text("Cumple: 96,4 %")

    photo = tmp_path / "polizas.txt"
    photo.write_text("Pólizas")
    third = item(page, "03")
    choose(third, "Cumple")
    save(third)
    expect(third.get_by_role("alert")).to_contain_text("pide un archivo")
    third.locator("input[type=file]").set_input_files(photo)
    save(third)
    expect(third.get_by_role("link", name="polizas.txt")).to_be_visible()

    fourth = item(page, "04")
    choose(fourth, "Seguir")
    save(fourth)
    page.locator("#avance").get_by_role("link", name="Terminar").click()
    expect(page.get_by_text("Queda registrado 1 hallazgo")).to_be_visible()
    page.get_by_label("Conclusión").fill("Se sigue")
    with page.expect_navigation():
        page.get_by_role("button", name="Terminar la verificación").click()

    expect(page.get_by_text("66,67 % de cumplimiento")).to_be_visible()
    verification.refresh_from_db()
    assert verification.status == Status.DONE and verification.answered == 4
    finding = verification.findings()[verification.items.get(code="01").pk]
    assert finding.owner == ana and "Faltan tres extractos" in finding.fact


def test_its_pages_can_be_used_by_all(new_page, nora, ana, verification, checklist_draft, axe):
    Campaign.open(by=nora, for_year=2026)
    page = new_page(width=360)
    sign_in(page, nora)

    for address in (
        "/verification/",
        "/verification/campaigns/2026/",
        "/verification/checklists/",
        checklist_draft.get_absolute_url(),
        verification.checklist.get_absolute_url(),
    ):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == 360, address


def test_a_draft_is_written_by_keyboard(new_page, nora, checklist_draft):
    page = new_page(javascript=False)
    sign_in(page, nora)
    page.goto(checklist_draft.get_absolute_url())

    page.get_by_role("button", name="Agregar un ítem").press("Enter")
    row = page.locator("#fila-1")
    expect(row).to_be_in_viewport()
    row.get_by_label("Qué se verifica").fill("Puntualidad")
    expect(row.get_by_label("Meta")).to_be_hidden()
    row.get_by_label("Cómo se responde").select_option("measure")
    row.get_by_label("Meta").fill("95,5")
    row.get_by_role("button", name="Subir el ítem 2").press("Enter")
    page.get_by_label("Nombre").press("Enter")
    expect(page.get_by_text("Guardamos el borrador.")).to_be_visible()

    checklist_draft.refresh_from_db()
    assert [one.code for one in checklist_draft.questions] == ["02", "01"]
    assert str(checklist_draft.questions[0].target) == "95.5"
