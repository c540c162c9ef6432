"""The doors of checklists: a draft row by row, what is in use, what changed."""

import pytest

from koios.verification.models import Checklist, Question


@pytest.fixture
def desk(client, nora):
    """Nora configures."""
    client.force_login(nora)
    return client


def written(response):
    return response.content.decode().replace("\xa0", " ")


ROW = {"statement": "", "code": "", "section": "", "kind": "compliance", "weight": "1"}
ROW |= {"evidence": "", "proves": "", "unit": "", "better": "higher", "target": ""}
ROW |= {"partly_from": "", "options": ""}


def told(*rows, name="Corta", group="", **more):
    fields = {"name": name, "group": group, **more}
    fields |= {"i-TOTAL_FORMS": len(rows), "i-INITIAL_FORMS": len(rows)}
    for at, row in enumerate(rows):
        fields |= {f"i-{at}-{field}": value for field, value in {**ROW, **row}.items()}
    return fields


FIRST = {"statement": "Se cumplió el objeto.", "section": "El servicio", "needs_file": "on"}
MEASURE = {"statement": "Puntualidad", "kind": "measure", "unit": "%", "target": "95,5"}
MEASURE |= {"partly_from": "90"}
CHOICE = {"statement": "Qué se hace", "kind": "choice", "options": "Renovar\nTerminar\n"}


def test_a_draft_is_written_and_put_in_use(desk, nora):
    answer = desk.post(
        "/verification/checklists/new/", told(FIRST, MEASURE, CHOICE, {}, group="students")
    )

    draft = Checklist.objects.get(name="Corta")
    assert answer.url == draft.get_absolute_url()
    first, measure, choice = draft.questions
    assert (first.code, first.needs_file, first.section) == ("01", True, "El servicio")
    assert (measure.code, str(measure.target), measure.unit) == ("02", "95.5", "%")
    assert choice.options == ("Renovar", "Terminar")
    page = written(desk.get(answer.url))
    assert 'value="95,5"' in page and "Poner en uso" in page

    desk.post(f"{answer.url}publication/")
    draft.refresh_from_db()
    assert draft.status == "in_use"
    assert "Meta: Por lo menos 95,5 %; en parte desde 90 %" in written(desk.get(answer.url))


def test_rows_are_added_moved_and_taken_out_without_saving(desk):
    here = "/verification/checklists/new/"

    def rows(do):
        answer = desk.post(here, told(FIRST, MEASURE, name="", do=do))
        assert answer.status_code == 200
        return [row["statement"].value() for row in answer.context["draft"].rows]

    assert rows("add") == ["Se cumplió el objeto.", "Puntualidad", None]
    assert rows("up-1") == rows("down-0") == ["Puntualidad", "Se cumplió el objeto."]
    assert rows("remove-0") == ["Puntualidad"]
    assert rows("up-0") == rows("remove-9") == ["Se cumplió el objeto.", "Puntualidad"]
    assert not Checklist.objects.filter(status="draft").exists()


def test_what_is_wrong_is_told_beside_its_row_and_stays(desk):
    wrong = {**MEASURE, "target": "mucho"}
    answer = desk.post("/verification/checklists/new/", told(wrong, CHOICE, name=""))
    assert answer.status_code == 422
    page = written(answer)
    assert "Póngale un nombre" in page and "Escríbalo con cifras" in page and "mucho" in page

    goalless = desk.post("/verification/checklists/new/", told({**MEASURE, "target": ""}))
    assert goalless.status_code == 422 and "mide algo: escriba su meta" in written(goalless)
    twice = desk.post("/verification/checklists/new/", told(*[{**FIRST, "code": "A"}] * 2))
    assert twice.status_code == 409 and "se repiten: A" in written(twice)
    for code in ("R1", "a/b"):
        assert (
            desk.post("/verification/checklists/new/", told({**FIRST, "code": code})).status_code
            == 409
        )


def test_what_is_in_use_is_read_and_a_new_version_says_what_changed(desk, make_checklist, nora):
    used = make_checklist(Question("01", "Objeto"), Question("02", "Pólizas"))
    here = used.get_absolute_url()
    assert "Objeto" in written(desk.get(here)) and 'name="i-0-statement"' not in written(
        desk.get(here)
    )
    assert desk.post(here, told(FIRST)).status_code == 409

    answer = desk.post(f"{here}version/")
    changed = [{"code": "01", "statement": "Objeto y alcance"}, {"code": "03", "statement": "PQRS"}]
    seen = desk.get(answer.url).context["draft"].seen
    desk.post(answer.url, told(*changed, seen=seen))
    desk.post(f"{answer.url}publication/")

    used.refresh_from_db()
    assert used.status == "retired"
    page = desk.get(answer.url)
    assert [(one.code, one.what) for one in page.context["changes"]] == [
        ("01", "Cambia: qué se verifica"),
        ("03", "Nuevo"),
        ("02", "Ya no está"),
    ]


def test_who_writes_a_draft_second_is_told_of_the_first(desk, nora):
    draft = Checklist.draft(by=nora, name="Corta", questions=[Question("01", "Objeto")])
    seen = desk.get(draft.get_absolute_url()).context["draft"].seen
    draft.write(by=nora, name="Otra", group="", questions=[Question("01", "Alcance")])

    late = desk.post(draft.get_absolute_url(), told(FIRST, seen=seen))

    draft.refresh_from_db()
    assert late.status_code == 409 and draft.name == "Otra"
    assert "Otra persona cambió el borrador" in written(late)
    assert "Se cumplió el objeto." in written(late)


def test_it_is_retired_with_a_reason_and_a_draft_discarded(desk, checklist, nora):
    here = checklist.get_absolute_url()
    assert desk.post(f"{here}retirement/", {"reason": ""}).status_code == 422
    draft = checklist.new_version(by=nora)

    desk.post(f"{here}retirement/", {"reason": "Se hace otra"})
    gone = desk.post(f"{draft.get_absolute_url()}disposal/")

    checklist.refresh_from_db()
    assert checklist.status == "retired" and gone.url == "/verification/checklists/"
    assert not Checklist.objects.filter(pk=draft.pk).exists()


def test_checklists_are_pages_of_few_queries(desk, checklist, nora, django_assert_max_num_queries):
    draft = checklist.new_version(by=nora)
    desk.get("/")

    for address in ("/verification/checklists/", checklist.get_absolute_url()):
        with django_assert_max_num_queries(12):
            assert desk.get(address).status_code == 200
    with django_assert_max_num_queries(12):
        assert "Qué cambió desde la versión 1" in written(desk.get(draft.get_absolute_url()))


def test_only_who_configures_writes_checklists(client, gloria, checklist):
    client.force_login(gloria)

    assert client.get("/verification/checklists/").status_code == 403
    assert client.post(f"{checklist.get_absolute_url()}retirement/").status_code == 403
