"""Names as they are compared: without accents, capitals, legal form or order.

«Fundación Educativa La Arboleda» and «ARBOLEDA, FUNDACION EDUCATIVA LA» are the same name, and so
are «Cementos del Otún S.A.S.» and «CEMENTOS DEL OTUN LTDA.»: the key only serves to offer what may
be the same customer. It never decides.
"""

import re
import unicodedata
from difflib import SequenceMatcher

# What a company is, not what it is called.
LEGAL_FORMS = (
    "sociedad por acciones simplificada",
    "sociedad comanditaria por acciones",
    "sociedad en comandita",
    "sociedad anonima",
    "sociedad limitada",
    "empresa unipersonal",
    "empresa social del estado",
    "empresas sociales del estado",
    "en reorganizacion",
    "en reestructuracion",
    "en liquidacion",
    "s en c",
    "senc",
    "sas",
    "sa",
    "sca",
    "scs",
    "spa",
    "bic",
    "esp",
    "ese",
    "eu",
    "ltda",
    "limitada",
    "cia",
    "compania",
    "sucursal colombia",
)
SMALL_WORDS = frozenset(
    ["a", "al", "de", "del", "e", "el", "en", "la", "las", "lo", "los", "para", "por", "y"]
)

_FORMS = re.compile(rf"\b(?:{'|'.join(LEGAL_FORMS)})\b")


def fold(text: str) -> str:
    """Words in small letters without accents; letters with dots become one word (S.A.S. → sas)."""
    text = unicodedata.normalize("NFKD", str(text)).casefold()
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = re.sub(r"[.'’´`]", "", text.replace("&", " y ").replace("+", " y "))
    words = re.findall(r"[^\W_]+", text)
    return " ".join(_joined(words))


def key(text: str) -> str:
    """What equal names share. A name made of nothing but forms and small words keeps them."""
    plain = fold(text).split()
    named = _FORMS.sub(" ", " ".join(plain)).split()
    telling = [word for word in named if word not in SMALL_WORDS]
    return " ".join(sorted(telling or named or plain))


def likeness(one: str, other: str) -> float:
    """How alike two keys are, from 0 to 1: a slip of the pen stays above 0.85."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def tidy(text: str) -> str:
    """As it will be kept: no double spaces, no control signs, none at the ends."""
    text = unicodedata.normalize("NFC", str(text))
    text = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    return " ".join(text.split())


def _joined(words):
    """Runs of single letters as one word: `s a s` → `sas`, `j m perez` → `jm perez`.

    An `y` or `e` alone between words is the conjunction, not an initial.
    """
    run = []
    for word in words:
        if len(word) == 1:
            run.append(word)
            continue
        if run:
            yield "".join(run)
            run = []
        yield word
    if run:
        yield "".join(run)
