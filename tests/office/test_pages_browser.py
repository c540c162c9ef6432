"""The common pages in a real browser: to the eye, to the keyboard, to a screen reader."""

import pytest
from playwright.sync_api import expect

from koios.core import clock, notices, outbox
from koios.core.imports import ImportRun, importers
from koios.core.jobs import Job
from koios.core.settings import Setting, put


@pytest.fixture
def world(live, nora, ana, school):
    """Something on every page."""
    put("company.phone", "606 555 0134", by=nora, reason="Cambió la línea")
    put("company.phone", "606 555 0199", by=ana)
    notices.tell(nora, lambda: "PQRS-2026-000318 vence mañana", url="/", key="a", urgent=True)
    message = outbox.send(
        kind="accounts.invitation",
        to=["sandra@correo.example"],
        subject="Su cuenta en Koios",
        text="Hola.",
        about=ana,
        not_before=clock.read("2999-01-01"),
    )
    now = clock.now()
    job = Job.objects.create(
        task="tests.gone", asked_at=now, ended_at=now, status=Job.Status.DEAD, error="It failed"
    )
    listed = "NIT;Razón social;Ciudad\n900153453;Hotel El Samán;Pereira\n12;Nadie;Pereira\n"
    run = ImportRun.bring(importers["customers"], listed.encode(), "hoteles.csv", by=nora)
    run.map_by(run.proposal(), by=nora)
    run.check_now()
    return {"message": message.pk, "job": job.pk, "run": run.pk}


@pytest.fixture
def enter(nora, client, live, world):
    """`enter(page, "/trail/")`: Nora's session in the browser."""

    def enter(page, address):
        client.force_login(nora)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live.url}]
        )
        answer = page.goto(address.format(**world))
        assert answer.status == 200, address
        return page

    return enter


PAGES = [
    "/",
    "/search/?q=arboleda",
    "/search/?q=nada+de+esto",
    "/notices/",
    "/notices/?show=all",
    "/settings/company/",
    "/settings/mail/",
    "/settings/numbering/",
    "/settings/files/",
    "/settings/calendar/",
    "/settings/calendar/closures/new/",
    "/trail/",
    "/outbox/",
    "/outbox/{message}/",
    "/outbox/{message}/cancellation/",
    "/jobs/",
    "/jobs/{job}/discard/",
    "/imports/",
    "/imports/new/customers/",
    "/imports/{run}/",
    "/imports/{run}/columns/",
    "/imports/{run}/map/",
]


@pytest.mark.parametrize(
    ("width", "dark"), [(1280, False), (1280, True), (360, False)], ids=["wide", "dark", "phone"]
)
def test_everyone_can_use_every_page(new_page, enter, axe, width, dark):
    # As tall as a page: axe measures targets where it has scrolled to, half of them under the head.
    page = new_page(width=width, height=3000, dark=dark)
    found = {}

    for address in PAGES:
        enter(page, address)
        page.evaluate("document.querySelectorAll('.main details').forEach(d => { d.open = true })")
        if problems := axe(page):
            found[address] = problems

    assert not found, "\n".join(f"{a}: {p}" for a, ps in found.items() for p in ps)


@pytest.mark.parametrize("width", [360, 320])
def test_nothing_scrolls_sideways_on_a_phone(new_page, enter, width):
    page = new_page(width=width)

    wide = [
        address
        for address in PAGES
        if enter(page, address).evaluate("document.documentElement.scrollWidth") > width
    ]

    assert not wide


def test_what_is_found_while_one_types_is_reached_with_the_arrows(page, enter, school):
    enter(page, "/")

    page.keyboard.press("/")
    page.keyboard.type("arbol", delay=20)
    hit = page.get_by_role("link", name="Colegio La Arboleda")
    expect(hit.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{school.get_absolute_url()}")


def test_escape_puts_what_was_found_away(page, enter):
    enter(page, "/")
    page.keyboard.press("/")
    page.keyboard.type("arbol", delay=20)
    expect(page.locator("#hallado a").first).to_be_visible()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")

    expect(page.locator("#hallado")).to_be_hidden()
    expect(page.locator("#buscar")).to_be_focused()


def test_a_colour_is_seen_on_the_page_before_it_is_saved(page, enter):
    enter(page, "/settings/company/")

    page.get_by_label("Color de la empresa").fill("#7a3222")
    page.get_by_role("button", name="Ver cómo queda").click()

    expect(page.get_by_text("Así se ve ese color")).to_be_visible()
    button = page.get_by_role("button", name="Guardar", exact=True)
    assert button.evaluate("b => getComputedStyle(b).backgroundColor") == "rgb(122, 50, 34)"
    assert not Setting.objects.filter(pk="company.brand").exists()


def test_settings_are_changed_without_script(new_page, enter):
    page = enter(new_page(javascript=False), "/settings/company/")

    page.get_by_label("Horario de atención").fill("Lunes a viernes, de 7 a. m. a 6 p. m.")
    page.get_by_role("button", name="Guardar", exact=True).click()

    expect(page.get_by_text("Quedó guardado el cambio.")).to_be_visible()
    kept = Setting.objects.get(pk="company.hours")
    assert kept.value == "Lunes a viernes, de 7 a. m. a 6 p. m."


def test_a_list_is_tried_to_its_end_while_one_looks_at_the_page(page, enter, world):
    enter(page, "/imports/{run}/")

    page.get_by_role("button", name="Probar otra vez").click()

    expect(page.get_by_role("button", name="Importar las que entran")).to_be_visible(timeout=20_000)


def test_a_test_message_tells_what_the_server_answered(page, enter, smtp):
    enter(page, "/settings/mail/")

    page.get_by_role("button", name="Enviar correo de prueba").click()

    expect(page.get_by_text("250 2.0.0 OK", exact=False)).to_be_visible(timeout=20_000)
