"""Files: from a form into a basket, from the basket to a record, and out again."""

import contextlib
import io
import os
import resource
import socketserver
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from PIL import Image

from koios.core import audit, clock, files, origin, settings
from koios.core.acts import act
from koios.core.files import Upload, store
from koios.core.files.records import Blob
from koios.core.refusals import Refusal
from tests.core import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_shelf(monkeypatch, tmp_path):
    """What a test that is rolled back leaves on the disk does not meet the next one."""
    monkeypatch.setattr(django_settings, "FILES_ROOT", tmp_path / "files")


def incoming(content, name="carta.pdf", mime="text/html"):
    return SimpleUploadedFile(name, content, content_type=mime)


def refused(basket, content, name="carta.pdf"):
    with pytest.raises(files.FileRefused) as caught:
        files.stage(basket, incoming(content, name))
    return caught.value


@pytest.fixture
def basket():
    return files.basket_new()


@pytest.fixture
def letter(ana, basket):
    """A PDF of Ana's."""
    files.stage(basket, incoming(samples.PDF))
    return files.adopt(basket, ana, audit.PUBLIC)[0]


@pytest.fixture
def only_ana_sees(monkeypatch, ana):
    monkeypatch.setitem(files.file_guards._things, "accounts.user", lambda user, file: user == ana)


# Into the basket


def test_a_file_waits_in_its_basket_until_a_record_adopts_it(ana, basket):
    upload = files.stage(basket, incoming(samples.PDF, "Petición.pdf"))

    assert list(files.uploads_in(basket)) == [upload]
    assert list(files.uploads_in(files.basket_new())) == []

    (file,) = files.adopt(basket, ana, audit.PUBLIC, public=True)

    assert file.name == "Petición.pdf"
    assert file.public
    assert file.open().read() == samples.PDF
    assert list(files.File.for_record(ana)) == [file]
    assert not files.uploads_in(basket)


def test_what_is_adopted_twice_belongs_once(ana, basket):
    files.stage(basket, incoming(samples.PDF))

    assert len(files.adopt(basket, ana, ana)) == 1
    assert files.adopt(basket, ana, ana) == []


def test_an_adoption_leaves_the_hashes_on_the_trail_and_no_name(ana, basket):
    files.stage(basket, incoming(samples.PDF, "cédula de Sandra.pdf"))

    (file,) = files.adopt(basket, ana, audit.PUBLIC)

    entry = audit.trail(ana).last()
    assert entry.verb == "files_added"
    assert entry.facts["files"][0]["sha256"] == file.sha256
    assert "Sandra" not in str(entry.facts)


def test_the_kind_comes_from_the_bytes_and_the_name_follows(basket):
    upload = files.stage(basket, incoming(samples.picture("PNG"), "informe.exe"))

    assert upload.kind == "png"
    assert upload.name == "informe.exe.png"


def test_the_same_bytes_are_stored_once(ana, basket):
    files.stage(basket, incoming(samples.PDF, "una.pdf"))
    files.stage(basket, incoming(samples.PDF, "otra.pdf"))

    assert len(files.adopt(basket, ana, ana)) == 2
    assert Blob.objects.count() == 1
    assert [path.name for path in store.all_paths()] == [Blob.objects.get().sha256]


def test_a_form_with_a_bad_file_keeps_the_good_ones_and_names_the_bad(basket):
    staged, refusals = files.stage_all(
        basket, [incoming(samples.PDF), incoming(b"MZ\x90\0" + bytes(90), "virus.exe")]
    )

    assert [upload.name for upload in staged] == ["carta.pdf"]
    assert refusals[0].name == "virus.exe"
    assert refusals[0].message.startswith("No recibimos «virus.exe»: no es de un tipo")


def test_an_empty_file_is_refused(basket):
    assert refused(basket, b"").reason == "está vacío"


def test_a_file_above_the_limit_is_refused(basket, ana):
    settings.put("files.largest_mb", 1, by=ana)

    assert refused(basket, samples.PDF + bytes(1024 * 1024)).reason == "pesa más de 1 MB"


def test_a_file_that_grows_while_it_comes_is_refused(basket, ana):
    settings.put("files.largest_mb", 1, by=ana)
    growing = incoming(samples.PDF + bytes(1024 * 1024))
    growing.size = 10

    with pytest.raises(files.FileRefused, match="pesa más de 1 MB"):
        files.stage(basket, growing)


def test_a_basket_holds_so_many_files_and_no_more(basket, ana):
    settings.put("files.most", 2, by=ana)
    for _time in range(2):
        files.stage(basket, incoming(samples.PDF))

    assert "ya hay 2 archivos" in refused(basket, samples.PDF).reason


def test_one_address_cannot_fill_the_disk_in_a_day(ana, at):
    settings.put("files.day_mb", 1, by=ana)
    large = samples.PDF + bytes(600_000)
    at("2026-07-02T10:00")
    with origin.of("203.0.113.7"):
        files.stage(files.basket_new(), incoming(large))
        assert "hoy" in refused(files.basket_new(), large).reason
        files.stage(files.basket_new(), incoming(large), by=ana)
    with origin.of("203.0.113.8"):
        files.stage(files.basket_new(), incoming(large))
    at("2026-07-03T10:01")
    with origin.of("203.0.113.7"):
        files.stage(files.basket_new(), incoming(large))


def test_the_company_decides_which_kinds_it_receives(basket, ana):
    settings.put("files.kinds", ["jpg"], by=ana)

    assert refused(basket, samples.PDF).reason == "no recibimos archivos de este tipo (PDF)"


def test_a_zip_is_refused_unless_the_company_wants_it(basket, ana):
    archive = samples.zipped({"a.txt": "hola"})
    assert "ZIP" in refused(basket, archive).reason

    settings.put("files.kinds", ["zip"], by=ana)

    assert files.stage(basket, incoming(archive, "a")).name == "a.zip"


def test_a_false_picture_is_refused(basket):
    assert "imagen" in refused(basket, b"GIF89a\r<?php phpinfo(); ?>", "foto.gif").reason


def test_an_upload_that_nobody_sends_expires(basket, at):
    at("2026-07-02T10:00")
    files.stage(basket, incoming(samples.PDF))

    at("2026-07-03T10:01")

    assert not files.uploads_in(basket)


def test_only_a_name_of_ours_is_a_basket(basket):
    assert files.basket_from(basket) == basket
    for told in (None, "", "../../etc", "a" * 500, "\0" * 32):
        assert files.basket_from(told) not in (told, "")


# On the disk


@pytest.fixture
def full_disk():
    """Within the block no file grows beyond a megabyte: what the system says of a full disk."""

    @contextlib.contextmanager
    def filled():
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return filled


def test_a_full_disk_refuses_the_file_and_leaves_nothing_behind(basket, full_disk):
    with full_disk():
        refusal = refused(basket, samples.PDF + bytes(3_000_000))

    assert "no queda espacio" in refusal.reason
    assert list(store.all_paths()) == []
    assert list(store.beside().iterdir()) == []
    assert not Blob.objects.exists()


def test_a_form_that_meets_a_full_disk_is_read_to_its_end(rf, basket, full_disk):
    fields = {"subject": "Ruta 7", "a": incoming(samples.PDF + bytes(3_000_000), "a.pdf")}
    request = rf.post("/", {**fields, "b": incoming(samples.PDF, "b.pdf")})

    with full_disk():
        staged, refusals = files.stage_all(basket, request.FILES.values())

    assert request.POST["subject"] == "Ruta 7"
    assert [upload.name for upload in staged] == ["b.pdf"]
    assert [refusal.name for refusal in refusals] == ["a.pdf"]
    assert "no queda espacio" in refusals[0].reason


def test_no_more_of_a_file_is_kept_than_could_be_taken_in(rf, ana):
    settings.put("files.largest_mb", 2, by=ana)

    (arrived,) = rf.post("/", {"a": incoming(bytes(5_000_000))}).FILES.values()

    assert arrived.size == 5_000_000
    assert os.path.getsize(arrived.temporary_file_path()) < 2_300_000


def test_the_sweep_throws_away_what_nobody_points_at_and_nothing_else(ana, basket, at):
    at("2026-07-02T10:00")
    files.stage(basket, incoming(samples.PDF))
    files.adopt(basket, ana, ana)
    files.stage(basket, incoming(samples.picture(), "foto.jpg"))

    at("2026-07-03T09:00")
    assert files.sweep() == 0
    at("2026-07-05T10:00")
    assert files.sweep() == 1

    assert files.File.for_record(ana).get().open().read() == samples.PDF
    assert len(list(store.all_paths())) == 1


def test_what_an_act_that_failed_left_on_the_disk_goes_in_time(ana, at):
    at("2026-07-02T10:00")
    with pytest.raises(ZeroDivisionError), act():
        file = files.keep_bytes(b"hola", "nota.txt", about=ana, by=ana)
        1 / 0  # noqa: B018
    os.utime(store.path_of(file.sha256), (0, 0))

    files.sweep()
    at("2026-07-04T10:00")
    files.sweep()

    assert list(store.all_paths()) == []


def test_the_check_finds_nothing_in_a_whole_store(letter):
    assert list(files.check_files()) == []


def test_the_check_names_what_is_missing_changed_or_stray(letter, ana):
    path = store.path_of(letter.sha256)
    path.chmod(0o600)
    path.write_bytes(samples.PDF.replace(b"Catalog", b"catalog"))
    other = store.path_of("ab" * 32)
    other.parent.mkdir(parents=True)
    other.write_bytes(b"x")
    os.utime(other, (0, 0))
    gone = files.keep_bytes(b"hola", "nota.txt", about=ana, by=ana)
    store.remove(gone.sha256)

    problems = {problem.code: problem for problem in files.check_files()}

    assert set(problems) == {"changed", "missing", "stray"}
    assert "carta.pdf" in problems["changed"].text
    assert "nota.txt" in problems["missing"].text
    assert problems["stray"].subject == str(other)
    assert [problem.code for problem in files.check_files(fast=True)] == ["missing", "stray"]


def test_bytes_that_came_back_after_a_loss_are_whole_again(letter, basket):
    store.remove(letter.sha256)

    files.stage(basket, incoming(samples.PDF))

    assert list(files.check_files()) == []


def test_bytes_that_come_again_are_kept_a_day_more(basket, at):
    at("2026-07-02T10:00")
    files.stage(basket, incoming(samples.PDF)).discard()
    at("2026-07-04T10:00")
    files.stage(basket, incoming(samples.PDF)).discard()

    at("2026-07-05T09:00")
    assert files.sweep() == 0
    at("2026-07-05T11:00")
    assert files.sweep() == 1


def test_the_sweep_never_takes_bytes_that_are_just_coming_back(transactional_db, ana):
    """One keeps throwing away what nobody uses while another brings the same bytes again."""
    stop = threading.Event()

    def throw_away():
        with clock.frozen("2099-01-01"):
            while not stop.is_set():
                files.sweep()
        connection.close()

    sweeping = threading.Thread(target=throw_away)
    sweeping.start()
    try:
        kept = []
        for number in range(25):
            content = samples.PDF + bytes([number % 3])
            with clock.frozen("2098-01-01"):
                upload = files.stage(files.basket_new(), incoming(content))
                with contextlib.suppress(Upload.DoesNotExist):
                    upload.discard()
                kept.append(files.keep_bytes(content, "carta", about=ana, by=ana))
    finally:
        stop.set()
        sweeping.join()

    assert all(file.open().read().startswith(samples.PDF) for file in kept)


# Out again


def test_an_original_is_only_ever_downloaded(rf: RequestFactory, ana, letter, only_ana_sees):
    request = rf.get("/")
    request.user = ana

    response = files.serve(request, letter)

    assert b"".join(response.streaming_content) == samples.PDF
    assert response["Content-Disposition"] == 'attachment; filename="carta.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_name_with_accents_survives_the_download(rf, ana, basket):
    files.stage(basket, incoming(samples.PDF, "Petición «ñ».pdf"))
    (file,) = files.adopt(basket, ana, ana)

    response = files.serve(rf.get("/"), file, allowed=True)

    assert (
        "filename*=utf-8''Petici%C3%B3n%20%C2%AB%C3%B1%C2%BB.pdf"
        in (response["Content-Disposition"])
    )


def test_who_may_not_see_the_record_finds_no_file(rf, beto, letter, only_ana_sees):
    request = rf.get("/")
    request.user = beto

    for door in (files.serve, files.serve_preview):
        with pytest.raises(Http404):
            door(request, letter)


def test_a_record_without_a_guard_shows_its_files_to_nobody(ana, letter):
    assert not letter.may_be_seen_by(ana)


def test_the_preview_is_upright_and_tells_nothing_of_the_phone(rf, ana, basket):
    files.stage(basket, incoming(samples.photo_with_place(), "paradero.jpg"))
    (file,) = files.adopt(basket, ana, ana)

    response = files.serve_preview(rf.get("/"), file, allowed=True)

    shown = Image.open(io.BytesIO(response.content))
    assert response["Content-Type"] == "image/webp"
    assert shown.height > shown.width
    assert not shown.getexif()
    assert b"TelefonoDeAna" not in response.content
    assert b"TelefonoDeAna" in file.open().read()


def test_what_is_no_picture_has_no_preview(rf, letter):
    assert letter.preview() is None
    with pytest.raises(Http404):
        files.serve_preview(rf.get("/"), letter, allowed=True)


def test_a_picture_of_a_phone_in_heic_has_a_preview(ana):
    photo = Path(__file__).with_name("photo.heic").read_bytes()

    file = files.keep_bytes(photo, "IMG_0318", about=ana, by=ana)

    shown = Image.open(io.BytesIO(file.preview(files.SMALL)))
    assert (file.name, shown.size) == ("IMG_0318.heic", (96, 64))
    assert not shown.getexif()


def test_a_picture_that_breaks_half_way_has_no_preview(ana, basket):
    whole = samples.picture("PNG", (300, 300))
    files.stage(basket, incoming(whole[: len(whole) // 2], "rota.png"))
    (file,) = files.adopt(basket, ana, ana)

    assert file.preview() is None


# The antivirus


@pytest.fixture
def clamd():
    """An antivirus that finds the test virus, and nothing else."""

    class Answer(socketserver.BaseRequestHandler):
        def handle(self):
            seen = b""
            while not seen.endswith(b"\0\0\0\0"):
                seen += self.request.recv(65536)
            found = b"EICAR" in seen
            self.request.sendall(b"stream: Eicar FOUND\0" if found else b"stream: OK\0")

    with socketserver.TCPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_the_antivirus_is_asked_before_anything_is_kept(basket, ana, clamd):
    settings.put("files.scanner", clamd, by=ana)

    assert files.stage(basket, incoming(samples.PDF)).blob.verdict == Blob.Verdict.CLEAN
    assert "virus" in refused(basket, samples.PDF + b"EICAR").reason
    assert Blob.objects.count() == 1


def test_a_file_waits_for_an_antivirus_that_does_not_answer(rf, basket, ana, clamd):
    settings.put("files.scanner", "127.0.0.1:9", by=ana)
    files.stage(basket, incoming(samples.PDF))
    (file,) = files.adopt(basket, ana, ana)
    with pytest.raises(Refusal, match="antivirus"):
        files.serve(rf.get("/"), file, allowed=True)

    settings.put("files.scanner", clamd, by=ana)
    files.rescan()

    again = files.File.objects.get(pk=file.pk)
    assert files.serve(rf.get("/"), again, allowed=True).status_code == 200


# What the world sends


def test_every_hostile_file_is_staged_or_refused_and_nothing_else_happens(shared):
    seen = 0
    for path in sorted((shared / "data/archivos_hostiles").rglob("*")):
        if path.is_file():
            seen += 1
            basket = files.basket_new()
            content = path.read_bytes()
            staged, refusals = files.stage_all(basket, [incoming(content, path.name)])

            assert len(staged) + len(refusals) == 1
            if staged:
                assert staged[0].blob.open().read() == content
                assert staged[0].kind in {"txt", "csv"}
            else:
                assert path.suffix in {".svg", ".gif", ".txt"}, refusals[0].message
    assert seen > 25


def test_every_hostile_name_and_text_goes_in(shared):
    lines = (shared / "data/archivos_hostiles/cadenas/blns.txt").read_text("utf-8").splitlines()
    for line in lines:
        upload = incoming(samples.PDF)
        upload._name = line  # past the door where Django cleans it
        staged = files.stage(files.basket_new(), upload)

        assert staged.name.lower().endswith(".pdf")


@rules(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.binary(max_size=300), st.text(max_size=60))
def test_no_file_breaks_the_form(db, content, name):
    one = incoming(content, "x")
    one._name = name

    staged, refusals = files.stage_all(files.basket_new(), [one])

    assert len(staged) + len(refusals) == 1


def test_what_the_program_makes_is_kept_with_its_kind(ana):
    file = files.keep_bytes(samples.xlsx(), "informe", about=ana, by=audit.SYSTEM)

    assert (file.kind, file.name, file.uploaded_by) == ("xlsx", "informe.xlsx", None)
    assert file.created_at <= clock.now() + timedelta(seconds=1)
