"""Documents: what an act promised, set once and kept byte for byte."""

import io
import threading

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st
from pypdf import PdfReader

from koios.core import audit, clock, documents, events, files, fonts, jobs, settings
from koios.core.documents import Document, compile
from tests.core import papers, samples


def read(content):
    return PdfReader(io.BytesIO(content))


def words_of(content):
    return " ".join("\n".join(page.extract_text() for page in read(content).pages).split())


@pytest.fixture(autouse=True)
def own_shelf(monkeypatch, tmp_path):
    monkeypatch.setattr(django_settings, "FILES_ROOT", tmp_path / "files")


# Setting


@pytest.mark.parametrize(
    ("template", "told", "words"),
    [
        ("core/letter.typ", papers.letter(), "Por qué no pasó la ruta."),
        ("core/receipt.typ", papers.receipt(), "Kf7q-29Xw-Lm3T"),
        ("core/report.typ", papers.report(), "PQRS del primer semestre de 2026"),
    ],
)
def test_papers_are_archival_pdfs_that_can_be_read_and_searched(template, told, words):
    content = compile(template, told)

    assert words in words_of(content)
    assert "901.284.537-1" in words_of(content)
    about = read(content).xmp_metadata
    assert (about.pdfaid_part, about.pdfaid_conformance) == ("2", "B")
    assert read(content).trailer["/Root"]["/Lang"] == "es-CO"
    assert read(content).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_same_data_at_the_same_instant_give_the_same_bytes():
    at = clock.read("2026-07-22T10:18")

    assert compile("core/letter.typ", papers.letter(), at=at) == compile(
        "core/letter.typ", papers.letter(), at=at
    )


def test_a_long_letter_numbers_its_pages():
    content = compile("core/letter.typ", papers.letter(body="Un párrafo largo. " * 1200))

    assert len(read(content).pages) > 2
    assert f"Página 2 de {len(read(content).pages)}" in words_of(content)


def test_what_people_write_is_never_read_as_markup():
    written = '= Título\n\n#panic("x") $x$ *a* _b_ `c` @ref <tag> \\ // no /* no */ {"a": [1]}'

    text = words_of(compile("core/letter.typ", papers.letter(body=written, subject=written)))

    for piece in ('#panic("x")', "$x$", "*a*", "_b_", "@ref", "<tag>", "// no"):
        assert piece in text


def test_dashes_and_numbers_become_lists():
    text = words_of(compile("core/letter.typ", papers.letter(body="- uno\n- dos\n\n1. a\n2. b")))

    assert "• uno" in text
    assert "2. b" in text


def test_characters_that_the_typeface_lacks_leave_a_mark():
    content = compile("core/letter.typ", papers.letter(body="Gracias 👍🏽 漢字\x00\u202e fin"))

    assert "Gracias □□ □□ fin" in words_of(content)


def test_the_naughtiest_strings_go_in_whole(shared):
    for path in sorted((shared / "data/archivos_hostiles").rglob("*")):
        if path.is_file():
            told = path.read_bytes().decode("utf-8", "replace")

            assert compile("core/letter.typ", papers.letter(body=told, subject=path.name))


@rules(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.text(max_size=30))
def test_no_text_breaks_a_paper(body, name):
    told = papers.letter(body=body, subject=name or "x", to=[name, body], attachments=[name])

    assert compile("core/letter.typ", told).startswith(b"%PDF-1.7")


def test_two_threads_set_at_once():
    made = []

    def work(number):
        made.append(words_of(compile("core/letter.typ", papers.letter(body=f"Carta {number}."))))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(any(f"Carta {number}." in text for text in made) for number in range(6))


def test_only_templates_of_an_app_are_set():
    for name in ("../secret.typ", "/etc/passwd", "core/../x.typ", "core/letter"):
        with pytest.raises(ValueError, match="template"):
            compile(name, {})


def test_the_logo_of_the_company_stands_on_its_paper(db, ana):
    logo = files.keep_bytes(samples.picture("PNG", (300, 120)), "logo", about=ana, by=ana)
    settings.put("company.logo", str(logo.pk), by=ana)

    company = documents.letterhead()
    content = compile("core/letter.typ", papers.letter(company=company))

    assert company["logo"] == logo.sha256
    assert read(content).pages[0].images


def test_a_logo_that_is_gone_is_replaced_by_the_initial():
    company = {**papers.COMPANY, "logo": "ab" * 32}

    assert compile("core/letter.typ", papers.letter(company=company))


# Freezing


@pytest.fixture
def ready():
    """The documents that were announced."""
    seen = []

    def hear(document, **_more):
        seen.append(document.pk)

    events.document_ready.connect(hear)
    yield seen
    events.document_ready.disconnect(hear)


def freeze(ana, **more):
    return Document.freeze(
        "core/letter.typ", papers.letter(**more), about=ana, name="Carta", by=audit.SYSTEM
    )


def test_a_document_is_promised_by_the_act_and_made_by_the_job(transactional_db, ana, ready):
    document = freeze(ana)
    assert (document.status, document.file) == (Document.Status.PREPARING, None)

    jobs.run_due()

    document = Document.for_record(ana).get()
    assert document.is_ready
    assert document.file.name == "Carta.pdf"
    assert document.sha256 == document.file.sha256
    assert document.file in files.File.for_record(ana)
    assert document.set_with == document.template_version
    assert ready == [document.pk]
    assert document.fingerprint[:16] in words_of(document.open().read())


def test_a_second_run_does_nothing(db, ana, ready):
    document = freeze(ana)
    again = Document.objects.get(pk=document.pk)

    documents.render_document(document=document.pk)
    documents.render_document(document=document.pk)
    again.render()

    assert len(ready) == 1
    assert files.File.for_record(ana).count() == 1


def test_an_act_that_fails_promises_no_document(transactional_db, ana, ready):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        freeze(ana)
        1 / 0  # noqa: B018

    jobs.run_due()

    assert not Document.objects.exists()
    assert ready == []


def test_what_was_frozen_does_not_change_with_the_company(db, ana, at):
    at("2026-07-22T10:18")
    settings.put("company.name", "Andinos", by=ana)
    document = Document.freeze(
        "core/receipt.typ",
        {key: value for key, value in papers.receipt().items() if key != "company"},
        about=ana,
        name="Recibo",
        by=ana,
    )
    settings.put("company.name", "Otra", by=ana)
    at("2027-01-05T08:00")

    document.render()

    text = words_of(Document.objects.get(pk=document.pk).open().read())
    assert "Andinos" in text
    assert "Otra" not in text


def test_a_document_that_cannot_be_set_says_so_and_can_be_tried_again(db, ana, ready):
    document = freeze(ana)
    Document.objects.filter(pk=document.pk).update(template="core/nothing.typ")
    with pytest.raises(Exception, match="nothing"):
        documents.render_document(document=document.pk)
    failed = Document.objects.get(pk=document.pk)
    assert failed.status == Document.Status.FAILED
    assert "nothing" in failed.error

    Document.objects.filter(pk=document.pk).update(template="core/letter.typ")
    documents.render_document(document=document.pk)

    assert Document.objects.get(pk=document.pk).is_ready
    assert len(ready) == 1


# The typeface


def test_plain_spanish_passes_unchanged():
    text = "¿Qué pasó, señor Ñáñez? «$ 38.500» – 95 % … ‘sí’\n\tpunto"

    assert fonts.printable(text) == text


@given(st.text())
def test_what_is_printable_once_stays_so(text):
    assert fonts.printable(fonts.printable(text)) == fonts.printable(text)


def test_the_typeface_says_how_wide_it_runs():
    widths = fonts.widths()

    assert widths[ord("i")] < widths[ord("a")] < widths[ord("W")] < 1.1
