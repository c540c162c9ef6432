"""What files are, told by their bytes."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koios.core.files.kinds import identify, kinds
from koios.core.files.refused import Unfit
from tests.core import samples


def kind_of(content, name=""):
    return identify(io.BytesIO(content), name).key


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (samples.PDF, "pdf"),
        (b"\xef\xbb\xbf\n" + samples.PDF, "pdf"),
        (samples.picture("JPEG"), "jpg"),
        (samples.picture("PNG"), "png"),
        (samples.picture("WEBP"), "webp"),
        (samples.picture("GIF"), "gif"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2", "mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "mov"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", "m4a"),
        (b"ID3\x03\0" + b"\0" * 90, "mp3"),
        (b"OggS\0\x02" + b"\0" * 22 + b"OpusHead", "ogg"),
        (samples.docx(), "docx"),
        (samples.xlsx(), "xlsx"),
        (samples.odt(), "odt"),
        (samples.ole("Root Entry", "WordDocument"), "doc"),
        (samples.ole("Root Entry", "Workbook"), "xls"),
        (samples.ole("Root Entry", "__properties_version1.0"), "msg"),
        ("Señores, buenas tardes. ¿Y la ruta 7?".encode(), "txt"),
        ("Señores, la ruta 7 no pasó".encode("latin-1"), "txt"),
        ("Señores".encode("utf-16"), "txt"),
        (b"From: ana@example.co\r\nSubject: Ruta 7\r\n\r\nNo pas\xc3\xb3.", "eml"),
        (b"a < b y 2 > 1", "txt"),
        (b"PK\x03\x04", None),
        (b"\0" * 100, None),
        (b"MZ\x90\0" + b"\0" * 100, None),
        (b"\x7fELF\x02\x01\x01", None),
    ],
)
def test_the_bytes_say_the_kind(content, key):
    if key is None:
        with pytest.raises(Unfit):
            kind_of(content)
    else:
        assert kind_of(content, name="engaño.exe") == key


def test_only_the_name_tells_a_table_from_a_text():
    assert kind_of(b"fecha;ruta\n2026-07-02;7\n", "rutas.csv") == "csv"
    assert kind_of(b"fecha;ruta\n2026-07-02;7\n", "rutas") == "txt"


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><p>Hola",
        b"  \n<!-- a --><!-- b -->\n<html>",
        b"\xef\xbb\xbf<script>alert(1)</script>",
        b'<?xml version="1.0"?><!DOCTYPE svg SYSTEM "x"><svg onload="alert(1)"/>',
        b'<?xml version="1.0"?>\n<!-- dibujo -->\n<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
        "<svg onload=alert(1)>".encode("utf-16"),
        b"#!/bin/sh\nrm -rf /\n",
        b"<?php phpinfo();",
        b"@echo off\r\ndel *.*",
    ],
)
def test_pages_drawings_with_script_and_programs_are_no_texts(content):
    with pytest.raises(Unfit):
        kind_of(content, "inocente.txt")


def test_a_thousand_comments_do_not_hold_us_up():
    assert kind_of(b"<!---->" * 1100 + b"x") == "txt"


@pytest.mark.parametrize(
    "content",
    [
        samples.docx(samples.WORD_MACROS),
        samples.docx(**{"word/vbaProject.bin": b"x"}),
        samples.odt(**{"Basic/Standard/Module1.xml": b"x"}),
        samples.ole("WordDocument", "_VBA_PROJECT"),
    ],
)
def test_macros_are_refused_whatever_the_office_program(content):
    with pytest.raises(Unfit, match="macros"):
        kind_of(content)


def test_a_document_with_a_password_cannot_be_looked_into():
    with pytest.raises(Unfit, match="contraseña"):
        kind_of(samples.ole("EncryptedPackage"))


def test_the_main_part_of_a_document_must_agree_with_its_kind():
    assert kind_of(samples.docx("application/xml"), "carta.docx") == "zip"


def test_a_bomb_is_seen_before_it_goes_off():
    with pytest.raises(Unfit, match="espacio"):
        kind_of(samples.docx(**{"word/media/bomb.bin": bytes(30_000_000)}))


def test_an_endless_list_of_parts_is_not_read():
    with pytest.raises(Unfit, match="partes"):
        kind_of(samples.zipped({f"{number:08}": b"" for number in range(12_000)}))


@given(st.binary(min_size=1, max_size=600))
def test_any_bytes_have_a_kind_or_are_refused(content):
    with contextlib.suppress(Unfit):
        assert kind_of(content) in kinds


@given(st.integers(0, 400), st.binary(min_size=1, max_size=40))
def test_broken_documents_have_a_kind_or_are_refused(at, junk):
    whole = samples.docx()
    with contextlib.suppress(Unfit):
        assert kind_of(whole[:at] + junk + whole[at + len(junk) :]) in kinds
