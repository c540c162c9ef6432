from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from koios.accounts import sessions
from koios.accounts.models import SignIn
from koios.core import audit, clock

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Edg/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


@pytest.fixture
def two_devices(ana, sign_in, client):
    """Ana inside at her desk (`client`) and on her telephone (the other)."""
    phone = Client()
    password = "una clave larga de pruebas"
    phone.post(
        "/sign-in/",
        {"login": ana.email, "password": password},
        HTTP_USER_AGENT=PHONE,
        REMOTE_ADDR="186.80.1.2",
    )
    sign_in(ana, HTTP_USER_AGENT=WINDOWS)
    return client, phone


def is_inside(client):
    return client.get("/profile/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (WINDOWS, "Edge en Windows"),
        (PHONE, "Safari en iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0", "Firefox en Linux"),
        ("", "Navegador"),
    ],
)
def test_a_device_is_told_by_its_browser_and_system(agent, device):
    assert SignIn(user_agent=agent).device == device


def test_one_sees_where_one_is_inside(two_devices):
    desk, _phone = two_devices

    page = desk.get("/profile/sign-in/").content.decode()

    assert "Edge en Windows" in page
    assert "Safari en iPhone" in page
    assert "186.80.1.2" in page


def test_a_session_closed_from_afar_opens_nothing_more(ana, two_devices):
    desk, phone = two_devices
    held = ana.sign_ins.get(user_agent=PHONE)

    desk.post(f"/profile/sign-in/{held.pk}/revocation/")

    assert is_inside(desk)
    assert not is_inside(phone)
    entry = audit.trail(ana).last()
    assert (entry.verb, entry.facts) == ("session_revoked", {"device": "Safari en iPhone"})


def test_all_the_others_close_at_once(two_devices):
    desk, phone = two_devices

    desk.post("/profile/sign-in/revocation/")

    assert is_inside(desk)
    assert not is_inside(phone)


def test_one_does_not_close_the_session_of_another(two_devices, ana, beto):
    other = Client()
    other.force_login(beto)

    response = other.post(f"/profile/sign-in/{ana.sign_ins.first().pk}/revocation/")

    assert response.status_code == 404
    assert is_inside(two_devices[1])


def test_who_administers_closes_those_of_somebody(two_devices, ana, nora):
    desk = Client()
    desk.force_login(nora)

    desk.post(f"/people/{ana.pk}/sessions/")

    assert not any(is_inside(client) for client in two_devices)


def test_last_seen_is_kept_without_a_write_each_time(ana, sign_in, client, at):
    at("2026-07-22T09:00")
    sign_in(ana)
    at("2026-07-22T09:04")
    client.get("/profile/")
    assert clock.local(SignIn.objects.get().seen_at).minute == 0

    at("2026-07-22T09:06")
    client.get("/profile/")

    assert clock.local(SignIn.objects.get().seen_at).minute == 6


def test_what_expired_long_ago_is_forgotten(ana, sign_in, at):
    at("2026-07-22T09:00")
    sign_in(ana)
    Session.objects.update(expire_date=clock.now() - timedelta(days=1))
    at("2027-09-22T09:00")

    sessions.sweep()

    assert not Session.objects.exists()
    assert not SignIn.objects.exists()
