"""What a file is, told by its bytes. Its name and what the browser claims count for nothing."""

from dataclasses import dataclass
from typing import BinaryIO

import puremagic
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.files import containers, texts
from koios.core.files.refused import Unfit
from koios.core.registry import Registry

HEAD = 8192


@dataclass(frozen=True)
class Kind:
    """A sort of file that we can tell from its bytes."""

    key: str
    label: str
    mime: str
    extensions: tuple[str, ...]
    family: str  # document, sheet, image, audio, video, mail, text, other

    @property
    def extension(self):
        return self.extensions[0]


kinds = Registry()


def _add(key, label, mime, extensions, family):
    kinds.add(key, Kind(key, label, mime, tuple(extensions.split()), family))


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_add("pdf", gettext_lazy("PDF"), "application/pdf", "pdf", "document")
_add("jpg", gettext_lazy("imagen JPG"), "image/jpeg", "jpg jpeg jpe jfif", "image")
_add("png", gettext_lazy("imagen PNG"), "image/png", "png", "image")
_add("webp", gettext_lazy("imagen WebP"), "image/webp", "webp", "image")
_add("heic", gettext_lazy("imagen HEIC"), "image/heic", "heic heif hif", "image")
_add("gif", gettext_lazy("imagen GIF"), "image/gif", "gif", "image")
_add("tiff", gettext_lazy("imagen TIFF"), "image/tiff", "tif tiff", "image")
_add("bmp", gettext_lazy("imagen BMP"), "image/bmp", "bmp", "image")
_add(
    "docx",
    gettext_lazy("documento de Word"),
    f"{_OOXML}wordprocessingml.document",
    "docx",
    "document",
)
_add("xlsx", gettext_lazy("hoja de Excel"), f"{_OOXML}spreadsheetml.sheet", "xlsx", "sheet")
_add(
    "pptx", gettext_lazy("presentación"), f"{_OOXML}presentationml.presentation", "pptx", "document"
)
_add("doc", gettext_lazy("documento de Word"), "application/msword", "doc", "document")
_add("xls", gettext_lazy("hoja de Excel"), "application/vnd.ms-excel", "xls", "sheet")
_add("ppt", gettext_lazy("presentación"), "application/vnd.ms-powerpoint", "ppt", "document")
_add("odt", gettext_lazy("documento de texto"), f"{_ODF}text", "odt", "document")
_add("ods", gettext_lazy("hoja de cálculo"), f"{_ODF}spreadsheet", "ods", "sheet")
_add("odp", gettext_lazy("presentación"), f"{_ODF}presentation", "odp", "document")
_add("csv", gettext_lazy("tabla CSV"), "text/csv", "csv", "sheet")
_add("txt", gettext_lazy("texto"), "text/plain", "txt", "text")
_add("eml", gettext_lazy("correo"), "message/rfc822", "eml", "mail")
_add("msg", gettext_lazy("correo de Outlook"), "application/vnd.ms-outlook", "msg", "mail")
_add("mp3", gettext_lazy("audio MP3"), "audio/mpeg", "mp3", "audio")
_add("ogg", gettext_lazy("audio OGG"), "audio/ogg", "ogg oga opus", "audio")
_add("m4a", gettext_lazy("audio M4A"), "audio/mp4", "m4a", "audio")
_add("wav", gettext_lazy("audio WAV"), "audio/wav", "wav", "audio")
_add("mp4", gettext_lazy("video MP4"), "video/mp4", "mp4 m4v 3gp", "video")
_add("mov", gettext_lazy("video MOV"), "video/quicktime", "mov qt", "video")
_add("zip", gettext_lazy("archivo ZIP"), "application/zip", "zip", "other")
_add("bin", gettext_lazy("archivo"), "application/octet-stream", "bin", "other")

# What a company receives unless it decides otherwise
ALLOWED = [
    *("pdf", "jpg", "png", "webp", "heic", "gif"),
    *("doc", "docx", "xls", "xlsx", "odt", "ods", "csv", "txt"),
    *("mp3", "ogg", "m4a", "mp4", "mov", "eml", "msg"),
]

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_M4A_BRANDS = {b"M4A ", b"M4B ", b"M4P "}
_VIDEO_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ",
                 b"dash", b"MSNV", b"mmp4", b"3gp4", b"3gp5", b"3gp6", b"3g2a"}  # fmt: skip


def identify(source: BinaryIO, name: str = "") -> Kind:
    """The kind of these bytes, or `Unfit` with the reason.

    The name only chooses between kinds that no byte tells apart: a table and a plain text.
    """
    source.seek(0)
    head = source.read(HEAD)
    if not head:
        raise Unfit(_("está vacío"))
    key = _by_signature(head) or containers.key_of(source, head) or texts.key_of(source, head, name)
    if key is None:
        raise Unfit(_("no es de un tipo que podamos recibir ({seems})").format(seems=seems(head)))
    return kinds[key]


def seems(head: bytes) -> str:
    """What unknown bytes look like, to say it in the refusal."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        found = []
    extension = next((match.extension.strip(".") for match in found if match.extension), "")
    if extension:
        return _("parece «.{extension}»").format(extension=extension)
    return _("tipo desconocido")


def _by_signature(head):
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return "pdf"
    for signature, key in _SIGNATURES:
        if head.startswith(signature):
            return key
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[0] == 0xFF and head[1:2] and head[1] in {0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2}:
        return "mp3"
    return None


_SIGNATURES = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
)


def _by_brand(head):
    size = int.from_bytes(head[:4], "big")
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, min(size, 256), 4)}
    if head[8:12] in _HEIF_BRANDS and b"avif" not in brands:
        return "heic"
    if head[8:12] in _M4A_BRANDS:
        return "m4a"
    if head[8:12] == b"qt  ":
        return "mov"
    if brands & _VIDEO_BRANDS:
        return "mp4"
    return None
