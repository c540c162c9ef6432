"""Files that hold files: ZIP (docx, xlsx, odt …) and OLE (doc, xls, msg), looked into.

Nothing is unpacked but one small part. What a reader would choke on is refused before: parts that
swell beyond measure, more parts than an office program writes, parts laid over one another.
"""

import re
import zipfile

from django.utils.translation import gettext as _

from koios.core.files.refused import Unfit

_MOST_UNPACKED = 300 * 1024 * 1024
_MOST_SWELLING = 200  # unpacked bytes to a packed one, for parts that matter in size
_MOST_DIRECTORY = 512 * 1024  # bytes of the list of parts: some thousands
_LARGEST_LIST = 1024 * 1024

_OOXML_MAIN = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "presentationml.presentation.main+xml": "pptx",
}
_ODF_MAIN = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OLE_MAIN = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
    "__properties_version1.0": "msg",
}
_OLE_MACROS = {"_VBA_PROJECT", "VBA", "Macros", "_VBA_PROJECT_CUR"}


def key_of(source, head):
    """The kind of an office file or archive; None when these bytes hold no others."""
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(source)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _in_ole(source)
    return None


def _in_zip(source):
    try:
        _bound_the_list(source)
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
            _bound_the_parts(source, parts)
            names = {part.filename for part in parts}
            if "[Content_Types].xml" in names:
                return _in_ooxml(archive, names)
            if "mimetype" in names:
                return _in_odf(archive, names)
            return "zip"
    except Unfit:
        raise
    except Exception:  # a broken archive breaks its reader in a dozen ways
        raise Unfit(_("está dañado: no se puede abrir")) from None


def _in_ooxml(archive, names):
    types = set(
        re.findall(rb'ContentType\s*=\s*["\']([^"\']+)["\']', _read(archive, "[Content_Types].xml"))
    )
    if any(b"macroEnabled" in kind or b"vbaProject" in kind for kind in types) or any(
        name.lower().endswith("vbaproject.bin") for name in names
    ):
        raise _macros()
    for kind in types:
        for ending, key in _OOXML_MAIN.items():
            if kind.decode("ascii", "replace").endswith(ending):
                return key
    return "zip"


def _in_odf(archive, names):
    key = _ODF_MAIN.get(_read(archive, "mimetype").strip())
    if key and any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise _macros()
    return key or "zip"


def _in_ole(source):
    names = set(_ole_names(source))
    if "EncryptedPackage" in names:
        raise Unfit(_("está protegido con contraseña; guárdelo sin ella"))
    if names & _OLE_MACROS:
        raise _macros()
    return next((key for name, key in _OLE_MAIN.items() if name in names), None)


def _ole_names(source):
    """Names of the streams. Entries of 128 bytes say themselves what they are, in any order."""
    source.seek(0)
    content = source.read()
    for at in range(512, len(content) - 127, 128):
        length = int.from_bytes(content[at + 64 : at + 66], "little")
        if 4 <= length <= 64 and content[at + 66] in {1, 2, 5} and content[at + 67] in {0, 1}:
            yield content[at : at + length - 2].decode("utf-16-le", "replace")


def _bound_the_list(source):
    """Read how long the list of parts is before anyone reads the list."""
    source.seek(0, 2)
    size = source.tell()
    source.seek(max(0, size - 65_557))
    tail = source.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile
    if int.from_bytes(tail[at + 12 : at + 16], "little") > _MOST_DIRECTORY:
        raise Unfit(_("contiene demasiadas partes"))
    source.seek(0)


def _bound_the_parts(source, parts):
    source.seek(0, 2)
    size = source.tell()
    if any(part.flag_bits & 1 for part in parts):
        raise Unfit(_("está protegido con contraseña; guárdelo sin ella"))
    swollen = any(
        part.file_size > 1024 * 1024
        and part.file_size > _MOST_SWELLING * max(1, part.compress_size)
        for part in parts
    )
    unpacked = sum(part.file_size for part in parts)
    overlaid = sum(part.compress_size for part in parts) > size
    if swollen or overlaid or unpacked > _MOST_UNPACKED:
        raise Unfit(_("al abrirse ocuparía demasiado espacio"))


def _read(archive, name):
    with archive.open(name) as part:
        return part.read(_LARGEST_LIST)


def _macros():
    return Unfit(_("trae macros; guárdelo sin ellas"))
