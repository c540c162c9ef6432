"""What a file may be called: fit to be shown, and to be saved on any computer."""

import re
import unicodedata

LONGEST = 150  # characters, with the extension
_MOST_BYTES = 240  # file systems stop at 255 bytes

_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$", re.IGNORECASE)
# Control, format (where bidirectional marks live), surrogate, private, unassigned, line breaks
_UNSHOWABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean(name: str, extensions: tuple[str, ...] = ()) -> str:
    """The name without path, marks that cannot be seen or words that Windows keeps for itself.

    `extensions` are those of the file's true kind: a name that ends in another gets the first of
    them behind it, so that `factura.html` which holds plain text is saved as `factura.html.txt`.
    """
    name = unicodedata.normalize("NFC", str(name))
    name = re.split(r"[\\/]", name)[-1]
    name = "".join(
        " " if mark.isspace() else mark
        for mark in name
        if mark.isspace() or unicodedata.category(mark) not in _UNSHOWABLE
    )
    name = _FORBIDDEN.sub("_", name)
    name = re.sub(r" +", " ", name).strip(" .")
    stem, extension = _split(name)
    if extensions and extension.lower() not in extensions:
        stem, extension = name, extensions[0]
    if _RESERVED.match(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    ending = f".{extension}" if extension else ""
    return _shortened(stem or "archivo", ending) + ending


def _split(name):
    """The stem, and the extension when it looks like one."""
    match = re.fullmatch(r"(.*[^. ])\.([A-Za-z0-9]{1,8})", name)
    if match:
        return match.group(1), match.group(2)
    return name, ""


def _shortened(stem, ending):
    stem = stem[: LONGEST - len(ending)]
    while len((stem + ending).encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .") or "archivo"
