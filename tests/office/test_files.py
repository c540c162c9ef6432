"""The way out for files of records."""

import io

import pytest
from PIL import Image

from koios.core.files import file_guards, keep_bytes


@pytest.fixture
def guarded(monkeypatch):
    """Files of areas are seen by who configures people."""
    monkeypatch.setitem(
        file_guards._things, "accounts.area", lambda user, file: user.may("users", "configure")
    )


@pytest.fixture
def area(nora):
    from koios.accounts.models import Area

    return Area(name="Servicio").begin(by=nora)


def picture():
    kept = io.BytesIO()
    Image.new("RGB", (1600, 800), "#7a3222").save(kept, "PNG")
    return kept.getvalue()


def test_a_file_is_downloaded_by_who_may_see_its_record(client, nora, area, guarded):
    file = keep_bytes(b"uno;dos", "lista.csv", about=area, by=nora)
    client.force_login(nora)

    answer = client.get(f"/files/{file.pk}/lista.csv")

    assert b"".join(answer.streaming_content) == b"uno;dos"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_is_not_found_by_anybody_else(client, nora, ana, area, guarded):
    file = keep_bytes(b"uno;dos", "lista.csv", about=area, by=nora)
    client.force_login(ana)

    assert client.get(f"/files/{file.pk}/lista.csv").status_code == 404
    assert client.get(f"/files/{file.pk}/preview/").status_code == 404
    client.logout()
    assert client.get(f"/files/{file.pk}/lista.csv").status_code == 302


def test_a_file_whose_record_says_nothing_is_for_nobody(client, nora, area):
    file = keep_bytes(b"uno;dos", "lista.csv", about=area, by=nora)
    client.force_login(nora)

    assert client.get(f"/files/{file.pk}/lista.csv").status_code == 404


@pytest.mark.parametrize(("asked", "side"), [("", 1280), ("?size=small", 320), ("?size=9", 1280)])
def test_a_picture_is_shown_as_a_copy_of_its_size(client, nora, area, guarded, asked, side):
    file = keep_bytes(picture(), "foto.png", about=area, by=nora)
    client.force_login(nora)

    answer = client.get(f"/files/{file.pk}/preview/{asked}")

    assert answer["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(answer.content)).width == side


def test_what_is_no_picture_has_no_preview(client, nora, area, guarded):
    file = keep_bytes(b"<script>alert(1)</script>", "foto.png", about=area, by=nora)
    client.force_login(nora)

    assert client.get(f"/files/{file.pk}/preview/").status_code == 404
    assert "attachment" in client.get(f"/files/{file.pk}/foto.png")["Content-Disposition"]
