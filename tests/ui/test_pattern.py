"""The page that shows every component."""

import pytest

PAGES = ["/ui/", "/ui/public/"]


@pytest.mark.parametrize("address", PAGES)
def test_every_component_can_be_seen_by_who_signed_in(client, ana, address):
    client.force_login(ana)

    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_nobody_else_sees_them(client, db, address):
    assert client.get(address).status_code == 302
