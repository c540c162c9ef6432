"""The outbox: what was sent, what the servers answered, what can still be done."""

import pytest

from koios.core import outbox
from koios.core.audit import trail
from koios.core.files import keep_bytes
from koios.core.jobs import run_due
from koios.core.outbox import Message
from koios.office import post


@pytest.fixture
def message(ana, db):
    return outbox.send(
        kind="accounts.test",
        to=["sandra@correo.example"],
        subject="Recibimos su reclamo",
        text="Señora Sandra: recibimos su reclamo.",
        about=ana,
    )


@pytest.fixture
def as_nora(client, nora):
    client.force_login(nora)
    return client


def test_a_message_is_listed_with_what_the_server_answered(as_nora, message, smtp):
    run_due()

    page = as_nora.get("/outbox/").content.decode()

    assert "Recibimos su reclamo" in page
    assert "Entregado" in page
    assert "250 2.0.0 OK" in page
    assert f'href="/outbox/{message.pk}/"' in page


def test_a_message_tells_its_whole_way(as_nora, message, smtp):
    run_due()

    page = as_nora.get(f"/outbox/{message.pk}/").content.decode()

    for told in ("En cola", "Entregado (250", "recibimos su reclamo", message.message_id[1:20]):
        assert told in page


@pytest.mark.parametrize(
    ("state", "shown"), [("all", True), ("leaving", True), ("sent", False), ("failed", False)]
)
def test_the_list_is_narrowed_by_state(as_nora, message, state, shown):
    page = as_nora.get(f"/outbox/?state={state}").content.decode()

    assert ("Recibimos su reclamo" in page) is shown


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("q=sandra@", True),
        ("q=reclamo", True),
        ("q=nadie", False),
        ("kind=accounts.test", True),
        ("kind=accounts.invitation", False),
        ("since=2999-01-01", False),
    ],
)
def test_the_list_is_narrowed_by_words_kind_and_days(as_nora, message, asked, shown):
    page = as_nora.get(f"/outbox/?{asked}").content.decode()

    assert ("Recibimos su reclamo" in page) is shown


def test_who_may_not_see_identities_reads_neither_the_address_nor_the_text(client, ines, message):
    client.force_login(ines)

    lists = client.get("/outbox/").content.decode()
    found = client.get("/outbox/?q=sandra").content.decode()
    page = client.get(f"/outbox/{message.pk}/").content.decode()

    for told in (lists, page):
        assert "sandra@correo" not in told
        assert "Recibimos su reclamo" not in told
    assert "s…@" in lists
    assert "Señora Sandra" not in page
    assert "s…@" in found  # the search is not asked, so it cannot be used to guess


def test_a_message_about_what_one_does_not_see_is_not_found(client, beto, message):
    beto.roles.first().amend(by=beto, grants={"settings": "configure"})
    client.force_login(type(beto).objects.get(pk=beto.pk))

    assert "Recibimos su reclamo" not in client.get("/outbox/").content.decode()
    assert client.get(f"/outbox/{message.pk}/").status_code == 404
    assert client.post(f"/outbox/{message.pk}/again/").status_code == 404


def test_a_message_that_was_refused_can_go_again(as_nora, nora, message, smtp):
    Message.objects.filter(pk=message.pk).update(status=Message.Status.FAILED, next_at=None)

    as_nora.post(f"/outbox/{message.pk}/again/")
    run_due()

    message.refresh_from_db()
    assert message.status == Message.Status.SENT
    assert "sent_again" in [entry.verb for entry in trail(message) if entry.actor == nora]


def test_a_message_that_waits_can_be_cancelled_with_a_reason(as_nora, nora, message):
    url = f"/outbox/{message.pk}/cancellation/"

    asked = as_nora.get(url).content.decode()
    without = as_nora.post(url, {"reason": ""}).content.decode()
    as_nora.post(url, {"reason": "Iba a otra persona"})

    message.refresh_from_db()
    assert "¿Anular este correo?" in asked
    assert "Diga por qué" in without
    assert message.status == Message.Status.CANCELLED
    assert trail(message).last().reason == "Iba a otra persona"


def test_a_message_that_left_cannot_be_cancelled(as_nora, message, smtp):
    run_due()

    answer = as_nora.post(f"/outbox/{message.pk}/cancellation/", {"reason": "Tarde"})

    assert answer.status_code == 409
    assert "ya salió" in answer.content.decode()


def test_who_only_reads_the_settings_sends_and_cancels_nothing(client, ines, message):
    client.force_login(ines)

    assert client.post(f"/outbox/{message.pk}/again/").status_code == 403
    assert client.post(f"/outbox/{message.pk}/cancellation/").status_code == 403
    assert "Anular" not in client.get(f"/outbox/{message.pk}/").content.decode()


def test_a_file_of_a_message_is_a_link_only_for_who_may_see_it(as_nora, ana):
    file = keep_bytes(b"%PDF-1.7 carta", "carta.pdf", about=ana, by=ana)
    message = outbox.send(
        kind="x", to=["a@correo.example"], subject="Carta", text="Va.", attachments=[file]
    )

    page = as_nora.get(f"/outbox/{message.pk}/").content.decode()

    assert "carta.pdf" in page
    assert f"/files/{file.pk}/" not in page


def test_without_a_mail_server_the_page_says_what_to_do(as_nora, message):
    page = as_nora.get("/outbox/").content.decode()

    assert "Falta el servidor de correo" in page
    assert "/settings/mail/" in page


def test_a_kind_without_a_name_is_told_all_the_same(message):
    message.kind = "quotes.follow_up"

    assert post.kind_of(message) == "Follow up"


def test_the_list_leaves_as_a_file_as_it_is_seen(client, nora, ines, message):
    client.force_login(nora)
    seen = b"".join(client.get("/outbox/export.csv").streaming_content).decode("utf-8-sig")
    client.force_login(ines)
    masked = b"".join(client.get("/outbox/export.csv").streaming_content).decode("utf-8-sig")

    assert "sandra@correo.example" in seen
    assert "Ana Restrepo" in seen
    assert "sandra@" not in masked


def test_the_list_needs_few_queries(as_nora, ana, nora, django_assert_max_num_queries):
    for n in range(30):
        about = ana if n % 2 else nora.roles.first()
        outbox.send(
            kind="x", to=[f"p{n}@correo.example"], subject=f"Carta {n}", text="Va.", about=about
        )
    as_nora.get("/outbox/")

    with django_assert_max_num_queries(12):
        as_nora.get("/outbox/")
