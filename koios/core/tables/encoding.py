"""How a text file is encoded: by its mark, else UTF-8, else the old encoding that spells best.

Lists come from many years of office programs: Windows (cp1252, and latin-1 inside it), DOS (cp850)
and the Mac. They are told apart by how Spanish the result looks (docs/decisions/0006).
"""

import codecs
import io

from django.utils.translation import gettext as _

from koios.core.tables.refusal import NotATable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD = ("cp1252", "cp850", "mac_roman")
SMALL, LARGE = set("áéíóúüñ"), set("ÁÉÍÓÚÜÑ")
OTHER = set("¿¡°ºª–—“”’‘…€·´«»")
LINES_TO_SPELL = 400


def _bad_bytes(error):
    """Bytes that are not of the encoding, read as Windows writes them: a file of two origins."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", "replace") for byte in bad), error.end


codecs.register_error("koios", _bad_bytes)


def of(source, begin: bytes) -> str:
    """The encoding of a file, by its bytes."""
    for mark, name in MARKS:
        if begin.startswith(mark):
            return name
    if b"\0" in begin:
        return _without_mark(begin)
    with io.BytesIO(source) if isinstance(source, bytes) else open(source, "rb") as file:
        if _is_utf8(file):
            return "utf-8"
        file.seek(0)
        content = file.read()
    read = content.decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= letter <= "\udcff" for letter in read)
    if wrong < sum(letter > "\x7f" for letter in read) - wrong:
        return "utf-8"
    accented = [line for line in content.splitlines() if not line.isascii()]
    sample = b"\n".join(accented[:LINES_TO_SPELL])
    best = max(OLD, key=lambda name: _spelling(sample.decode(name, "koios")))
    if best == "cp1252" and not any(0x80 <= byte <= 0x9F for byte in content):
        return "latin-1"
    return best


def known(name: str) -> str:
    """The encoding that a person wrote, if there is one of that name."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        info = None
    if info is None or not info._is_text_encoding:
        raise NotATable(
            _("No se conoce la codificación «%(name)s». Use utf-8, latin-1 o cp1252.")
            % {"name": name}
        )
    # The mark of UTF-8 is taken off whether or not it was announced.
    return "utf-8-sig" if info.name == "utf-8" else info.name


def _is_utf8(file):
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(1024 * 1024):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _without_mark(begin):
    """UTF-16 that forgot to say so has a NUL in every second byte; a few NULs are just dirt."""
    even, odd = begin[::2].count(0), begin[1::2].count(0)
    half = len(begin) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    if begin.count(0) > len(begin) * 0.1:
        raise NotATable(
            _("El archivo no es de texto ni una hoja de cálculo. Pida la lista en XLSX o CSV.")
        )
    return "utf-8"


def _spelling(text):
    """How much a reading looks like Spanish: accents where they belong, few odd signs."""
    score = 0
    for before, letter in zip(" " + text, text, strict=False):
        if letter in SMALL:
            score += -1 if before.isupper() else 2
        elif letter in LARGE:
            score += -1 if before.islower() else 2
        elif letter in OTHER:
            score += 1
        elif letter > "\x7f":
            score -= 2
    return score
