"""The words of what is written down and of what is asked for, made comparable.

Both sides lose accents and capitals here and not in the database, so that both databases find the
same and PostgreSQL needs no extension.
"""

import re
import unicodedata

from koios.core.text import fold

LONGEST = 60  # letters of a word that count
INDEXED = 20_000  # words of a record that are kept
ASKED = 12  # words of a question that count; a text of 10 kB is still a question

# Common words narrow nothing and cost the most.
COMMON = {
    *("a", "al", "con", "de", "del", "el", "en", "es", "la", "las", "lo", "los", "no", "o"),
    *("para", "por", "que", "se", "su", "un", "una", "y"),
}

_POINTS = re.compile(r"(?<=\d)[.’'](?=\d{3}(?!\d))")  # 900.123.456


def words_of(text: str) -> list:
    """The different words of a text, in order: numbers without points, and without zeros too."""
    found = {}
    for word in _split(text):
        found[word] = None
        if word[0] == "0" and word.isdigit():
            found[word.lstrip("0") or "0"] = None
        if len(found) >= INDEXED:
            break
    return list(found)


def asked(text: str) -> list:
    """The words that a question asks for; common ones only if there is nothing else."""
    found = list(dict.fromkeys(_split(text[:2000])))
    telling = [word for word in found if word not in COMMON]
    return (telling or found)[:ASKED]


def singular(word: str) -> str:
    """The word without its plural: as a beginning, it finds both."""
    if len(word) > 4 and word.endswith("es") and word[-3] not in "aeiou":
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and word.isalpha() else word


def _split(text):
    plain = _POINTS.sub("", fold(str(text)))
    spaced = "".join(letter if _is_of_a_word(letter) else " " for letter in plain)
    return [word[:LONGEST] for word in spaced.split()]


def _is_of_a_word(letter):
    # By an old table: both databases agree about letters that were known by then.
    return letter.isalnum() and unicodedata.ucd_3_2_0.category(letter)[0] in "LN"
