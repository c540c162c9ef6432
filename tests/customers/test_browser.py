"""Customers with a real browser at the real server."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from koios.core import audit
from koios.customers.models import (
    Address,
    ConsentEvent,
    Contact,
    Customer,
    Note,
    Paper,
)
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
def known(live, school, make_customer, head):
    """The school with all that a page can show of it."""
    carla = Contact.introduce(
        school, name="Carla Ocampo", email="carla@laarboleda.example", survey=True, by=head
    )
    Note.write(school, kind="call", contact=carla, minutes=8, text="Pide guía", by=head)
    Address.note_down(school, line="Km 4 vía El Caimo", municipality="63001", by=head)
    Paper(customer=school, kind="rut", expires_on="2026-01-01").begin(by=head)
    ConsentEvent.record(
        subject=carla.as_subject(by=head),
        purpose="ask",
        given=True,
        channel="phone",
        about=carla,
        by=head,
    )
    return {
        "school": school.pk,
        "carla": carla.pk,
        "twin": make_customer("Colegio la Arboleda", "811036370").pk,
        "person": make_customer("Rosalba Tabares", "41261533", kind="person").pk,
    }


def sign_in(page, person):
    page.goto("/sign-in/")
    page.get_by_label("Correo electrónico").fill(person.email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Entrar").click()


def test_who_may_be_the_same_is_told_while_one_writes(page, head, known):
    sign_in(page, head)
    page.goto("/customers/new/")

    page.get_by_label("Razón social").fill("fundacion educativa arboleda ltda")
    page.get_by_label("Razón social").blur()

    told = page.locator("#similar").get_by_role("link", name="Colegio La Arboleda")
    told.wait_for()
    assert told.get_attribute("href") == f"/customers/{known['school']}/"


def test_a_customer_is_registered_without_javascript(new_page, head, known):
    page = new_page(width=360, javascript=False)
    sign_in(page, head)
    page.goto("/customers/new/")
    page.get_by_label("Tipo de documento").select_option("NIT")
    page.get_by_label("Número de documento").fill("860.034.313-7")
    page.get_by_label("Razón social").fill("Fundación Educativa Arboleda S.A.S.")
    page.get_by_label("Municipio").fill("Armenia")
    page.get_by_role("button", name="Registrar", exact=True).click()

    page.get_by_text("Puede que ya esté registrado").wait_for()
    page.get_by_label("Es otro cliente").check()
    page.get_by_role("button", name="Registrar", exact=True).click()

    assert page.get_by_role("heading", level=1).inner_text().startswith("Fundación Educativa")
    customer = Customer.objects.get(document_number="860034313")
    assert customer.municipality == "63001"
    assert audit.trail(customer).get().actor == head


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, False), (1280, True)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(new_page, axe, head, known, width, dark):
    page = new_page(width=width, dark=dark)
    sign_in(page, head)
    found = {}
    for path in (
        "/customers/",
        "/customers/?q=colegio&status=active&sort=-name",
        "/customers/?q=nadie",
        "/customers/new/",
        "/customers/{school}/",
        "/customers/{person}/",
        "/customers/{school}/details/",
        "/customers/{school}/contacts/{carla}/",
        "/customers/{school}/contacts/{carla}/consents/",
        "/customers/{school}/contacts/{carla}/consents/new/",
        "/customers/{school}/notes/new/",
        "/customers/{school}/papers/new/",
        "/customers/{school}/addresses/new/",
        "/customers/{school}/merge/",
        "/customers/{school}/merge/{twin}/",
        "/customers/{person}/erasure/",
        "/customers/privacy/",
        "/customers/privacy/policy/new/",
        "/customers/privacy/purposes/news/",
        "/datos-personales/",
    ):
        assert page.goto(path.format(**known)).status == 200, path
        found[path] = axe(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[path].append("it scrolls sideways")

    assert not {path: what for path, what in found.items() if what}
