"""Lists that come in, step by step, by the pages."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from koios.accounts.models import Area
from koios.core import imports, tables
from koios.core.imports import Column, ImportRun, RecordImporter
from koios.core.jobs import run_due
from koios.core.progress import Progress

LIST = """\
Área;E-mail;Clase;Celular
Servicio al Cliente;servicio@andinos.example;De oficina;606 555 0134
Operaciones;sin arroba;De campo;
Taller;taller@andinos.example;Taller;300
;nadie@andinos.example;De campo;1
"""


class Areas(RecordImporter):
    """Areas of the company, by name."""

    name = "areas"
    label = "Áreas"
    module = "users"
    columns = [
        Column("name", "Nombre", ("área",), required=True),
        Column("email", "Correo", ("e-mail",), kind="email"),
        Column(
            "kind",
            "Tipo",
            ("clase",),
            kind="choice",
            choices=[("office", "De oficina"), ("field", "De campo")],
        ),
        Column("phone", "Teléfono", ("celular",)),
        Column("since", "Desde", kind="date"),
    ]

    def key(self, values):
        return values["name"]

    def find(self, values):
        return Area.objects.filter(name=values["name"]).first()

    def wanted(self, values):
        return {key: value for key, value in values.given().items() if key in {"email", "phone"}}

    def create(self, wanted, values, *, by):
        return Area(name=values["name"], **wanted).begin(by=by)

    def update(self, record, changes, values, *, by):
        record.amend(by=by, **changes)


@pytest.fixture(autouse=True)
def importer(monkeypatch):
    monkeypatch.setitem(imports.importers._things, "areas", Areas)


@pytest.fixture
def as_nora(client, nora):
    client.force_login(nora)
    return client


@pytest.fixture
def bring(as_nora):
    """`bring(text)`: the run of a file that Nora uploaded."""

    def bring(text=LIST, name="areas.csv"):
        content = text if isinstance(text, bytes) else text.encode()
        answer = as_nora.post("/imports/new/areas/", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.context["form"].errors
        return ImportRun.objects.latest("pk")

    return bring


@pytest.fixture
def decide(as_nora):
    """`decide(run, **changes)`: send the page of the columns as it stands, with what changed."""

    def decide(run, **changes):
        url = f"/imports/{run.pk}/columns/"
        page = as_nora.get(url).context["deciding"]
        sent = {"header_row": page.table.header_row} | {
            name: page.form.get_initial_for_field(field, name)
            for name, field in page.form.fields.items()
        }
        sent |= {name.replace("__", "-"): value for name, value in changes.items()}
        answer = as_nora.post(url, sent)
        run.refresh_from_db()
        return answer

    return decide


# The journey


def test_a_list_goes_in_step_by_step(as_nora, bring, decide):
    run = bring()
    first = as_nora.get(f"/imports/{run.pk}/")
    decide(run)
    seen = as_nora.get(f"/imports/{run.pk}/").content.decode()

    as_nora.post(f"/imports/{run.pk}/check/")
    run_due()
    tried = as_nora.get(f"/imports/{run.pk}/").content.decode()
    before = Area.objects.count()

    as_nora.post(f"/imports/{run.pk}/start/")
    run_due()
    done = as_nora.get(f"/imports/{run.pk}/").content.decode()

    assert first.headers["Location"] == f"/imports/{run.pk}/columns/"
    assert "Probar todas las filas" in seen
    assert "No entra" in seen
    assert "Qué pasaría con las filas" in tried
    assert "Importar las que entran" in tried
    assert before == 0
    assert "Qué pasó con las filas" in done
    assert list(Area.objects.values_list("name", flat=True)) == ["Servicio al Cliente"]


def test_the_refused_rows_come_back_as_a_sheet_with_their_reasons(as_nora, bring, decide):
    run = bring()
    decide(run)
    as_nora.post(f"/imports/{run.pk}/start/")
    run_due()
    run.refresh_from_db()

    page = as_nora.get(f"/imports/{run.pk}/").content.decode()
    file = as_nora.get(f"/files/{run.result.pk}/{run.result.name}")
    sheet = tables.read(io.BytesIO(b"".join(file.streaming_content)))

    assert "Descargar las no importadas" in page
    assert len(list(sheet)) == 3
    assert sheet.columns[:2] == ["Área", "E-mail"]


def test_while_it_works_the_page_tells_how_far_it_is(as_nora, bring, decide):
    run = bring()
    decide(run)

    as_nora.post(f"/imports/{run.pk}/check/")
    page = as_nora.get(f"/imports/{run.pk}/").content.decode()
    waiting = as_nora.get(f"/imports/{run.pk}/progress/")
    run_due()
    over = as_nora.get(f"/imports/{run.pk}/progress/")

    assert 'http-equiv="refresh"' in page  # for who has no script
    assert "Probar todas" not in page
    assert "<progress" in waiting.content.decode()
    assert over.headers["HX-Refresh"] == "true"


# The file


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("lista.csv", b"", "está vacío"),
        ("lista.exe", b"MZ\x90\x00 a program", "No recibimos"),
        ("foto.csv", b"\x89PNG\r\n\x1a\n", "No recibimos"),
    ],
)
def test_what_is_no_list_is_not_taken_in(as_nora, name, content, told):
    answer = as_nora.post("/imports/new/areas/", {"file": SimpleUploadedFile(name, content)})

    assert told in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_whose_titles_are_not_found_shows_its_lines(as_nora, bring, decide):
    lines = [f"BARANOA;QUEJA;{n};{n + 7};{n + 9}" for n in range(8)]
    run = bring("\n".join(["MUNICIPIO;CAUSAL;2021;2022;2023", *lines]))

    page = as_nora.get(f"/imports/{run.pk}/columns/").content.decode()

    assert "No se lee como una lista" in page
    assert "BARANOA" in page
    assert "Leer así" in page


def test_another_line_of_titles_can_be_pointed_at(as_nora, bring):
    run = bring("Área;E-mail;Clase\nNombre;Correo;Tipo\nTaller;t@andinos.example;De campo\n")

    page = as_nora.post(f"/imports/{run.pk}/columns/", {"header_row": "2", "reread": "1"})

    deciding = page.context["deciding"]
    assert deciding.table.columns == ["Nombre", "Correo", "Tipo"]
    assert deciding.form["title-name"].initial == "Nombre"
    assert ImportRun.objects.get().map == ""


# The columns


def test_the_columns_are_proposed_from_the_titles(as_nora, bring):
    run = bring()

    form = as_nora.get(f"/imports/{run.pk}/columns/").context["deciding"].form

    proposed = {name: field.initial for name, field in form.fields.items()}
    assert proposed["title-name"] == "Área"
    assert proposed["title-email"] == "E-mail"
    assert proposed["title-since"] == ""


def test_beside_each_column_stands_what_the_file_has_there(as_nora, bring):
    run = bring()

    lines = as_nora.get(f"/imports/{run.pk}/columns/").context["deciding"].form.lines

    assert lines[0].samples == ["Servicio al Cliente", "Operaciones", "Taller"]


def test_a_column_that_must_be_there_is_asked_for(bring, decide):
    run = bring()

    answer = decide(run, title__name="")

    assert "Diga cuál columna" in answer.content.decode()
    assert run.status == ImportRun.Status.BROUGHT


def test_a_column_of_the_file_goes_to_one_place(bring, decide):
    answer = decide(bring(), title__phone="Área")

    assert "ya va a otro dato" in answer.content.decode()


def test_a_word_that_is_not_understood_can_be_said_in_another(as_nora, bring, decide):
    run = bring()
    page = as_nora.get(f"/imports/{run.pk}/columns/").content.decode()

    decide(run, **{"word-kind-0": "field"})
    verdicts = [verdict.outcome for _row, _values, verdict in run.preview()]

    assert "«Taller»" in page
    assert verdicts == ["created", "rejected", "created", "rejected"]


def test_an_empty_cell_can_get_a_value(bring, decide):
    run = bring()

    decide(run, default__phone="606 555 0000")

    assert [values["phone"] for _row, values, _verdict in run.preview()][1] == "606 555 0000"


def test_what_was_decided_is_there_when_one_comes_back(as_nora, bring, decide):
    run = bring()
    decide(run, title__phone="", default__phone="606 555 0000", **{"word-kind-0": "field"})

    form = as_nora.get(f"/imports/{run.pk}/columns/").context["deciding"].form

    assert form.fields["title-phone"].initial == ""
    assert form.fields["default-phone"].initial == "606 555 0000"
    assert form.fields["word-kind-0"].initial == "field"


def test_what_only_the_text_can_say_survives_the_form(as_nora, bring, decide):
    run = bring("Nombre;Apellido;Clase\nServicio;Cliente;De campo\n")
    text = (
        "version: 1\nimporter: areas\ncolumns:\n  name: [Nombre, Apellido]\n  kind: Clase\n"
        "constants:\n  phone: '606'\n"
    )
    as_nora.post(f"/imports/{run.pk}/map/", {"map": text})
    run.refresh_from_db()

    decide(run)

    [(_row, values, _verdict)] = run.preview()
    assert values["name"] == "Servicio Cliente"
    assert values["phone"] == "606"


def test_a_map_that_is_wrong_is_told_line_by_line_and_kept(as_nora, bring):
    run = bring()
    wrong = "version: 1\ncolumns:\n  nombre: Área\n"

    page = as_nora.post(f"/imports/{run.pk}/map/", {"map": wrong}).content.decode()

    assert "Línea 3" in page
    assert "nombre: Área" in page
    run.refresh_from_db()
    assert run.map == ""


# Who may


def test_who_may_not_edit_the_module_finds_no_import(client, ana, bring):
    run = bring()
    client.force_login(ana)

    for address in (
        "/imports/new/areas/",
        f"/imports/{run.pk}/",
        f"/imports/{run.pk}/columns/",
        f"/imports/{run.pk}/map/",
        f"/imports/{run.pk}/progress/",
    ):
        assert client.get(address).status_code == 404
    for act in ("check", "start", "discard"):
        assert client.post(f"/imports/{run.pk}/{act}/").status_code == 404
    assert client.get("/imports/").status_code == 200
    assert "areas.csv" not in client.get("/imports/").content.decode()


def test_an_importer_that_does_not_exist_is_not_found(as_nora):
    assert as_nora.get("/imports/new/nothing/").status_code == 404


def test_a_file_can_be_discarded_and_then_nothing_more(as_nora, bring, decide):
    run = bring()
    decide(run)

    as_nora.post(f"/imports/{run.pk}/discard/")

    assert as_nora.post(f"/imports/{run.pk}/start/").status_code == 409
    assert "Descartado" in as_nora.get("/imports/").content.decode()


def test_a_file_goes_in_once(as_nora, bring, decide):
    run = bring()
    decide(run)
    as_nora.post(f"/imports/{run.pk}/start/")

    assert as_nora.post(f"/imports/{run.pk}/start/").status_code == 409
    run_due()
    assert as_nora.post(f"/imports/{run.pk}/start/").status_code == 409
    assert Area.objects.count() == 1


def test_a_failure_is_told(as_nora, bring, decide):
    run = bring()
    decide(run)
    as_nora.post(f"/imports/{run.pk}/check/")
    Progress.objects.update(state="failed", message="No queda espacio en el disco.")

    page = as_nora.get(f"/imports/{run.pk}/").content.decode()

    assert "No queda espacio en el disco." in page
    assert "Probar todas las filas" in page


@pytest.mark.parametrize("address", ["/imports/", "/imports/new/areas/", "columns/", "map/", ""])
def test_a_page_needs_few_queries(as_nora, bring, decide, django_assert_max_num_queries, address):
    run = bring()
    decide(run)
    as_nora.post(f"/imports/{run.pk}/check/")
    run_due()
    if not address.startswith("/"):
        address = f"/imports/{run.pk}/{address}"
    as_nora.get(address)

    # A row of the preview asks whether its record stands: four of them.
    with django_assert_max_num_queries(12 if address != f"/imports/{run.pk}/" else 16):
        as_nora.get(address)


def test_the_page_says_until_when_the_file_stays_and_then_that_it_went(as_nora, bring, decide, at):
    at("2026-03-02T10:00")
    run = bring()
    decide(run)
    before = as_nora.get(f"/imports/{run.pk}/").content.decode()

    at("2026-06-01T10:00")
    ImportRun.clear_old()
    as_nora.force_login(run.owner)
    after = as_nora.get(f"/imports/{run.pk}/").content.decode()

    assert "se eliminan después del 31 may 2026" in before.replace("\xa0", " ")
    assert "se eliminaron el 1 jun 2026" in after.replace("\xa0", " ")
    assert "Descargar el archivo" in before
    assert "Descargar el archivo" not in after
    assert as_nora.get("/imports/").status_code == 200
