"""The mail server of the tests, as a fixture."""

import pytest

from tests.harness.mail import MailServer


@pytest.fixture(scope="session")
def mail_server():
    """One for each process, so that the live server knows its port from the start."""
    server = MailServer()
    server.comes_back()
    yield server
    server.goes_down()


@pytest.fixture
def smtp(mail_server, settings):
    """The mail server, empty and well, where the outbox sends what it has."""
    mail_server.forget()
    mail_server.comes_back()
    settings.SMTP = {
        "host": mail_server.host,
        "port": mail_server.port,
        "user": "",
        "password": "",
        "security": "none",
    }
    yield mail_server
    mail_server.forget()
    mail_server.comes_back()
