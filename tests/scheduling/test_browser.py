"""The calendar and the pages of service orders in a real browser at the real server."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from playwright.sync_api import expect

from koios.core import calendar
from tests.harness.cast import PASSWORD


@pytest.fixture
def head(live, db):
    """Somebody who may do everything, with a password as the server keeps it."""
    from koios.accounts.models import User, ensure_roles

    ensure_roles()
    person = User.objects.create_person("jefa@koios.example", "Gloria Mejía", ["admin"])
    person.password = Argon2PasswordHasher().encode(PASSWORD, "unasaldeprueba")
    person.save()
    return person


@pytest.fixture
def known(live, make_order, head):
    """Two orders of today that share a vehicle, and one that waits for its day."""
    today = calendar.today()
    one = make_order(on=today)
    make_order(on=today, driver="Iván Soto")
    waiting = make_order(service_from=today + timedelta(days=1))
    return {"one": one.number, "waiting": waiting.number, "today": today.isoformat()}


def sign_in(page, person):
    page.goto("/sign-in/")
    page.get_by_label("Correo electrónico").fill(person.email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Entrar").click()


def test_the_calendar_is_walked_by_keyboard(page, head, known):
    sign_in(page, head)
    page.goto("/orders/calendar/")
    today = page.locator("[data-day][aria-current=date]")
    days = page.locator("[data-day]")
    at = [day.get_attribute("href") for day in days.all()].index(today.get_attribute("href"))

    today.focus()
    page.keyboard.press("ArrowRight" if at + 1 < days.count() else "ArrowLeft")
    beside = at + 1 if at + 1 < days.count() else at - 1

    expect(days.nth(beside)).to_be_focused()
    href = days.nth(beside).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{href}")


def test_the_page_keys_lead_to_other_months(page, head, known):
    sign_in(page, head)
    page.goto("/orders/calendar/")
    heading = page.get_by_role("heading", level=1)
    now = heading.inner_text()

    page.locator("[data-day][aria-current=date]").focus()
    page.keyboard.press("PageDown")

    expect(heading).not_to_have_text(now)
    page.get_by_role("link", name="Hoy", exact=True).click()
    expect(heading).to_have_text(now)


def test_an_order_is_scheduled_from_the_calendar_without_javascript(new_page, head, known):
    page = new_page(width=360, javascript=False)
    sign_in(page, head)
    page.goto("/orders/calendar/")

    page.get_by_role("link", name=f"Programar {known['waiting']}").click()
    page.get_by_label("Fecha").fill(known["today"])
    page.get_by_label("Vehículo").fill("sxt-902")
    page.get_by_label("Conductor").fill("Luz Parra")
    page.get_by_role("button", name="Programar").click()

    warning = page.get_by_role("alert").filter(has_text="ya tiene ese día")
    expect(warning).to_contain_text("El cliente la pidió desde")
    page.get_by_role("button", name="Guardar de todos modos").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".record-meta")).to_contain_text("Programada")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, False), (1280, True)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(new_page, axe, head, known, width, dark):
    page = new_page(width=width, dark=dark)
    sign_in(page, head)
    found = {}
    for path in (
        "/",
        "/orders/",
        "/orders/?tab=all&vehicle=sxt",
        "/orders/?tab=cancelled",
        "/orders/calendar/",
        "/orders/calendar/?view=week",
        "/orders/calendar/?day=2031-02-01",
        "/orders/day/{today}/",
        "/orders/day/2031-02-01/",
        "/orders/calendar/link/",
        "/orders/{one}/",
        "/orders/{one}/reschedule/",
        "/orders/{one}/cancellation/",
        "/orders/{waiting}/schedule/",
    ):
        assert page.goto(path.format(**known)).status == 200, path
        found[path] = axe(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[path].append("it scrolls sideways")

    assert not {path: what for path, what in found.items() if what}
