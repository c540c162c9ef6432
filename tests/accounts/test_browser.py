"""Coming in and setting up, with a real browser at the real server."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session

from koios.accounts import second_factor
from tests.harness.cast import PASSWORD

DESK = [
    "/people/",
    "/people/new/",
    "/people/{pk}/",
    "/people/{pk}/roles/",
    "/roles/",
    "/roles/sales/",
    "/areas/",
    "/profile/",
    "/profile/password/",
    "/profile/sign-in/",
    "/profile/second-factor/",
]


@pytest.fixture
def nora(live, nora):
    """With a password as the server keeps it; that of the other tests is quick to make."""
    nora.password = Argon2PasswordHasher().encode(PASSWORD, "unasaldeprueba")
    nora.save()
    return nora


def sign_in(page, person):
    page.goto("/sign-in/")
    page.get_by_label("Correo electrónico").fill(person.email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Entrar", exact=True).click()


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_one_comes_in_and_goes_out_without_javascript(new_page, nora):
    page = new_page(width=360, javascript=False)

    sign_in(page, nora)
    page.goto("/people/")
    page.locator("summary.person").click()
    page.get_by_role("button", name="Salir").click()

    assert page.url.endswith("/sign-in/")
    page.goto("/people/")
    assert "/sign-in/" in page.url


def test_one_sets_up_the_second_factor_and_comes_in_with_it(page, nora):
    sign_in(page, nora)
    page.goto("/profile/second-factor/")
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Código que muestra la aplicación").fill(code_of(secret))
    page.get_by_role("button", name="Activar").click()
    page.wait_for_selector(".codes")
    codes = page.locator(".codes li").all_inner_texts()
    page.goto("/profile/")
    page.locator("summary.person").click()
    page.get_by_role("button", name="Salir").click()

    sign_in(page, nora)
    page.get_by_label("Código").fill(codes[0])
    with page.expect_navigation():
        page.get_by_role("button", name="Entrar", exact=True).click()
    page.goto("/people/")

    assert page.get_by_role("heading", name="Personas").is_visible()
    assert second_factor.recovery_codes_left(nora) == 9


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(new_page, axe, nora, ana, width, dark):
    page = new_page(width=width, dark=dark)
    found = {}

    for path in ("/sign-in/", "/password/", "/password/asked/"):
        page.goto(path)
        found[path] = axe(page)
    sign_in(page, nora)
    for path in DESK:
        page.goto(path.format(pk=ana.pk))
        found[path] = axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[path] += ["it scrolls sideways"] if wide else []

    assert not {path: what for path, what in found.items() if what}


@pytest.mark.parametrize("javascript", [True, False])
def test_what_was_typed_comes_back_after_signing_in_again(new_page, axe, nora, javascript):
    page = new_page(width=360, javascript=javascript)
    sign_in(page, nora)
    page.goto("/profile/")
    page.get_by_label("Nombre").fill("Nora Villegas Toro")
    Session.objects.all().delete()

    page.get_by_role("button", name="Guardar").click()
    page.get_by_text("lo que escribió está guardado").wait_for()
    page.get_by_label("Correo electrónico").fill(nora.email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar", exact=True).click()

    assert page.get_by_label("Nombre").input_value() == "Nora Villegas Toro"
    assert javascript is False or axe(page) == []
    page.get_by_role("button", name="Enviar ahora").click()
    page.get_by_text("Quedó guardado.").wait_for()
    nora.refresh_from_db()
    assert nora.name == "Nora Villegas Toro"


@pytest.mark.parametrize(("width", "scrolls"), [(360, False), (900, True)])
def test_the_matrix_is_read_on_a_telephone_without_scrolling_sideways(
    new_page, nora, width, scrolls
):
    page = new_page(width=width)
    sign_in(page, nora)
    page.goto("/roles/")

    matrix = page.locator(".matrix-scroll")
    assert matrix.evaluate("it => it.scrollWidth > it.clientWidth") is scrolls
    assert page.locator(".matrix-role").first.is_visible() is not scrolls
