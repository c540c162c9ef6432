"""A customer answers a quote in a real browser, with the code that a real mail server brought."""

import re
import time

import pytest
from playwright.sync_api import expect

from koios.core import jobs
from koios.quotes.models import Acceptance, LossReason, Quote, Status
from tests.quotes.conftest import LINE, OPTIONAL, accept, send, with_paper

CARLA = "carla@laarboleda.example"


@pytest.fixture
def quote(live, make_quote):
    return make_quote(lines=[LINE, OPTIONAL], status="sent", conditions="Pago: a 30 días\nGracias")


def mail_to_carla(smtp, subject, *, seconds=30):
    """The last one, once it is there."""
    until = time.monotonic() + seconds
    while True:
        found = [mail for mail in smtp.to(CARLA) if subject in mail.subject]
        if found:
            return found[-1]
        assert time.monotonic() < until, [mail.subject for mail in smtp.messages]
        time.sleep(0.05)


def code_from(smtp):
    """Read in the mail, as Carla does."""
    return re.search(r"\b(\d{6})\b", mail_to_carla(smtp, "Código").text)[1]


def fill_in(page):
    page.get_by_label("Nombre de quien aprueba").fill("Carla Ríos")
    page.get_by_label("Cargo").fill("Rectora")
    page.get_by_label("Número", exact=True).fill("41.935.118")
    page.get_by_label("Puedo comprometer").check()


def plain(text):
    return re.compile(text.replace("$ ", r"\$\s").replace(".", r"\."))


def finish(page, smtp):
    expect(page.get_by_role("heading", name="Escriba el código")).to_be_visible()
    page.get_by_label("Código de seis dígitos").fill(code_from(smtp))
    page.get_by_role("button", name="Aprobar por").click()
    expect(page.get_by_role("heading", name="COT-2026-0001")).to_be_visible()
    expect(page.locator("main")).to_contain_text("SRV-2026-00001")


def test_with_script_the_total_follows_the_ticks_and_the_code_of_the_mail_takes_it(
    page, quote, smtp
):
    page.goto(quote.public_url)
    page.get_by_label("Monitora a bordo").check()
    expect(page.get_by_role("button", name=plain("Aprobar por $ 47.950.000"))).to_be_visible()
    expect(page.get_by_label(plain("por $ 47.950.000 y sus condiciones"))).to_be_visible()

    fill_in(page)
    page.get_by_role("button", name="Aprobar por").click()
    finish(page, smtp)

    kept = Acceptance.objects.get()
    assert (kept.total, kept.ip) == (47_950_000, "127.0.0.1")
    assert "Chrome" in kept.agent
    assert mail_to_carla(smtp, "Recibimos su aprobación")


def test_without_script_the_same_way_leads_to_the_same_answer(new_page, quote, smtp):
    page = new_page(javascript=False)
    page.goto(quote.public_url)
    page.get_by_label("Monitora a bordo").check()
    fill_in(page)
    page.get_by_role("button", name=plain("Aprobar por $ 42.000.000")).click()
    expect(page.locator("main")).to_contain_text("Revíselo y apruebe")
    assert not Acceptance.objects.exists()

    page.get_by_label("Puedo comprometer").check()
    page.get_by_role("button", name=plain("Aprobar por $ 47.950.000")).click()
    finish(page, smtp)

    assert Acceptance.objects.get().total == 47_950_000


def test_without_script_a_button_works_the_total_out(new_page, quote):
    page = new_page(javascript=False, width=360)
    page.goto(quote.public_url)
    page.get_by_label("Monitora a bordo").check()
    page.get_by_label("Cargo").fill("Rectora")

    page.get_by_role("button", name="Actualizar el total").click()

    expect(page.get_by_role("button", name=plain("Aprobar por $ 47.950.000"))).to_be_visible()
    expect(page.get_by_label("Cargo")).to_have_value("Rectora")
    expect(page.get_by_label("Monitora a bordo")).to_be_checked()


def test_back_from_the_code_everything_is_still_there(page, quote):
    page.goto(quote.public_url)
    page.get_by_label("Monitora a bordo").check()
    expect(page.get_by_role("button", name=plain("Aprobar por $ 47.950.000"))).to_be_visible()
    fill_in(page)
    page.get_by_role("button", name="Aprobar por").click()
    expect(page.get_by_role("heading", name="Escriba el código")).to_be_visible()

    page.go_back()

    expect(page.get_by_label("Monitora a bordo")).to_be_checked()
    expect(page.get_by_role("button", name=plain("Aprobar por $ 47.950.000"))).to_be_visible()
    expect(page.get_by_label("Cargo")).to_have_value("Rectora")
    expect(page.get_by_label("Número", exact=True)).to_have_value("41.935.118")


def test_a_person_who_moves_on_the_page_has_opened_it_and_a_loaded_page_has_not(page, quote):
    page.goto(quote.public_url)
    page.wait_for_load_state("networkidle")
    assert Quote.objects.get().opened_at is None

    with page.expect_response("**/vista/") as told:
        page.mouse.wheel(0, 200)

    assert told.value.status == 204
    assert Quote.objects.get().opened_at is not None


def test_a_click_that_a_program_makes_up_is_no_person(page, quote):
    page.goto(quote.public_url)
    page.evaluate("document.body.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}))")
    page.wait_for_timeout(500)

    assert Quote.objects.get().opened_at is None


def test_not_taking_it_takes_two_presses_and_a_reason(page, quote, smtp):
    page.goto(quote.public_url)
    page.get_by_text("No la apruebo").click()
    page.get_by_role("button", name="Rechazar la cotización").click()
    expect(page.get_by_text("Escoja la razón que más se parezca.")).to_be_visible()

    page.get_by_label("¿Por qué?").select_option("Precio")
    page.get_by_role("button", name="Rechazar la cotización").click()

    expect(page.locator("main")).to_contain_text("Gracias por responder")
    assert Quote.objects.get().status == Status.REJECTED
    assert mail_to_carla(smtp, "Recibimos su respuesta")


@pytest.fixture
def standing(make_quote, ana):
    """`standing("expired")`: a quote in each place where a customer may find it."""

    def stand(how):
        quote = make_quote(lines=[LINE, OPTIONAL], status="sent", conditions="Pago: a 30 días")
        quote.ask("¿Incluye peajes?", name="Luz")
        quote.reply("Sí, todos.", by=ana)
        if how == "expired":
            Quote.objects.update(valid_until="2026-01-31")
        elif how == "voided":
            quote.void(by=ana, reason="Precio viejo")
        elif how == "rejected":
            quote.reject(by=ana, reason=LossReason.objects.first(), name="Carla")
        elif how == "approved":
            accept(quote)
        elif how == "superseded":
            new = quote.new_version(by=ana)
            new.revise(by=ana, lines=[LINE, OPTIONAL | {"description": "Pólizas"}])
            send(new, by=ana)
            jobs.run_due()
            with_paper(new)
        return Quote.objects.order_by("version").first()

    return stand


@pytest.mark.parametrize("how", ["sent", "expired", "voided", "rejected", "approved", "superseded"])
def test_everyone_can_use_the_page_however_the_quote_stands(live, new_page, axe, standing, how):
    quote = standing(how)
    addresses = [quote.public_url]
    if how in ("approved", "rejected"):
        addresses.append(f"{quote.public_url}respuesta/")

    for width, dark in ((1280, False), (1280, True), (360, False), (360, True)):
        page = new_page(width=width, dark=dark)
        for address in addresses:
            page.goto(address)
            page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1280, 360])
def test_everyone_can_use_the_page_with_errors_and_that_of_the_code(new_page, axe, quote, width):
    page = new_page(width=width)
    page.goto(quote.public_url)
    page.get_by_role("button", name="Aprobar por").click()
    expect(page.get_by_text("Falta corregir")).to_be_visible()
    assert axe(page) == []

    fill_in(page)
    page.get_by_role("button", name="Aprobar por").click()
    page.get_by_label("Código de seis dígitos").fill("000000")
    page.get_by_role("button", name="Aprobar por").click()
    expect(page.get_by_text("El código no es correcto")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_page_is_light(new_page, quote):
    loaded = []
    page = new_page(width=360)
    page.on("requestfinished", lambda request: loaded.append(request))

    page.goto(quote.public_url)
    page.wait_for_load_state("networkidle")

    travelled = sum(one.sizes()["responseBodySize"] for one in loaded)
    assert travelled < 110_000, travelled


def test_all_of_it_can_be_done_with_the_keyboard(page, quote):
    page.goto(quote.public_url)
    option = page.get_by_label("Monitora a bordo")
    for _n in range(8):
        page.keyboard.press("Tab")
        if option.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Space")

    expect(page.get_by_role("button", name=plain("Aprobar por $ 47.950.000"))).to_be_visible()
