"""The pages of findings: the list, one finding, what can be done with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from koios.actions.models import Finding
from koios.core.together import hear
from koios.office import counts, queue

S = Finding.Status


@pytest.fixture(autouse=True)
def today(at):
    at("2026-07-02T10:00")


@pytest.fixture
def desk(client, andrea):
    client.force_login(andrea)
    return client


def written(response):
    return response.content.decode().replace("\xa0", " ")


def listed(client, query=""):
    return [finding.fact for finding in client.get(f"/findings/{query}").context["list"].page]


def test_the_list_shows_what_is_open_and_due_first(desk, make_finding, andrea, at):
    make_finding("Cerrado").close(by=andrea, reason="Listo")
    make_finding("Segundo")
    at("2026-06-30T10:00")
    make_finding("Primero")

    assert listed(desk) == ["Primero", "Segundo"]
    assert listed(desk, "?tab=over") == ["Cerrado"]
    assert listed(desk, "?tab=all&sort=number") == ["Primero", "Segundo", "Cerrado"]


def test_the_list_is_narrowed_by_its_address(desk, make_finding, andrea):
    make_finding("Sin extintor", owner=andrea)
    make_finding("Sin botiquín")

    assert listed(desk, "?q=botiquin") == ["Sin botiquín"]
    assert listed(desk, f"?owner={andrea.pk}") == ["Sin extintor"]
    assert listed(desk, "?tab=mine") == ["Sin extintor"]
    assert listed(desk, "?source=customers.customer&status=open") == [
        "Sin extintor",
        "Sin botiquín",
    ]
    assert listed(desk, "?found_from=2026-07-03") == []


def test_the_overdue_ones_have_their_tab(desk, make_finding, at):
    make_finding("Viejo")
    at("2026-07-22T10:00")
    make_finding("Nuevo")

    assert listed(desk, "?tab=overdue") == ["Viejo"]
    assert "Vencido hace" in written(desk.get("/findings/"))


def test_the_sheet_holds_what_the_list_shows(desk, make_finding):
    make_finding("Sin extintor")
    make_finding("Sin botiquín")

    sheet = b"".join(desk.get("/findings/export.csv?q=extintor").streaming_content).decode()

    assert "Sin extintor" in sheet and "botiquín" not in sheet


def test_pages_are_turned_by_key(desk, make_finding):
    for number in range(52):
        make_finding(f"Hallazgo {number}")

    first = desk.get("/findings/").context["list"].page
    assert len(first) == 50
    assert listed(desk, first.next_url) == ["Hallazgo 50", "Hallazgo 51"]


def test_a_finding_shows_its_fact_its_source_and_its_story(desk, make_finding, school, andrea):
    finding = make_finding(
        "No pasó la ruta", requirement="Contrato, cláusula 4", evidence="Bitácora del 1 de julio"
    )
    finding.treat(by=andrea, note="Se habló con el conductor")

    page = written(desk.get(finding.get_absolute_url()))

    for told in ("Contrato, cláusula 4", "Bitácora del 1 de julio", "Se habló con el conductor"):
        assert told in page
    assert f'href="{school.get_absolute_url()}"' in page
    assert "empezó a tratarlo" in page


def test_who_may_not_see_findings_finds_nothing(client, make_finding, ana):
    finding = make_finding()
    ana.roles.clear()
    client.force_login(ana)

    assert client.get(finding.get_absolute_url()).status_code == 404
    assert client.get("/findings/").status_code == 404


def test_it_is_treated_closed_and_handed_over_from_its_page(desk, make_finding, andrea, beto):
    first, second = make_finding(), make_finding()

    desk.post(reverse("actions:treatment", args=[first.number]), {"note": "Hoy"})
    desk.post(
        reverse("actions:closing", args=[first.number]),
        {"reason": "Listo", "files": SimpleUploadedFile("acta.txt", b"Acta")},
    )
    desk.post(reverse("actions:handover", args=[second.number]), {"person": beto.pk})

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.status == S.CLOSED
    assert "acta.txt" in written(desk.get(first.get_absolute_url()))
    assert second.owner == beto
    assert "lo entregó a otra persona: Beto Marín" in written(desk.get(second.get_absolute_url()))


def test_closing_without_saying_what_was_done_keeps_the_file(desk, make_finding):
    finding = make_finding()

    answer = desk.post(
        reverse("actions:closing", args=[finding.number]),
        {"reason": "", "files": SimpleUploadedFile("acta.txt", b"Acta")},
    )

    assert answer.status_code == 422
    assert "Escriba qué se hizo" in written(answer)
    assert "acta.txt" in written(answer)


def test_dismissing_is_for_who_approves(desk, client, make_finding, beto):
    finding = make_finding()
    address = reverse("actions:dismissal", args=[finding.number])

    assert desk.post(address, {"reason": "No era"}).status_code == 403
    client.force_login(beto)
    client.post(address, {"reason": "No era"})

    finding.refresh_from_db()
    assert finding.status == S.DISMISSED


def test_evidence_is_added_at_any_time_for_who_sees_findings(desk, make_finding, andrea):
    finding = make_finding()
    address = reverse("actions:evidence", args=[finding.number])

    assert desk.post(address, {}).status_code == 409
    desk.post(address, {"files": SimpleUploadedFile("foto.txt", b"Foto")})

    file = finding.attachments().get()
    there = reverse("office:file", args=[file.pk, file.name])
    assert desk.get(there).status_code == 200
    andrea.roles.clear()
    assert desk.get(there).status_code == 404


def test_an_act_on_what_is_over_tells_what_happened(desk, make_finding, andrea):
    finding = make_finding()
    finding.close(by=andrea, reason="Listo")

    answer = desk.post(reverse("actions:treatment", args=[finding.number]), {"note": ""})

    assert answer.status_code == 409
    assert "Cerrado" in written(answer)


def test_mine_stand_on_my_day_and_the_open_ones_on_the_rail(desk, make_finding, andrea):
    make_finding("Sin extintor", owner=andrea)
    make_finding("De otro")

    counts.forget()
    source = queue.sources["findings"]
    (jobs,) = hear(source.jobs(andrea, Finding.objects.first().found_on))
    assert [job.title for job in jobs] == ["Sin extintor"]
    assert counts.of(andrea)["queue.findings"] == 1
    assert counts.of(andrea)["findings"] == 2


def test_the_list_and_the_record_ask_little(
    desk, make_finding, andrea, django_assert_max_num_queries
):
    for _n in range(20):
        finding = make_finding(owner=andrea)
    finding.treat(by=andrea)
    desk.get("/findings/")

    with django_assert_max_num_queries(12):
        desk.get("/findings/")
    with django_assert_max_num_queries(12):
        desk.get(finding.get_absolute_url())
