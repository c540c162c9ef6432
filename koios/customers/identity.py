"""Document numbers: one number, one customer, at every door.

A NIT is kept without its check digit and without dots. People write it in many ways (`890.204.771`,
`890204771-6`, `8902047716`, `NIT 890 204 771 - 6`), and all of them must lead to the same customer.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.refusals import Refusal

PRIMES = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)


class DocumentType(models.TextChoices):
    """Kinds of identity document, with the words of the DIAN."""

    NIT = "NIT", gettext_lazy("NIT")
    CC = "CC", gettext_lazy("Cédula de ciudadanía")
    CE = "CE", gettext_lazy("Cédula de extranjería")
    TI = "TI", gettext_lazy("Tarjeta de identidad")
    PPT = "PPT", gettext_lazy("Permiso por protección temporal")
    PA = "PA", gettext_lazy("Pasaporte")


DIAN_CODES = {"NIT": "31", "CC": "13", "CE": "22", "TI": "12", "PPT": "48", "PA": "41"}

# A person's NIT is their cédula, and the number of a card of identity stays when it becomes one:
# within this group the same number is the same person, whatever the type that was written.
NATIONAL = {DocumentType.NIT, DocumentType.CC, DocumentType.TI}

_WORDS = {
    "nit": DocumentType.NIT,
    "cc": DocumentType.CC,
    "cedula": DocumentType.CC,
    "ceduladeciudadania": DocumentType.CC,
    "ce": DocumentType.CE,
    "ceduladeextranjeria": DocumentType.CE,
    "ti": DocumentType.TI,
    "tarjetadeidentidad": DocumentType.TI,
    "ppt": DocumentType.PPT,
    "permisoporprotecciontemporal": DocumentType.PPT,
    "pa": DocumentType.PA,
    "pasaporte": DocumentType.PA,
} | {code: DocumentType(kind) for kind, code in DIAN_CODES.items()}


class BadDocument(Refusal):
    """What was written is not a document number."""


@dataclass(frozen=True)
class Document:
    """A number that has been read: `number` is bare, without check digit, dots or spaces."""

    type: str
    number: str

    @property
    def key(self) -> str:
        """What is unique: the number within its group of types."""
        return f"{'CO' if self.type in NATIONAL else self.type}:{self.number}"

    @property
    def check_digit(self) -> str:
        return str(check_digit(self.number)) if self.type == DocumentType.NIT else ""

    def __str__(self):
        return f"{self.type} {written(self.type, self.number)}"


def check_digit(number: str) -> int:
    """The DV of a NIT (Orden Administrativa 4 de 1989)."""
    total = sum(int(digit) * prime for digit, prime in zip(reversed(number), PRIMES, strict=False))
    remainder = total % 11
    return remainder if remainder < 2 else 11 - remainder


def written(type: str, number: str) -> str:
    """As people read it: `890.204.771-6`, `24.488.310`, `AB123456`."""
    if not number.isdigit() or type == DocumentType.PA:
        return number
    dotted = f"{int(number):,}".replace(",", ".")
    return f"{dotted}-{check_digit(number)}" if type == DocumentType.NIT else dotted


def read(text: str, *, type: str = "", dv: str = "") -> Document:
    """The document that a text names, or a refusal that says what is wrong with it.

    Without a type it is taken from the text (`C.C. 24.488.310`) or from the number: nine digits
    that begin with 8 or 9 are a company's NIT, and so is whatever brings a check digit.
    """
    type = type_named(type)
    said, rest = _split_word(str(text), type)
    type = type or said
    if type == DocumentType.PA or (not type and re.fullmatch(r"[A-Z]{1,3}[0-9]{4,}", rest)):
        return Document(DocumentType.PA, _passport(rest))
    number, apart = _digits(rest)
    dv = apart or _one_digit(dv)
    folded = fold(number) if not type or type in NATIONAL else number
    if folded != number:
        if type not in {"", DocumentType.NIT}:
            raise BadDocument(
                _("«%(text)s» es un NIT con su dígito de verificación. Elija NIT.")
                % {"text": number}
            )
        type = DocumentType.NIT
    if not type:
        company = len(folded) == 9 and folded[0] in "89"
        type = DocumentType.NIT if company or dv else DocumentType.CC
    if not 6 <= len(folded) <= 10:
        raise BadDocument(_wrong_length(folded))
    if dv and type in NATIONAL and int(dv) != check_digit(folded):
        raise BadDocument(
            _("El dígito de verificación de %(number)s es %(right)s, no %(wrong)s.")
            % {"number": folded, "right": check_digit(folded), "wrong": dv}
        )
    return Document(DocumentType(type), folded)


def fold(number: str) -> str:
    """Ten digits that begin with 8 or 9 and end in the right check digit are nine and their DV.

    Any other ten digits stay as they are: they are a cédula.
    """
    if len(number) == 10 and number[0] in "89" and int(number[9]) == check_digit(number[:9]):
        return number[:9]
    return number


def type_named(text: str) -> str:
    """`C.C.`, `Cédula`, `13` or `NIT` as a DocumentType; empty for what is not one."""
    return _WORDS.get(re.sub(r"[^a-z0-9]", "", _plain(str(text)).lower()), "")


def lookup_key(text: str) -> str:
    """The unique key behind what someone typed to find a customer; empty if it is no number."""
    try:
        return read(text).key
    except BadDocument:
        return ""


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def _split_word(text: str, type: str) -> tuple[str, str]:
    """`NIT 890…` → (NIT, 890…). A passport may begin with the same letters: those stay."""
    text = unicodedata.normalize("NFKC", text).strip()
    lead = re.match(r"[^0-9]*", text)[0]
    first = lead.split(" ")[0]
    for word, rest in ((lead, text[len(lead) :]), (first, text[len(first) :])):
        named = type_named(re.sub(r"(?i)\b(?:nro|no|n[uú]mero)\b", "", word))
        if named and not (type == DocumentType.PA and word == lead and not lead.endswith(" ")):
            return named, rest.strip()
    return "", text


def _digits(text: str) -> tuple[str, str]:
    """The bare number, and the check digit if it came behind a hyphen."""
    text = re.sub(r"[‐‑‒–—−]", "-", text.strip())  # every dash that Unicode and Word know
    if re.fullmatch(r"\d+[.,]0+", text) and not re.fullmatch(r"\d{1,3}[.,]000", text):
        text = re.split(r"[.,]", text)[0]  # a spreadsheet kept the number as a decimal
    if re.fullmatch(r"[\d.,]+[eE]\+?\d+", text):
        raise BadDocument(
            _(
                "«%(text)s» perdió cifras en la hoja de cálculo. "
                "Dé a la columna formato de texto y escriba el número completo."
            )
            % {"text": text}
        )
    match = re.fullmatch(r"(?P<number>\d[\d.,\s]*?)\s*(?:-\s*(?P<dv>\d))?", text, re.ASCII)
    if match is None:
        hyphens = re.fullmatch(r"\d{1,3}(?:-\d{3})+(?:-(?P<dv>\d))?", text, re.ASCII)
        if hyphens is None:
            raise BadDocument(
                _("«%(text)s» no es un número de documento. Escriba solo sus cifras.")
                % {"text": text[:60]}
            )
        dv = hyphens["dv"] or ""
        number = text[: -len(dv) - 1] if dv else text
    else:
        number, dv = match["number"], match["dv"] or ""
    return re.sub(r"\D", "", number).lstrip("0"), dv


def _one_digit(text: str) -> str:
    """A check digit from its own column, where spreadsheets leave `4.0`."""
    text = str(text).strip()
    if not text:
        return ""
    match = re.fullmatch(r"(\d)(?:[.,]0+)?", text, re.ASCII)
    if match is None:
        raise BadDocument(
            _("«%(text)s» no es un dígito de verificación: es una sola cifra.")
            % {"text": text[:20]}
        )
    return match[1]


def _passport(text: str) -> str:
    number = re.sub(r"[\s.\-]", "", text).upper()
    if not re.fullmatch(r"[A-Z0-9]{5,20}", number):
        raise BadDocument(
            _("«%(text)s» no es un pasaporte: son de 5 a 20 letras y cifras.") % {"text": text[:60]}
        )
    return number


def _wrong_length(number: str) -> str:
    if len(number) == 11 and int(number[10]) == check_digit(number[:10]):
        return _(
            "%(number)s tiene 11 cifras. Si la última es el dígito de verificación, "
            "sepárela con un guion."
        ) % {"number": number}
    return _("%(number)s tiene %(count)s cifras; un documento tiene de 6 a 10.") % {
        "number": number or "0",
        "count": len(number),
    }
