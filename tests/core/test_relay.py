"""The way to the mail server: sealed, signed in, and patient."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from koios.core import jobs, outbox
from koios.core.outbox import relay
from tests.harness.mail import MailServer


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Key and certificate of 127.0.0.1, in one file, signed by nobody else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(318)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "mail.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def sealed_server(certificate, settings):
    """`sealed_server("starttls")`: one that only speaks in secret, and only to who signs in."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    started = []

    def only_koios(server, session, envelope, mechanism, told):
        return AuthResult(
            success=(told.login, told.password) == (b"koios", b"clave"), handled=False
        )

    def start(security, password="clave"):
        mailbox = MailServer()

        class Ours(Controller):
            def factory(self):
                return SMTP(
                    mailbox,
                    hostname="mail.example",
                    tls_context=context if security == "starttls" else None,
                    require_starttls=security == "starttls",
                    authenticator=only_koios,
                    auth_required=True,
                    auth_require_tls=security == "starttls",
                )

            def _trigger_server(self):
                # Its own look at a server of TLS would ask for a client's certificate.
                with socket.create_connection(("127.0.0.1", mailbox.port)) as plain:
                    if security == "tls":
                        ssl._create_unverified_context().wrap_socket(plain).close()

        options = {"ssl_context": context} if security == "tls" else {}
        controller = Ours(mailbox, hostname="127.0.0.1", port=mailbox.port, **options)
        controller.start()
        started.append(controller)
        settings.SMTP = {
            "host": "127.0.0.1",
            "port": mailbox.port,
            "user": "koios",
            "password": password,
            "security": security,
        }
        return mailbox

    yield start
    for controller in started:
        controller.stop()


def deliver():
    message = outbox.send(
        kind="test", to=["carla@empresa.example"], subject="Hola", text="Hola, señora Ángela\n"
    )
    jobs.run_due()
    message.refresh_from_db()
    return message


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_leaves_in_secret_and_signed_in(db, sealed_server, security, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    mailbox = sealed_server(security)

    assert deliver().status == "sent"
    assert mailbox.last().text == "Hola, señora Ángela\n"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_cannot_prove_who_it_is_gets_nothing(db, sealed_server, security):
    mailbox = sealed_server(security)

    message = deliver()

    assert message.status == "deferred"
    assert not mailbox.messages
    assert "certificate" in message.last_answer


def test_a_wrong_password_is_ours_to_mend_and_nobody_is_given_up(
    db, sealed_server, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    sealed_server("starttls", password="otra")

    message = deliver()

    assert message.status == "deferred"
    assert message.steps()[1]["text"].startswith("El servidor no nos deja enviar (535")


def test_no_password_is_told_to_who_does_not_offer_a_secret(db, smtp, settings):
    settings.SMTP = settings.SMTP | {"security": "starttls", "user": "koios", "password": "clave"}

    message = deliver()

    assert message.status == "deferred"
    assert "STARTTLS" in message.last_answer


@pytest.fixture
def mute(settings, monkeypatch):
    """A server that is there and says nothing."""
    monkeypatch.setattr(relay, "REACH", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.SMTP = settings.SMTP | {
            "host": "127.0.0.1",
            "port": server.getsockname()[1],
            "security": "none",
        }
        yield server
    relay._resting = None


def test_one_that_lets_us_wait_in_vain_is_left_alone_for_a_while(db, mute, at):
    now = at("2026-07-22T10:18")
    settled = deliver()
    assert settled.attempts.get().outcome == "deferred"

    waiting = deliver()

    assert not waiting.attempts.exists()
    assert waiting.next_at == now + relay.REST


def test_after_its_rest_it_is_tried_again(db, mute, at, ana):
    at("2026-07-22T10:18")
    first, waiting = deliver(), deliver()
    first.cancel(by=ana)  # or it might be the one that tries first

    at("2026-07-22T10:19")
    jobs.run_due()

    assert waiting.attempts.count() == 1
