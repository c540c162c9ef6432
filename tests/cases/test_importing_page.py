"""A list of past PQRS through the page: upload, columns, dry run, import, what it said."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from koios.cases.models import Case
from koios.core import jobs
from koios.core.imports import ImportRun
from tests.cases.test_importing import OURS

MAPS = Path(__file__).parents[2] / "docs" / "maps"


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-22T10:18")


@pytest.fixture
def desk(client, beto, area):
    client.force_login(beto)
    return client


def bring(client, name, content):
    """Upload a file; the run that it begins."""
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    client.post(reverse("office:import_new", args=["cases"]), {"file": file})
    return ImportRun.objects.latest("pk")


def try_and_take(client, run):
    client.post(reverse("office:import_check", args=[run.pk]))
    jobs.run_due()
    client.post(reverse("office:import_start", args=[run.pk]))
    jobs.run_due()
    run.refresh_from_db()
    return written(client.get(run.get_absolute_url()))


def written(response):
    return response.content.decode().replace("\xa0", " ")


def test_a_list_goes_in_with_the_columns_that_its_titles_suggest(desk):
    run = bring(desk, "pqrs.csv", OURS.encode())
    columns = desk.get(reverse("office:import_columns", args=[run.pk]))
    form = columns.context["deciding"].form
    desk.post(
        reverse("office:import_columns", args=[run.pk]),
        {name: form[name].value() or "" for name in form.fields},
    )

    page = try_and_take(desk, run)

    assert run.status == "done"
    assert (run.counts["created"], run.counts["rejected"]) == (4, 3)
    assert "Vencimiento: 1 de 2 no coinciden" in page
    assert f'href="{reverse("cases:imported")}"' in page


def test_a_real_list_goes_in_with_its_map(desk, shared):
    name = "casos_quejas_estado_2020"
    run = bring(desk, f"{name}.csv", (shared / "data" / "pqrs" / f"{name}.csv").read_bytes())
    desk.post(
        reverse("office:import_map", args=[run.pk]), {"map": (MAPS / f"{name}.yaml").read_text()}
    )

    page = try_and_take(desk, run)

    assert run.counts["created"] == Case.objects.count() == 100
    assert "los 78 del archivo coinciden" in page


def test_an_error_of_the_map_is_told_with_its_line(desk):
    run = bring(desk, "pqrs.csv", OURS.encode())

    page = desk.post(
        reverse("office:import_map", args=[run.pk]),
        {"map": "version: 1\ncolumns:\n  kind: Tipo\n  received_at: Resibida\n"},
    )

    assert "ínea 4" in written(page)
    assert "¿Quiso decir «Recibida»?" in written(page)


def test_what_came_in_is_listed_with_both_sums(desk):
    run = bring(desk, "pqrs.csv", OURS.encode())
    desk.post(
        reverse("office:import_map", args=[run.pk]),
        {"map": "version: 1\nconstants:\n  source: Libro de 2026\n"},
    )
    try_and_take(desk, run)

    every = written(desk.get(reverse("cases:imported")))
    differing = written(desk.get(reverse("cases:imported") + "?differs=1"))
    other = written(desk.get(reverse("cases:imported") + "?number=103"))

    assert all(subject in every for subject in ("No pasó la ruta 3", "Cobro doble"))
    assert "No pasó la ruta 3" not in differing
    assert "Koios cuenta 25 mar 2026" in differing
    assert "Copia del contrato" in other and "Cobro doble" not in other
    sheet = b"".join(
        desk.get(reverse("cases:export_imported", args=["csv"]) + "?differs=1").streaming_content
    ).decode()
    assert "Libro de 2026" in sheet and "2026-03-25" in sheet
    assert "No pasó" not in sheet


def test_only_who_configures_may_bring_them_and_who_sees_may_look(client, ana, beto):
    client.force_login(ana)

    assert client.get(reverse("office:import_new", args=["cases"])).status_code == 404
    assert client.get(reverse("cases:imported")).status_code == 200


def test_the_list_asks_little(desk, django_assert_max_num_queries):
    run = bring(desk, "pqrs.csv", OURS.encode())
    desk.post(reverse("office:import_map", args=[run.pk]), {"map": "version: 1\n"})
    try_and_take(desk, run)
    desk.get(reverse("cases:imported"))

    with django_assert_max_num_queries(12):
        desk.get(reverse("cases:imported"))
