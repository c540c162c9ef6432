"""What went wrong: what happened, what was kept, what to do; nothing of the inside."""

import pytest
from django.db import connection
from django.test import Client

pytestmark = [pytest.mark.urls("tests.ui.failing_urls"), pytest.mark.django_db]

TEXT = "El miércoles 1 de julio la ruta 7 no pasó por el paradero <de la 14>."
SHOWN = "El miércoles 1 de julio la ruta 7 no pasó por el paradero &lt;de la 14&gt;."
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/no-such-page/", 404, "Aquí no hay nada"),
        ("/denied/", 403, "Su papel no alcanza"),
        ("/suspicious/", 400, "No entendimos lo que llegó"),
        ("/refused/", 409, "La norma no permite prórroga"),
        ("/forbidden/", 403, "Su papel le permite ver esto"),
        ("/waiting/", 429, "Espere un momento"),
        ("/broken/", 500, "Algo falló aquí"),
    ],
)
def test_each_says_what_happened_with_its_status(visitor, address, status, said):
    answer = visitor.get(address)

    assert answer.status_code == status
    assert said in answer.content.decode()
    assert "the inside of the program" not in answer.content.decode()


def test_who_signed_in_sees_a_refusal_in_the_frame_they_were_in(client, ana):
    client.force_login(ana)

    page = client.get("/refused/").content.decode()

    assert 'class="shell"' in page


@pytest.mark.parametrize("address", ["/refused/", "/broken/"])
def test_a_long_text_that_was_sent_is_kept_on_the_page(visitor, address):
    answer = visitor.post(address, {"text": TEXT, "short": "Sí"}, **HERE)

    assert SHOWN in answer.content.decode()


def test_the_keys_that_a_form_carries_are_not_shown_as_a_text(visitor):
    key = "puu-BQlDBSCQjzo1r9FwjX2NqEyUefce"

    page = visitor.post("/refused/", {"text": TEXT, "basket": key}, **HERE).content.decode()

    assert SHOWN in page
    assert key not in page


def test_after_a_failure_the_same_can_be_sent_again(visitor):
    page = visitor.post("/broken/", {"text": TEXT, "kind": "claim"}, **HERE).content.decode()

    assert '<form method="post" action="/broken/">' in page
    assert '<input type="hidden" name="kind" value="claim">' in page


def test_a_failure_never_shows_a_secret(visitor):
    secrets = {"password1": "una clave larga de pruebas", "text": TEXT}

    page = visitor.post("/broken/", secrets, **HERE).content.decode()

    assert "una clave larga" not in page
    assert 'type="hidden"' not in page


@pytest.mark.parametrize("address", ["/refused/", "/broken/"])
def test_another_site_cannot_put_its_words_on_our_pages(visitor, address):
    answer = visitor.post(address, {"text": TEXT}, HTTP_ORIGIN="https://elsewhere.example")

    assert SHOWN not in answer.content.decode()


def test_a_failure_asks_nothing_of_the_database(visitor, ana):
    visitor.force_login(ana)
    asked = []

    def count(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        visitor.get("/broken/")

    assert not [sql for sql in asked if "core_setting" in sql or "core_stamp" in sql]


def test_htmx_gets_a_fragment_that_leaves_the_page_as_it_was(visitor):
    refused = visitor.post("/refused/", HTTP_HX_REQUEST="true")
    missing = visitor.get("/no-such-page/", HTTP_HX_REQUEST="true")
    broken = visitor.post("/broken/", HTTP_HX_REQUEST="true")

    assert refused.status_code == 409
    assert refused.content.decode().startswith('<div class="notice notice-bad')
    assert "<html" not in missing.content.decode()
    assert (broken.status_code, broken.content) == (500, b"")


def test_too_much_at_once_says_so(visitor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = visitor.post("/reads/", {"text": TEXT * 10}, "application/x-www-form-urlencoded")
    answer = visitor.post(
        "/reads/", "text=" + "a" * 200, "application/x-www-form-urlencoded", **HERE
    )

    assert answer.status_code == 413
    assert "su texto sigue en la página" in answer.content.decode()


def test_a_form_that_waited_too_long_says_how_to_send_it(ana):
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/refused/", {"text": TEXT}, **HERE)
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "estuvo abierta mucho tiempo" in page
    assert SHOWN in page
    assert 'name="text"' not in page  # nothing that sends it without its own token
