"""What was typed into a form whose session had ended is given back to who typed it, and to nobody
else; and it is never sent by itself."""

import json

import pytest
from django import forms
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koios.accounts import unsent
from koios.accounts.models import SignIn, User
from koios.quotes.models import Need
from koios.ui.errors import is_secret
from tests.harness.cast import PASSWORD

UNSENT = "/unsent/"
PROFILE = {"name": "Ana María Restrepo", "phone": "300 123 4567", "language": "es-co",
           "theme": "dark"}  # fmt: skip


@pytest.fixture(autouse=True)
def noon(at):
    at("2026-07-22T12:00")


@pytest.fixture
def desk(client, ana, sign_in):
    """Ana's browser, after her session ended by itself."""
    sign_in(ana)
    Session.objects.all().delete()
    return client


def text(response):
    return response.content.decode()


def test_it_comes_back_after_signing_in_with_the_names_that_people_read(desk, ana, sign_in):
    answer = desk.post("/profile/", PROFILE)

    assert answer.url == "/sign-in/?next=%2Funsent%2F"
    assert "lo que escribió está guardado" in text(desk.get(answer.url))
    sign_in(ana)
    page = text(desk.get(UNSENT))
    assert "Esto es lo que había escrito; revíselo y envíelo de nuevo." in page
    for label, value in (("Nombre", "Ana María Restrepo"), ("Apariencia", "Oscuro")):
        assert f">{label}</label>" in page and f'value="{value}" readonly' in page
    assert '<input type="hidden" name="theme" value="dark">' in page
    assert 'action="/profile/"' in page


def test_nothing_is_sent_until_the_person_sends_it(desk, ana, sign_in):
    desk.post("/profile/", PROFILE)
    sign_in(ana)
    desk.get(UNSENT)

    ana.refresh_from_db()
    assert ana.name == "Ana Restrepo"
    desk.post("/profile/", PROFILE)
    ana.refresh_from_db()
    assert ana.name == "Ana María Restrepo"


def test_once_sent_it_is_there_no_more(desk, ana, sign_in):
    desk.post("/profile/", PROFILE)
    sign_in(ana)

    desk.post("/profile/", PROFILE)

    assert desk.get(UNSENT).url == "/"
    assert unsent.KEY not in desk.session


def test_it_can_be_let_go(desk, ana, sign_in):
    desk.post("/profile/", PROFILE, HTTP_REFERER="http://testserver/profile/?from=menu")
    sign_in(ana)

    assert desk.post(UNSENT).url == "/profile/?from=menu"
    assert desk.get(UNSENT).url == "/"


def test_who_signs_in_instead_sees_nothing_and_ends_it(desk, ana, beto, sign_in):
    desk.post("/profile/", PROFILE)

    sign_in(beto)

    assert desk.get(UNSENT).url == "/"
    assert unsent.KEY not in desk.session
    desk.post("/sign-out/")
    sign_in(ana)
    assert desk.get(UNSENT).url == "/"


def test_it_opens_for_its_person_alone_whatever_came_before(desk, ana, beto, at):
    desk.post("/profile/", PROFILE)

    assert unsent.kept(_asked(desk, ana)).path == "/profile/"
    assert unsent.kept(_asked(desk, beto)) is None
    at("2026-07-22T13:00:01")
    assert unsent.kept(_asked(desk, ana)) is None


def test_what_a_stranger_sends_is_kept_nowhere(client, ana):
    answer = client.post("/profile/", PROFILE)

    assert answer.url == "/sign-in/?next=%2Fprofile%2F"
    assert not Session.objects.exists()


def test_a_mark_that_is_not_ours_tells_nobody(ana, sign_in, client):
    sign_in(ana)
    stranger = Client()
    stranger.cookies[unsent.MARK] = str(SignIn.objects.get().pk)

    assert "unsent" not in stranger.post("/profile/", PROFILE).url


def test_who_signed_out_in_another_window_has_it_back(client, ana, sign_in):
    sign_in(ana)
    client.post("/sign-out/")

    client.post("/profile/", PROFILE)
    sign_in(ana)

    assert "Ana María" in text(client.get(UNSENT))


@pytest.mark.parametrize(
    "ending",
    [SignIn.Ending.REVOKED, SignIn.Ending.PASSWORD, SignIn.Ending.SECOND_FACTOR],
)
def test_a_session_that_was_closed_from_afar_keeps_nothing(client, ana, sign_in, ending):
    sign_in(ana)
    ana.sign_ins.get().end(by=ana, why=ending)

    assert "unsent" not in client.post("/profile/", PROFILE).url


def test_who_has_no_account_any_more_keeps_nothing(desk, ana):
    User.objects.update(is_active=False)

    assert "unsent" not in desk.post("/profile/", PROFILE).url


def test_it_waits_for_an_hour(desk, ana, sign_in, at):
    desk.post("/profile/", PROFILE)
    assert desk.session.get_expiry_age() == unsent.HOLDS.total_seconds()
    sign_in(ana)

    at("2026-07-22T13:00")
    assert desk.get(UNSENT).status_code == 200
    at("2026-07-22T13:00:01")
    assert desk.get(UNSENT).url == "/"
    assert unsent.KEY not in desk.session


def test_after_signing_in_the_session_lasts_as_always(desk, ana, sign_in):
    desk.post("/profile/", PROFILE)
    sign_in(ana)

    assert desk.session.get_expiry_age() > 7 * 24 * 3600


def test_what_rests_in_the_database_is_sealed(desk):
    desk.post("/profile/", PROFILE)

    held = json.dumps(desk.session[unsent.KEY])
    assert "María" not in held and "Mar\\u00eda" not in held and "300" not in held


def test_what_is_too_long_is_not_kept_and_that_is_said(desk, ana, sign_in):
    answer = desk.post("/profile/", PROFILE | {"name": "muy largo " * (unsent.MOST // 10)})

    assert "unsent" not in answer.url
    assert "es muy largo para guardarlo" in text(desk.get(answer.url))


def test_passwords_and_codes_are_never_kept(desk, ana, sign_in):
    sent = {"current_password": "x", "password": "otra clave larga", "password_again": "otra",
            "code": "123456", "token": "abc-def", "note": "Una nota"}  # fmt: skip
    desk.post("/profile/password/", sent)
    sign_in(ana)

    kept = unsent.kept(_asked(desk, ana))
    page = text(desk.get(UNSENT))

    assert [name for name, _value in kept.fields] == ["note"]
    assert "Las contraseñas y los códigos no se guardan" in page
    assert "Enviar ahora" not in page and 'type="hidden" name="note"' not in page


def test_every_field_that_hides_what_is_typed_has_the_name_of_a_secret():
    told, kinds = [], [forms.Form]  # one name may be a secret in one form and none in another
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        told += kind.base_fields.items() if kind.__module__.startswith("koios.") else []
    secret = {
        name
        for name, field in told
        if isinstance(field.widget, forms.PasswordInput)
        or field.widget.attrs.get("autocomplete") == "one-time-code"
    }

    assert secret >= {"password", "current_password", "code"}
    assert not {name for name in secret if not is_secret(name)}


def test_a_press_without_a_word_is_not_worth_keeping(desk):
    assert "unsent" not in desk.post("/profile/sign-in/revocation/").url


def test_an_act_on_a_record_comes_back_with_its_files_to_choose_again(desk, ana, school, sign_in):
    need = Need.take(customer=school, channel="phone", what="Dos rutas", owner=ana, by=ana)
    file = SimpleUploadedFile("acta.txt", b"hola")

    desk.post(f"/quotes/needs/{need.number}/files/", {"basket": "llave", "files": [file]})
    sign_in(ana)
    page = text(desk.get(UNSENT))

    assert ">Archivos</label>" in page
    assert 'value="llave" readonly' not in page
    assert '<input type="hidden" name="basket" value="llave">' in page
    assert 'name="files" multiple' in page and "Elija otra vez: acta.txt." in page


def test_the_rows_that_were_added_to_a_form_come_back(desk, ana, sign_in, school):
    sent = {"customer": school.pk, "title": "Rutas 2027", "line": ["1", "2"], "save": ""}
    for row, what in (("1", "Buseta"), ("2", "Monitora a bordo")):
        sent |= {f"line-{row}-description": what, f"line-{row}-code": f"RUT-0{row}"}
    desk.post("/quotes/new/", sent)
    sign_in(ana)

    page = text(desk.get(UNSENT))

    for label, value in (("Descripción 2", "Monitora a bordo"), ("Código 1", "RUT-01")):
        assert f">{label}</label>" in page and f'value="{value}" readonly' in page
    assert "Enviar ahora" in page


def test_a_form_on_the_page_of_a_record_is_told_by_that_page(desk, ana, sign_in, school):
    here = f"http://testserver{school.get_absolute_url()}?tab=notes"

    note = "Una nota larga, de más de nueve palabras, que se copia entera."
    desk.post("/profile/sign-in/revocation/", {"text": note}, HTTP_REFERER=here)
    sign_in(ana)

    assert unsent.kept(_asked(desk, ana)).page == f"{school.get_absolute_url()}?tab=notes"
    assert f"\n{note}</textarea>" in text(desk.get(UNSENT))


def test_a_page_that_fails_does_not_take_the_text_with_it(desk, ana, sign_in):
    desk.post("/people/new/", {"name": "Carla Ocampo, del colegio", "email": "x"})
    sign_in(ana)

    page = text(desk.get(UNSENT))  # the page of newcomers is not open to her

    assert 'value="Carla Ocampo, del colegio" readonly' in page


def test_another_site_does_not_choose_the_page(desk, ana, sign_in):
    desk.post("/profile/", PROFILE, HTTP_REFERER="https://example.com/profile/?x=1")
    sign_in(ana)

    assert unsent.kept(_asked(desk, ana)).page == "/profile/"


def test_what_a_page_asks_for_while_one_types_leads_nowhere(desk):
    for method in (desk.get, desk.post):
        answer = method("/profile/", HTTP_HX_REQUEST="true")

        assert answer.status_code == 401
        assert "Lo que escribió sigue aquí" in text(answer)


def test_no_form_is_taken_without_the_token_of_its_page(ana, beto):
    browser = Client(enforce_csrf_checks=True)
    token = _token(browser, "/sign-in/")
    credentials = {"login": ana.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    browser.post("/sign-in/", credentials)
    of_ana = _token(browser, "/profile/")
    browser.post("/sign-out/", {"csrfmiddlewaretoken": of_ana})
    token = _token(browser, "/sign-in/")
    browser.post(
        "/sign-in/", {"login": beto.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    )
    browser.post("/sign-out/", {"csrfmiddlewaretoken": _token(browser, "/profile/")})

    # A page of Ana's that is still open says nothing to Beto, who came in since.
    answer = browser.post("/profile/", PROFILE | {"csrfmiddlewaretoken": of_ana})

    assert answer.status_code == 403
    assert unsent.KEY not in browser.session


def _token(browser, address):
    return browser.get(address).context["csrf_token"]


def _asked(client, person):
    class Asked:
        session, user = client.session, person

    return Asked
