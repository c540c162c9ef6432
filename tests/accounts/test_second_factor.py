import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from koios.accounts import second_factor
from koios.accounts.models import Role, SignIn
from koios.core import audit


def code_of(secret, periods=0):
    """What a telephone that holds the secret shows, now or some periods of 30 s later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods))


@pytest.fixture
def secret():
    return second_factor.new_secret()


@pytest.fixture
def with_code(ana, secret):
    """Ana with her second factor on; gives her recovery codes."""
    return second_factor.turn_on(ana, secret)


@pytest.fixture
def owing(ana, nora):
    """Ana's role asks for a second factor, and she has none."""
    Role.objects.get(key="sales").change(by=nora, require_second_factor=True)
    return ana


def verbs(person):
    return list(audit.trail(person).values_list("verb", flat=True))


def test_the_password_alone_does_not_open(ana, with_code, sign_in, client):
    response = sign_in(ana)

    assert response.headers["Location"] == "/sign-in/code/"
    assert client.get("/profile/").status_code == 302


def test_the_code_of_the_telephone_opens(ana, with_code, secret, sign_in, client):
    sign_in(ana)

    response = client.post("/sign-in/code/", {"code": code_of(secret)})

    assert response.headers["Location"] == "/"
    assert client.get("/profile/").status_code == 200
    assert SignIn.objects.get().with_second_factor


def test_a_code_opens_once(ana, with_code, secret):
    code = code_of(secret)

    assert second_factor.open_with(ana, code)
    assert not second_factor.open_with(ana, code)


def test_the_code_before_the_one_that_opened_opens_no_more(ana, with_code, secret):
    second_factor.open_with(ana, code_of(secret))

    assert not second_factor.open_with(ana, code_of(secret, periods=-1))


def test_the_code_of_another_does_not_open(ana, with_code):
    assert not second_factor.open_with(ana, code_of(second_factor.new_secret()))


def test_a_recovery_code_opens_once(ana, with_code):
    assert second_factor.open_with(ana, with_code[0])
    assert not second_factor.open_with(ana, with_code[0])
    assert second_factor.recovery_codes_left(ana) == 9
    assert verbs(ana)[-1] == "recovery_code_used"


def test_who_guesses_codes_is_stopped(ana, with_code, secret, sign_in, client):
    sign_in(ana)
    for number in range(8):
        client.post("/sign-in/code/", {"code": f"{number:06}"})

    response = client.post("/sign-in/code/", {"code": code_of(secret)})

    assert "Demasiados intentos" in response.content.decode()
    assert client.get("/profile/").status_code == 302


def test_who_waits_for_a_code_may_come_in_as_somebody_else(ana, beto, with_code, sign_in, client):
    sign_in(ana)
    assert client.get("/sign-in/").headers["Location"] == "/sign-in/code/"

    client.post("/sign-out/")

    assert sign_in(beto).headers["Location"] == "/"


def test_the_page_of_the_code_is_for_who_gave_the_password(client, ana, with_code):
    assert client.get("/sign-in/code/").headers["Location"] == "/sign-in/"


def test_the_seed_rests_encrypted(ana, with_code, secret):
    held = Authenticator.objects.get(user=ana, type=Authenticator.Type.TOTP)

    assert secret not in str(held.data)


def test_with_another_key_of_the_home_no_code_is_right(ana, with_code, secret, settings):
    settings.SEAL_KEY = "otra"

    assert not second_factor.open_with(ana, code_of(secret))


# Setting it up


def test_one_sets_it_up_with_the_first_code(ana, sign_in, client):
    sign_in(ana)
    page = client.get("/profile/second-factor/")
    shown = page.context["secret"].replace(" ", "")

    wrong = client.post("/profile/second-factor/", {"code": "000000"})
    right = client.post("/profile/second-factor/", {"code": code_of(shown)})

    assert "Ese código no es" in wrong.content.decode()
    assert len(right.context["codes"]) == 10
    assert second_factor.is_on(ana)
    assert verbs(ana)[-1] == "second_factor_on"


def test_an_open_desk_does_not_set_it_up_for_a_stranger(ana, sign_in, client, at):
    at("2026-07-22T09:00")
    sign_in(ana)
    at("2026-07-22T09:16")

    response = client.get("/profile/second-factor/")

    assert response.headers["Location"].startswith("/profile/confirmation/")


def test_the_password_again_opens_what_it_guards(ana, sign_in, client, at):
    at("2026-07-22T09:00")
    sign_in(ana)
    at("2026-07-22T09:16")

    wrong = client.post("/profile/confirmation/", {"current_password": "no", "next": "/profile/"})
    right = client.post(
        "/profile/confirmation/",
        {"current_password": "una clave larga de pruebas", "next": "/profile/second-factor/"},
    )

    assert "Esa no es su contraseña" in wrong.content.decode()
    assert right.headers["Location"] == "/profile/second-factor/"
    assert client.get("/profile/second-factor/").status_code == 200


def test_new_recovery_codes_replace_those_of_before(ana, with_code, secret, sign_in, client):
    sign_in(ana)
    client.post("/sign-in/code/", {"code": code_of(secret)})

    page = client.post("/profile/second-factor/codes/")

    assert not set(page.context["codes"]) & set(with_code)
    assert not second_factor.open_with(ana, with_code[0])


def test_one_takes_off_ones_own(ana, with_code, secret, sign_in, client):
    sign_in(ana)
    client.post("/sign-in/code/", {"code": code_of(secret)})

    client.post("/profile/second-factor/removal/")

    assert not second_factor.is_on(ana)
    assert verbs(ana)[-1] == "second_factor_off"


# When a role asks for it


def test_who_owes_it_is_led_to_set_it_up_before_anything_else(owing, sign_in, client):
    sign_in(owing)

    for path in ("/profile/", "/profile/sign-in/", "/profile/password/"):
        assert client.get(path).headers["Location"] == "/profile/second-factor/"
    assert client.get("/profile/second-factor/").status_code == 200


def test_who_set_it_up_goes_on(owing, sign_in, client):
    sign_in(owing)
    secret = client.get("/profile/second-factor/").context["secret"].replace(" ", "")
    client.post("/profile/second-factor/", {"code": code_of(secret)})

    assert client.get("/profile/").status_code == 200


def test_who_owes_it_may_go_out(owing, sign_in, client):
    sign_in(owing)

    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"


# When the telephone is lost


def test_a_reset_ends_their_sessions_and_is_told_with_its_reason(
    ana, nora, with_code, secret, sign_in, client
):
    sign_in(ana)
    client.post("/sign-in/code/", {"code": code_of(secret)})

    second_factor.turn_off(ana, by=nora, reason="Perdió el teléfono; la llamé")

    entry = audit.trail(ana).last()
    assert (entry.verb, entry.actor) == ("second_factor_reset", nora)
    assert entry.reason == "Perdió el teléfono; la llamé"
    assert client.get("/profile/").status_code == 302
    assert sign_in(ana).headers["Location"] == "/"


def test_a_reset_needs_a_reason(as_nora, ana, with_code):
    as_nora.post(f"/people/{ana.pk}/second-factor/", {"reason": ""})

    assert second_factor.is_on(ana)
