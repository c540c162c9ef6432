"""The keys of public links: short enough to be read over the phone, too many to be guessed.

A token is worked out from what it opens, and nothing is stored: HMAC-SHA-256 with a key of this
home, of the purpose, the record and the version of its link. To revoke a link, raise the record's
version; to revoke all, change the key.

Twelve characters of an alphabet of 58 are 58¹² ≈ 1.45 × 10²¹ tokens, 70.3 bits. Whoever tries a
thousand a second for a century guesses one of a million open records with a probability of
about two in a thousand; and the doors count their visitors (`core/limits`).
"""

import hashlib
import hmac
import math

from django.conf import settings

# Without 0, O, I and l: each is read as its look-alike, which is in the alphabet. Case counts.
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LENGTH = 12
ENTROPY = LENGTH * math.log2(len(ALPHABET))

_LOOK_ALIKES = str.maketrans({"0": "o", "O": "o", "I": "1", "l": "1"})
_BETWEEN = str.maketrans("", "", " -\u00a0\u2010\u2011\u2013\u2014")


def token_for(purpose: str, pk, version: int = 1) -> str:
    """The token that opens a record for a purpose: `Kf7q-29Xw-Lm3T`."""
    drawn = int.from_bytes(_mac(purpose, pk, version))
    characters = []
    for _ in range(LENGTH):
        drawn, place = divmod(drawn, len(ALPHABET))
        characters.append(ALPHABET[place])
    text = "".join(characters)
    return "-".join(text[start : start + 4] for start in range(0, LENGTH, 4))


def matches(token: str, purpose: str, pk, version: int = 1) -> bool:
    """Whether the token opens the record, in a time that does not depend on how close it is.

    Dashes and spaces do not count, nor does a 0 written for an o or an l for a 1.
    """
    right = _bare(token_for(purpose, pk, version))
    return hmac.compare_digest(_bare(token).encode(), right.encode())


def _mac(purpose, pk, version):
    # Each part with its length before it, so that no two different questions read the same.
    parts = [str(part).encode() for part in ("koios link 1", purpose, pk, version)]
    message = b"".join(len(part).to_bytes(4) + part for part in parts)
    return hmac.digest(settings.TOKEN_KEY.encode(), message, hashlib.sha256)


def _bare(token):
    return str(token)[:64].translate(_BETWEEN).translate(_LOOK_ALIKES)
