"""Texts as people compare them: without accents, capitals or doubled spaces."""

import re
import unicodedata

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """«Ñandú  S.A.S.» → «nandu s.a.s.»"""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def words(text: str) -> str:
    """Only the words, folded: «Fecha_de-Creación:» → «fecha de creacion»"""
    return _BETWEEN_WORDS.sub(" ", fold(text)).strip()
