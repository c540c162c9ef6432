import pytest

from koios.accounts import set_up
from koios.accounts.models import User
from koios.core import settings as company_settings
from koios.core.outbox import Message
from tests.harness.cast import PASSWORD

COMPANY = {"name": "Transportes Andinos del Café", "nit": "901.284.537-1"}
SOMEBODY = {"name": "Nora Villegas", "email": "Nora@koios.example"}


@pytest.fixture
def code(db):
    return set_up.new_code()


@pytest.fixture
def inside(client, code):
    """A visitor who gave the code of the console."""
    client.post("/set-up/", {"code": code.lower().replace("-", " ")})
    return client


def be_administrator(client):
    return client.post(
        "/set-up/administrator/", SOMEBODY | {"password": PASSWORD, "password_again": PASSWORD}
    )


def test_the_first_visit_leads_to_the_set_up(client, db):
    assert client.get("/people/").headers["Location"] == "/set-up/"
    assert client.get("/sign-in/").headers["Location"] == "/set-up/"


def test_without_the_code_nobody_goes_on(client, code):
    wrong = client.post("/set-up/", {"code": "AAAA-AAAA"})

    assert "Ese no es" in wrong.content.decode()
    for path in ("/set-up/company/", "/set-up/administrator/"):
        assert client.get(path).headers["Location"] == "/set-up/"
    be_administrator(client)
    assert not User.objects.exists()


def test_the_company_is_told_that_its_check_digit_is_another(inside):
    page = inside.post("/set-up/company/", COMPANY | {"nit": "901.284.537-2"}).content.decode()

    assert "El dígito de verificación de 901284537 es 1, no 2." in page
    assert company_settings.get("company.nit") == ""


def test_the_code_is_not_in_the_home(code, settings):
    kept = (settings.HOME / "keys" / "set-up").read_text()

    assert code not in kept
    assert code.replace("-", "") not in kept


def test_a_new_start_makes_the_code_of_before_worthless(client, code):
    set_up.new_code()

    client.post("/set-up/", {"code": code})

    assert client.get("/set-up/company/").headers["Location"] == "/set-up/"


def test_who_guesses_the_code_is_stopped(client, code):
    for _time in range(10):
        client.post("/set-up/", {"code": "AAAA-AAAA"})

    response = client.post("/set-up/", {"code": code})

    assert "Demasiados intentos" in response.content.decode()


def test_three_steps_make_koios_ready(inside):
    company = inside.post("/set-up/company/", COMPANY)
    administrator = be_administrator(inside)
    mail = inside.post(
        "/set-up/mail/",
        {"host": "smtp.example", "port": "587", "security": "starttls", "password": "secreta"},
    )

    assert company.headers["Location"] == "/set-up/administrator/"
    assert administrator.headers["Location"] == "/set-up/mail/"
    assert mail.headers["Location"] == "/"
    assert company_settings.get("company.name") == "Transportes Andinos del Café"
    assert company_settings.get("mail.host") == "smtp.example"
    assert User.objects.get().is_administrator()
    assert inside.get("/people/").status_code == 200


def test_the_administrator_asks_for_a_test_message(inside):
    be_administrator(inside)

    inside.post(
        "/set-up/mail/",
        {"host": "smtp.example", "port": "587", "security": "starttls", "test": "1"},
    )

    assert Message.objects.get(kind="accounts.test").to == ["nora@koios.example"]
    assert "Mensaje de prueba" in inside.get("/set-up/mail/").content.decode()


def test_what_the_environment_says_of_mail_is_not_asked(inside, settings):
    settings.SMTP = settings.SMTP | {"host": "smtp.interno.example"}
    be_administrator(inside)

    page = inside.get("/set-up/mail/").content.decode()

    assert "smtp.interno.example" in page
    assert 'name="host"' not in page


def test_with_an_administrator_the_set_up_leads_on_for_ever(inside, ana):
    be_administrator(inside)

    for path in ("/set-up/", "/set-up/company/", "/set-up/administrator/"):
        assert inside.get(path)["Location"] == "/"
        assert inside.post(path, {"code": "AAAA-AAAA"})["Location"] == "/"
    assert not set_up.announce()


def test_an_administrator_who_left_does_not_open_it_again(nora, ana):
    User.objects.filter(pk=nora.pk).update(is_active=False)

    assert not set_up.is_pending()


def test_two_visitors_at_once_make_one_administrator(inside):
    be_administrator(inside)

    with pytest.raises(set_up.Refusal):
        set_up.create_administrator("otra@koios.example", "Otra", PASSWORD)


def test_the_console_shows_the_code_while_nobody_administers(db):
    (line,) = set_up.announce()

    assert set_up.is_right(line.split("instalación: ")[1][:9])
    assert "/set-up/" in line
