"""Small true files of each kind, made here, and hostile ones."""

import io
import zipfile

import xlsxwriter
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def picture(form="JPEG", size=(40, 30), **options):
    out = io.BytesIO()
    Image.new("RGB", size, (180, 40, 40)).save(out, form, **options)
    return out.getvalue()


def photo_with_place():
    """A photo taken with the phone on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "TelefonoDeAna"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(size=(400, 200), exif=exif)


def zipped(parts, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(main=WORD, **more):
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": "<w/>", **more})


def xlsx():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write(0, 0, "Peajes")
    book.close()
    return out.getvalue()


def odt(**more):
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", **more})


def ole(*names):
    """An old office file, as far as the names of its streams go."""
    entries = b""
    for name in names:
        text = name.encode("utf-16-le") + b"\0\0"
        entry = text.ljust(64, b"\0") + len(text).to_bytes(2, "little") + b"\x02\x01"
        entries += entry.ljust(128, b"\0")
    return OLE.ljust(512, b"\0") + entries
