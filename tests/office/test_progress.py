"""Long work, for the person who asked for it."""

import pytest

from koios.core import exports
from koios.core.exports import description
from koios.core.jobs import run_due
from koios.core.progress import Progress


@pytest.fixture
def progress(nora):
    return Progress.begin("Exportar: Clientes", owner=nora, total=20_000)


def test_how_far_it_is_is_told_to_its_owner(client, nora, progress):
    client.force_login(nora)
    Progress.objects.update(done=8_400, state=Progress.State.RUNNING)

    page = client.get(f"/progress/{progress.pk}/").content.decode()

    assert "8.400 de 20.000" in page
    assert 'hx-trigger="every 2s"' in page


def test_the_page_asks_for_the_line_alone(client, nora, progress):
    client.force_login(nora)

    told = client.get(f"/progress/{progress.pk}/", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in told
    assert "0 de 20.000" in told


def test_nobody_else_sees_it(client, beto, progress):
    client.force_login(beto)

    assert client.get(f"/progress/{progress.pk}/").status_code == 404


def test_a_long_export_is_written_by_a_job_and_is_for_its_owner_alone(
    client, nora, ines, monkeypatch
):
    monkeypatch.setattr(description, "AT_ONCE", 0)
    client.force_login(nora)

    begun = client.get("/trail/export.xlsx")
    run_due()
    page = client.get(begun.headers["Location"]).content.decode()
    file = Progress.objects.get().result
    mine = client.get(f"/files/{file.pk}/{file.name}").status_code
    client.force_login(ines)

    assert "está listo para descargar" in page
    assert f'href="/files/{file.pk}/{file.name}"' in page
    assert "every 2s" not in page
    assert mine == 200
    assert client.get(f"/files/{file.pk}/{file.name}").status_code == 404


def test_the_trail_leaves_as_a_file_as_it_is_seen(client, nora, ines):
    client.force_login(ines)

    answer = client.get("/trail/export.csv?kind=accounts.user")
    told = b"".join(answer.streaming_content).decode("utf-8-sig")

    assert "creó la cuenta" in told
    assert "Inés Arango" in told
    assert "(dato personal)" in told
    assert "ines@koios.example" not in told


def test_an_export_in_another_form_is_not_found(client, nora):
    client.force_login(nora)

    assert client.get("/trail/export.exe").status_code == 404
    assert {"trail", "outbox"} <= set(exports.exports.keys())
