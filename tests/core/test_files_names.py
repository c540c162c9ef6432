"""What files may be called."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koios.core.files.names import LONGEST, clean

ODD = st.text(st.characters(), max_size=400)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Petición de María Ñáñez.pdf", "Petición de María Ñáñez.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\fotos\paradero.pdf", "paradero.pdf"),
        ("factura.pdf.exe", "factura.pdf.exe.pdf"),
        ("factura\u202efdp.exe", "facturafdp.exe.pdf"),
        ("con.pdf", "_con.pdf"),
        ("COM1", "_COM1.pdf"),
        ("lpt9.tar.pdf", "_lpt9.tar.pdf"),
        ("a\x00b\r\nc.pdf", "ab c.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("  .. .pdf", "pdf.pdf"),
        ("", "archivo.pdf"),
        ("...", "archivo.pdf"),
        ("FOTO.PDF", "FOTO.PDF"),
        ("e\u0301xito.pdf", "éxito.pdf"),
    ],
)
def test_a_name_is_made_fit_to_show_and_to_save(told, kept):
    assert clean(told, ("pdf",)) == kept


@given(ODD)
def test_no_name_can_leave_its_folder_or_hide_what_it_is(told):
    name = clean(told, ("pdf",))

    assert name.lower().endswith(".pdf")
    assert len(name) <= LONGEST
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\<>:"|?*\0')
    assert not any(unicodedata.category(mark) in {"Cc", "Cf", "Cs"} for mark in name)
    assert not name.startswith((".", " "))


@given(ODD)
def test_a_clean_name_stays_as_it_is(told):
    assert clean(clean(told, ("pdf",)), ("pdf",)) == clean(told, ("pdf",))


def test_hostile_names_come_out_clean(shared):
    for path in (shared / "data/archivos_hostiles/nombres_archivo").iterdir():
        for line in path.read_text("utf-8", "replace").splitlines():
            name = clean(line, ("txt",))

            assert name.endswith(".txt") or name.lower().endswith(".txt")
            assert "/" not in name and "\\" not in name
