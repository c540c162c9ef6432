"""The commercial report in a real browser at the real server."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from koios.core import calendar, clock
from koios.quotes.models import Quote, Status
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
def sold(head, school, make_service):
    """A year of quotes in each state, by two sellers of whom one is only a name."""
    today, service = calendar.today(), make_service()
    states = [Status.APPROVED, Status.REJECTED, Status.EXPIRED, Status.APPROVED]
    for n in range(24):
        sent, status = today - timedelta(40 + 12 * n), states[n % 4]
        if n == 0:
            sent, status = today, Status.SENT
        answered = status in (Status.APPROVED, Status.REJECTED)
        Quote.objects.create(
            key=f"k{n}",
            number=f"COT-{sent.year}-{n + 1:04}",
            year=sent.year,
            sequence=n + 1,
            status=status,
            customer=school,
            owner=head if n % 2 else None,
            seller_name="" if n % 2 else "Moses Frase",
            main_service=service if n % 3 else None,
            title="Rutas",
            total=12_500_000,
            net=12_500_000,
            created_at=clock.now(),
            changed_at=clock.now(),
            sent_at=clock.now(),
            sent_on=sent,
            valid_until=sent + timedelta(30),
            answered_on=sent + timedelta(9) if answered else None,
        )


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, False), (1280, True)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(new_page, axe, head, sold, width, dark):
    page = new_page(width=width, dark=dark)
    page.goto("/sign-in/")
    page.get_by_label("Correo electrónico").fill(head.email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Entrar").click()
    today = calendar.today()
    year = f"from={today - timedelta(360)}&to={today}"

    found = {}
    for path in (
        f"/quotes/report/?{year}",
        "/quotes/report/?from=2001-01-01&to=2001-01-31",
        "/quotes/report/?from=ayer",
        f"/quotes/report/quotes/?{year}",
        f"/quotes/report/quotes/?{year}&state=rejected",
    ):
        assert page.goto(path).status == 200, path
        found[path] = axe(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[path].append("it scrolls sideways")

    assert not {path: what for path, what in found.items() if what}
