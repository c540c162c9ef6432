"""Who is mentioned in a note: `@Andrea Ruiz`, or `@Andrea` where only one has that name."""

from collections import Counter

from koios.accounts.models import User
from koios.core.text import fold


def mentioned_in(text) -> list:
    """The active people whose name follows an @ in the text."""
    if "@" not in text:
        return []
    folded = fold(text)
    people = list(User.objects.active())
    first_names = Counter(_first(person) for person in people)
    return [
        person
        for person in people
        if f"@{fold(person.name)}" in folded
        or (first_names[_first(person)] == 1 and _stands(f"@{_first(person)}", folded))
    ]


def _first(person):
    return fold(person.name).partition(" ")[0]


def _stands(word, text):
    """As a whole word: `@ana` is not in `@anabel`."""
    at = text.find(word)
    while at >= 0:
        after = text[at + len(word) : at + len(word) + 1]
        if not after.isalnum():
            return True
        at = text.find(word, at + 1)
    return False
