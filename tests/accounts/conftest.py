import pytest

from tests.harness.cast import PASSWORD


@pytest.fixture
def as_nora(client, nora):
    client.force_login(nora)
    return client


@pytest.fixture
def sign_in(client):
    """`sign_in(ana)`: by the page, with the password of the tests."""

    def sign_in(person, password=PASSWORD, **more):
        return client.post(
            "/sign-in/", {"login": getattr(person, "email", person), "password": password}, **more
        )

    return sign_in
