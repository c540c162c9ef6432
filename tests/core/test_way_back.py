"""An address that only takes forms is no dead end for who opens it in a browser."""

import pytest

pytestmark = pytest.mark.django_db

BROWSER = {"HTTP_ACCEPT": "text/html,application/xhtml+xml"}


def test_a_browser_is_led_to_the_page_above(client, ana):
    client.force_login(ana)

    answer = client.get("/notices/reading/", **BROWSER)

    assert answer.status_code == 302
    assert answer.url == "/notices/"


def test_a_program_is_told_that_it_only_takes_forms(client, ana):
    client.force_login(ana)

    assert client.get("/notices/reading/", HTTP_ACCEPT="application/json").status_code == 405
