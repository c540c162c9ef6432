"""Workbooks that no library at hand writes, as small as they can be: ODS, and XLS of Excel 97."""

import io
import struct
import zipfile

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ods(rows) -> bytes:
    cells = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Hoja1">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        file.writestr("content.xml", content)
    return packed.getvalue()


def _ods_cell(value):
    if isinstance(value, str):
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def xls(rows) -> bytes:
    """A compound file with one stream, the workbook."""
    stream = _workbook(rows).ljust(4096, b"\0")  # shorter ones would go to another place
    stream += b"\0" * (-len(stream) % SECTOR)
    sectors = len(stream) // SECTOR
    chain = [*range(3, sectors + 2), END]  # sector 0: the table of sectors, 1: the directory
    table = struct.pack("<128I", *([FAT, END, *chain] + [FREE] * 128)[:128])
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack(
            "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0, 0
        )
    )
    header += struct.pack("<I", FREE) * ((SECTOR - len(header)) // 4)
    directory = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    return header + table + directory.ljust(SECTOR, b"\0") + stream


def _entry(name, kind, start, size, child=FREE):
    told = name.encode("utf-16-le") + b"\0\0"
    head = told.ljust(64, b"\0") + struct.pack("<HBBIII", len(told), kind, 1, FREE, FREE, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def _workbook(rows):
    version = struct.pack("<HHHHII", 0x600, 0, 0x0DBB, 1996, 0, 6)
    name = "Hoja1"
    sheet = _record(0x809, version.replace(b"\x00\x06\x00\x00", b"\x00\x06\x10\x00", 1))
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", line, column, 0)
            if isinstance(value, str):
                told = value.encode("utf-16-le")
                sheet += _record(0x204, place + struct.pack("<HB", len(value), 1) + told)
            else:
                sheet += _record(0x203, place + struct.pack("<d", value))
    sheet += _record(0x0A)
    globals_ = _record(0x809, version.replace(b"\x00\x06\x00\x00", b"\x00\x06\x05\x00", 1))
    size = len(globals_) + 4 + 8 + len(name) + 4
    globals_ += _record(0x85, struct.pack("<IBBBB", size, 0, 0, len(name), 0) + name.encode())
    return globals_ + _record(0x0A) + sheet


def _record(kind, content=b""):
    return struct.pack("<HH", kind, len(content)) + content
