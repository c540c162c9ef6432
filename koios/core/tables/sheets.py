"""Workbooks: XLSX, XLSB, XLS and ODS."""

import io
import zipfile

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError
from python_calamine import SheetTypeEnum as Type
from python_calamine import SheetVisibleEnum as Visible

from koios.core.tables.cells import cleaned
from koios.core.tables.refusal import NotATable

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNPACKED_LIMIT = 600 * 1024 * 1024
KINDS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}


def is_workbook(begin: bytes) -> bool:
    return begin.startswith((ZIP, OLE))


def open_sheet(source, name=None):
    """How the workbook is written, and a function that gives the records of one sheet.

    Without a name it is the first sheet, of those that can be seen, with anything on it.
    """
    kind = _kind(source)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(source) if _is_bytes(source) else source)
        sheet = _chosen(book, name)
        form = {"kind": kind, "sheet": sheet.name, "sheets": _seen(book)}
    except PasswordError as error:
        raise NotATable(
            _("El archivo tiene contraseña. Guárdelo sin ella y vuelva a subirlo.")
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged() from error

    def records():
        try:
            for line, cells in enumerate(sheet.iter_rows(), start=1):
                yield line, [_value(cell) for cell in cells]
        except CalamineError as error:
            raise _damaged() from error

    # Empty columns on the left are not given; their letters still count.
    return {**form, "left": sheet.start[1] if sheet.start else 0}, records


def _is_bytes(source):
    return isinstance(source, bytes)


def _kind(source):
    with io.BytesIO(source) if _is_bytes(source) else open(source, "rb") as file:
        if file.read(8).startswith(OLE):
            return "xls"
        try:
            with zipfile.ZipFile(file) as packed:
                names = {info.filename: info.file_size for info in packed.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _damaged() from error
    if sum(names.values()) > UNPACKED_LIMIT:
        raise NotATable(_("El archivo es demasiado grande una vez abierto. Pártalo en varios."))
    for name, kind in KINDS.items():
        if name in names:
            return kind
    raise NotATable(
        _("El archivo no es una hoja de cálculo (XLSX, XLS, ODS) ni un CSV. Pida la lista en uno.")
    )


def _seen(book):
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == Visible.Visible and sheet.typ == Type.WorkSheet
    ]


def _chosen(book, name):
    if name:
        if name not in book.sheet_names:
            raise NotATable(
                _("El archivo no tiene una hoja «%(name)s». Tiene: %(names)s.")
                % {"name": name, "names": ", ".join(_seen(book))}
            )
        return book.get_sheet_by_name(name)
    for seen in _seen(book):
        sheet = book.get_sheet_by_name(seen)
        if sheet.height:
            return sheet
    raise NotATable(_("El archivo no tiene ninguna hoja con datos."))


def _value(cell):
    if isinstance(cell, str):
        # The apostrophe that defuses a cell is of CSV alone.
        return cell if cell.isprintable() else cleaned(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell


def _damaged():
    return NotATable(
        _("La hoja de cálculo está dañada. Ábrala, guárdela de nuevo como XLSX y vuelva a subirla.")
    )
