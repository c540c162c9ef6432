from django.test import Client

from koios.core import audit
from tests.harness.cast import PASSWORD

NEW = "otra clave muy larga"


def change(client, current=PASSWORD, new=NEW):
    return client.post(
        "/profile/password/", {"current_password": current, "password": new, "password_again": new}
    )


def test_one_chooses_ones_language_and_appearance(ana, sign_in, client):
    sign_in(ana)

    client.post(
        "/profile/", {"name": "Ana María Restrepo", "language": "en", "theme": "dark", "phone": ""}
    )

    ana.refresh_from_db()
    assert (ana.name, ana.language, ana.theme) == ("Ana María Restrepo", "en", "dark")
    page = client.get("/profile/").content.decode()
    assert 'lang="en"' in page
    assert 'data-bs-theme="dark"' in page


def test_the_language_of_one_is_not_that_of_the_next(ana, beto, nora, client):
    ana.change(by=nora, language="en")
    client.force_login(ana)
    client.get("/profile/")
    other = Client()
    other.force_login(beto)

    assert 'lang="es-co"' in other.get("/profile/").content.decode()
    assert 'lang="es-co"' in Client().get("/sign-in/").content.decode()


def test_a_new_password_needs_the_one_of_before(ana, sign_in, client):
    sign_in(ana)

    response = change(client, current="no es esta")

    assert "no es su contraseña actual" in response.content.decode()
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)


def test_a_new_password_keeps_this_session_and_closes_the_others(ana, sign_in, client):
    elsewhere = Client()
    elsewhere.post("/sign-in/", {"login": ana.email, "password": PASSWORD})
    sign_in(ana)

    change(client)

    assert client.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302
    assert "password_changed" in [entry.verb for entry in audit.trail(ana)]
    assert client.get("/profile/sign-in/").content.decode().count("127.0.0.1") == 1


def test_who_guesses_the_current_password_is_stopped(ana, sign_in, client):
    sign_in(ana)
    for _time in range(10):
        change(client, current="no es esta")

    response = change(client)

    assert "Demasiados intentos" in response.content.decode()
