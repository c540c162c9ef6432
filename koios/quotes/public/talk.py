"""What was said between the customer and the company, as the customer reads it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from koios.core.files import File
from koios.quotes.conversation import QuoteMessage


@dataclass(frozen=True)
class Say:
    """Something that was said, by the customer or by the company."""

    at: datetime
    text: str
    who: str = ""
    of: str = ""
    files: list = field(default_factory=list)
    is_mine: bool = False


def of(quote) -> list:
    """The oldest first; notes of the team are no part of it."""
    outside = quote.messages.exclude(direction=QuoteMessage.Direction.INTERNAL)
    said = list(outside.select_related("author"))
    files = _files_of(said)
    return [_say(one, with_addresses(quote, files.get(str(one.pk), ()))) for one in said]


def with_addresses(quote, files) -> list:
    """Files as `ui/_files.html` wants them, each where this quote's key opens it."""
    return [
        {
            "name": file.name,
            "size": file.size,
            "url": reverse("public_quotes:file", args=[quote.token, file.pk]),
        }
        for file in files
    ]


def _say(said, files):
    mine = said.direction == QuoteMessage.Direction.IN
    return Say(
        said.at,
        said.text,
        who=said.name if mine else str(said.author or ""),
        of=said.author.job_title if said.author and not mine else "",
        files=files,
        is_mine=mine,
    )


def _files_of(said) -> dict:
    """The files of all of them by the key of each, in one query."""
    if not said:
        return {}
    keys = [str(one.pk) for one in said]
    found = File.objects.filter(subject_type=QuoteMessage._meta.label_lower, subject_id__in=keys)
    gathered = {}
    for file in found.select_related("blob"):
        gathered.setdefault(file.subject_id, []).append(file)
    return gathered
