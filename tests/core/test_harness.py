"""The tests' own ground: what the others rely on."""

import smtplib
import urllib.request
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from koios.core import clock
from koios.core.stamps import Stamp


def test_the_clock_stands_where_the_test_says(at):
    at("2026-07-22T10:18")

    assert clock.now() == datetime(2026, 7, 22, 15, 18, tzinfo=UTC)

    at("2026-12-31T23:59")

    assert clock.local(clock.now()).year == 2026


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_commits_is_gone_in_the_next(time):
    assert not Stamp.objects.filter(name="left behind").exists()

    Stamp.objects.create(name="left behind")


def send(smtp, *recipients):
    message = EmailMessage()
    message["From"], message["To"] = "koios@empresa.example", ", ".join(recipients)
    message["Subject"] = "Acuse de recibo: PQRS-2026-000001 (señal)"
    message.set_content("Recibimos su petición.")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="acuse.pdf")
    with smtplib.SMTP(smtp.host, smtp.port, timeout=5) as client:
        return client.send_message(message)


def test_the_mail_server_keeps_what_it_accepts(smtp):
    send(smtp, "carla@laarboleda.example")

    got = smtp.last("carla@laarboleda.example")
    assert got.subject == "Acuse de recibo: PQRS-2026-000001 (señal)"
    assert got.text.strip() == "Recibimos su petición."
    assert got.attachments == {"acuse.pdf": b"%PDF-"}


def test_the_mail_server_refuses_one_address(smtp):
    smtp.refuses("nadie@laarboleda.example")

    refused = send(smtp, "carla@laarboleda.example", "nadie@laarboleda.example")

    assert refused["nadie@laarboleda.example"][0] == 550
    assert smtp.last().recipients == ["carla@laarboleda.example"]


def test_the_mail_server_is_busy_and_then_accepts(smtp):
    smtp.is_busy(1)

    with pytest.raises(smtplib.SMTPDataError):
        send(smtp, "carla@laarboleda.example")
    send(smtp, "carla@laarboleda.example")

    assert (len(smtp.messages), smtp.attempts) == (1, 2)


def test_the_mail_server_goes_down_and_comes_back(smtp):
    smtp.goes_down()
    with pytest.raises(OSError):
        send(smtp, "carla@laarboleda.example")

    smtp.comes_back()
    send(smtp, "carla@laarboleda.example")

    assert len(smtp.wait_for(1)) == 1


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_commits_is_seen_by_the_server(time, live):
    Stamp.objects.create(name="seen by all", version=7)
    assert urllib.request.urlopen(f"{live.url}/sign-in/").status == 200

    told = live.run(
        *("shell", "-v0", "-c"),
        "from koios.core.stamps import stamp; print(stamp('seen by all'))",
    )

    assert told.strip() == "7"


def test_the_server_that_goes_on_working_leaves_other_tests_alone(_server, transactional_db):
    Stamp.objects.create(name="not for the server", version=7)

    told = _server.run(
        *("shell", "-v0", "-c"),
        "from koios.core.stamps import stamp; print(stamp('not for the server'))",
    )

    assert told.strip() == "0"
