import re

import pytest
from axes.models import AccessAttempt
from django.test import Client

from koios.accounts.models import SignIn, User, ensure_roles
from koios.core import audit
from tests.harness.cast import PASSWORD

WRONG = "no es esta clave"


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_who_has_the_password_comes_in(ana, sign_in, client):
    response = sign_in("ANA@koios.example ")

    assert response.headers["Location"] == "/"
    assert client.get("/profile/").status_code == 200


def test_coming_in_is_on_the_trail(ana, sign_in):
    sign_in(ana, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36")

    entry = audit.trail(ana).last()
    assert entry.verb == "signed_in"
    assert entry.actor == ana
    assert entry.facts == {"device": "Chrome en Windows", "second_factor": False}


def test_one_goes_where_one_was_going(ana, client, sign_in):
    assert client.get("/people/").headers["Location"] == "/sign-in/?next=%2Fpeople%2F"

    response = client.post(
        "/sign-in/?next=/profile/", {"login": ana.email, "password": PASSWORD, "next": "/profile/"}
    )

    assert response.headers["Location"] == "/profile/"


def test_one_does_not_go_to_another_site(ana, client):
    response = client.post(
        "/sign-in/", {"login": ana.email, "password": PASSWORD, "next": "https://ladron.example/"}
    )

    assert response.headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_person_read_the_same(ana, sign_in):
    known = words(sign_in(ana, WRONG))
    unknown = words(sign_in("nadie@koios.example", WRONG))

    assert "no coinciden" in known
    assert known == unknown


@pytest.mark.parametrize("who", ["ana@koios.example", "nadie@koios.example"])
def test_after_six_failures_one_waits_whether_the_account_exists_or_not(ana, sign_in, who):
    for _time in range(6):
        response = sign_in(who, WRONG)

    assert response.status_code == 429
    assert "Espere unos minutos" in words(response)
    assert sign_in(who).status_code == 429


def test_the_wait_is_for_the_one_who_insists_and_not_for_the_person_elsewhere(ana, sign_in):
    for _time in range(6):
        sign_in(ana, WRONG)

    elsewhere = sign_in(ana, REMOTE_ADDR="10.0.0.7")

    assert elsewhere.status_code == 302


def test_knocking_during_the_wait_does_not_make_it_longer(ana, sign_in):
    for _time in range(6):
        sign_in(ana, WRONG)
    before = AccessAttempt.objects.get().attempt_time

    sign_in(ana, WRONG)

    assert AccessAttempt.objects.get().attempt_time == before


def test_the_page_says_when_to_come_back(ana, sign_in):
    for _time in range(6):
        first = sign_in(ana, WRONG)
    again = sign_in(ana, WRONG)

    said = re.search(r"hasta las \S+", words(first)).group()
    assert said in words(again)


def test_failures_leave_one_entry_an_hour_and_no_more(ana, sign_in):
    for _time in range(12):
        sign_in(ana, WRONG)

    verbs = list(audit.trail(ana).values_list("verb", flat=True))
    assert verbs == ["added", "sign_in_locked"]


def test_one_network_does_not_try_everybody(ana, sign_in):
    for number in range(60):
        sign_in(f"persona{number}@koios.example", WRONG)

    assert "desde su red" in words(sign_in(ana))


def test_who_is_deactivated_reads_why_only_with_the_right_password(ana, nora, sign_in):
    ana.deactivate(by=nora)

    assert "desactivada" not in words(sign_in(ana, WRONG))
    assert "desactivada" in words(sign_in(ana))


def test_who_was_only_invited_has_no_password_that_opens(db, sign_in):
    ensure_roles()
    invited = User.objects.create_person("nuevo@koios.example", "Nuevo", ["sales"])

    for password in ("", "!", invited.password):
        assert sign_in(invited, password).status_code == 200


def test_going_out_ends_the_session_for_good(ana, sign_in, client):
    sign_in(ana)
    cookie = client.cookies["sessionid"].value

    response = client.post("/sign-out/")

    thief = Client()
    thief.cookies["sessionid"] = cookie
    assert response.headers["Location"] == "/sign-in/"
    assert thief.get("/profile/").status_code == 302
    assert SignIn.objects.get().ending == SignIn.Ending.SIGNED_OUT


def test_a_link_does_not_sign_anybody_out(ana, sign_in, client):
    sign_in(ana)

    assert client.get("/sign-out/").status_code == 405
    assert client.get("/profile/").status_code == 200


def test_nobody_signs_up(client, nora):
    for path in ("/accounts/signup/", "/accounts/login/", "/signup/", "/accounts/2fa/"):
        assert client.get(path).status_code == 404


# The passwords of the demo


@pytest.fixture
def demo(db):
    ensure_roles()
    return User.objects.create_person(
        "demo@koios.example", "Demo", ["sales"], password=PASSWORD, is_demo=True
    )


def test_a_demo_password_opens_on_this_machine(demo, sign_in):
    assert sign_in(demo, headers={"host": "localhost:8000"}).status_code == 302


@pytest.mark.parametrize(
    "from_outside",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"headers": {"host": "koios.empresa.example"}},
        {"headers": {"x-forwarded-for": "127.0.0.1", "host": "localhost"}},
        {"headers": {"x-real-ip": "200.1.2.3", "host": "localhost"}},
    ],
)
def test_a_demo_password_opens_nowhere_else(demo, sign_in, settings, from_outside):
    settings.ALLOWED_HOSTS = ["*"]
    from_outside.setdefault("headers", {"host": "localhost"})

    response = sign_in(demo, **from_outside)

    assert "solo sirve en el mismo equipo" in words(response)


def test_a_demo_password_opens_not_where_koios_has_a_public_name(demo, sign_in, settings):
    settings.BASE_URL = "https://koios.empresa.example"

    response = sign_in(demo, headers={"host": "localhost"})

    assert "solo sirve en el mismo equipo" in words(response)


def test_who_changes_the_demo_password_has_one_of_their_own(demo, sign_in, settings):
    demo.set_new_password("otra clave muy larga", by=demo)

    assert sign_in(demo, "otra clave muy larga", REMOTE_ADDR="10.0.0.7").status_code == 302
