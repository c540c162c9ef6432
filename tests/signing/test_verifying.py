"""Anybody brings a PDF and hears whether it is ours and as it was; nothing of it is kept."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter

from koios.core import audit, jobs
from koios.core.documents import Document
from koios.core.files import Blob, File, Upload
from koios.core.signatures import identity
from tests.core import papers, signed_papers


@pytest.fixture
def bring(client, db):
    """Brings a file to the page; the answer as text."""

    def bring(content, name="contrato.pdf", status=200):
        brought = SimpleUploadedFile(name, content, "application/pdf")
        response = client.post("/verificar/", {"file": brought})
        assert response.status_code == status
        return " ".join(response.content.decode().split())

    return bring


@pytest.fixture
def issued(db, school):
    """A document that Koios made and keeps."""
    paper = Document.freeze(
        "core/letter.typ", papers.letter(), about=school, name="Carta.pdf", by=audit.SYSTEM
    )
    jobs.run_due()
    paper.refresh_from_db()
    with paper.open() as file:
        return file.read()


def test_a_document_that_we_issued_is_known_by_its_bytes(bring, issued):
    page = bring(issued)

    assert "está íntegro" in page
    assert "Carta.pdf" in page


def test_a_byte_less_is_not_the_document_any_more(bring, issued):
    assert "El PDF está dañado" in bring(issued[:-1])
    assert "No reconocemos este documento" in bring(issued + b" ")


def test_a_signed_file_that_was_changed_is_told_as_ours_and_changed(bring):
    whole = signed_papers.both()
    place = whole.index(b"endstream") - 10

    page = bring(whole[:place] + b"XY" + whole[place + 2 :])

    assert "Fue alterado después de firmarlo" in page


def test_who_signed_and_when_stands_beside_each_signature(bring):
    page = bring(signed_papers.both())

    assert page.count("Válida") == 2
    assert "Carla Ocampo" in page and "Diego Salazar" in page
    assert "22 jul 2026" in page.replace("\xa0", " ")


def test_a_signature_of_ours_on_an_unknown_paper_asks_for_a_call(bring):
    assert "no está en nuestros registros" in bring(signed_papers.both())


def test_the_signature_of_others_is_not_ours(bring, monkeypatch):
    by_others = signed_papers.both()
    monkeypatch.setattr(identity, "remembered", lambda: {})

    page = bring(by_others)

    assert "No lo emitió Koios" in page
    assert "no es un PDF" not in page


def test_an_encrypted_file_says_so(bring, issued, tmp_path):
    writer = PdfWriter()
    (tmp_path / "it.pdf").write_bytes(issued)
    writer.append_pages_from_reader(PdfReader(tmp_path / "it.pdf"))
    writer.encrypt("secreto", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")

    page = bring((tmp_path / "locked.pdf").read_bytes())

    assert "protegido con contraseña" in page


@pytest.mark.parametrize("content", [b"GIF89a" + b"0" * 50, b"hola"])
def test_what_is_no_pdf_says_so(bring, content):
    assert "no es un PDF" in bring(content)


def test_without_a_file_the_page_asks_for_one(client, db):
    response = client.post("/verificar/", {})

    assert response.status_code == 422
    assert "Elija primero el archivo" in response.content.decode()


def test_an_empty_file_is_no_pdf(client, db):
    response = client.post("/verificar/", {"file": SimpleUploadedFile("v.pdf", b"")})

    assert "no es un PDF" in response.content.decode()


def test_a_huge_file_is_refused_by_its_size(bring, monkeypatch):
    monkeypatch.setattr("koios.signing.verifying.MOST", 1000)

    assert "muy grande" in bring(b"%PDF-1.7\n" + b"0" * 2000, status=422)


def test_nothing_is_stored(bring, issued, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    brought = signed_papers.both() + b" " * (2 * 1024 * 1024)  # large enough for the disk
    kept = [Document, File, Blob, Upload, audit.Entry]
    before = [model.objects.count() for model in kept], _files()

    bring(issued)
    bring(brought)

    assert ([model.objects.count() for model in kept], _files()) == before
    assert list(tmp_path.iterdir()) == []


def _files():
    return sorted(
        path
        for place in (django_settings.FILES_ROOT, Path(django_settings.HOME))
        for path in place.rglob("*")
        if path.is_file() and "sqlite" not in path.name
    )


def test_the_page_asks_little_and_is_limited(client, issued, django_assert_max_num_queries):
    for _n in range(30):
        client.post("/verificar/", {"file": SimpleUploadedFile("a.pdf", b"hola")})

    response = client.post("/verificar/", {"file": SimpleUploadedFile("a.pdf", b"hola")})

    assert response.status_code == 429


def test_the_foot_of_public_pages_leads_there(client, db):
    assert 'href="/verificar/"' in client.get("/pqrs/").content.decode()


@pytest.mark.parametrize("width", [360, 1280])
def test_it_works_in_a_browser_without_script(new_page, live, axe, width, tmp_path):
    path = tmp_path / "contrato.pdf"
    path.write_bytes(b"hola")
    page = new_page(width=width, javascript=False)
    page.goto(live.url + "/verificar/")

    page.get_by_label("El PDF").set_input_files(path)
    page.get_by_role("button", name="Verificar").click()

    assert page.get_by_text("El archivo no es un PDF").is_visible()


def test_axe_finds_nothing(page, live, axe, tmp_path):
    path = tmp_path / "contrato.pdf"
    path.write_bytes(b"hola")
    page.goto(live.url + "/verificar/")
    assert axe(page) == []

    page.get_by_label("El PDF").set_input_files(path)
    page.get_by_role("button", name="Verificar").click()

    page.get_by_text("El archivo no es un PDF").wait_for()
    assert axe(page) == []
