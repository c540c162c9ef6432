"""What the search found, as its page shows it."""

from dataclasses import dataclass
from itertools import groupby

from koios.core.search import Hit, Provider
from koios.core.text import words


@dataclass(frozen=True)
class Group:
    """The hits of a kind."""

    provider: Provider
    hits: list


def grouped(hits: list[Hit]) -> list[Group]:
    found = groupby(hits, key=lambda hit: hit.provider)
    return [Group(provider, list(those)) for provider, those in found]


def exact(hits: list[Hit], asked: str) -> Hit | None:
    """The one record that carries this very number: a radicado, a quote, a tax number."""
    wanted = _bare(asked)
    if not any(letter.isdigit() for letter in wanted):
        return None
    found = [hit for hit in hits if wanted in _numbers(hit.record)]
    return found[0] if len(found) == 1 else None


def _numbers(record):
    """What a record may be called by; numbers that people write with points and dashes."""
    told = (getattr(record, name, None) for name in ("number", "document", "document_number"))
    return {_bare(str(one)) for one in told if one}


def _bare(text):
    return words(text).replace(" ", "")
