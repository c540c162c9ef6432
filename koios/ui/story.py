"""The story of a record: messages, notes of the team, mail and what the system did, on one line."""

from dataclasses import dataclass, field
from datetime import datetime

from koios.ui import formats


@dataclass(frozen=True)
class MailStep:
    """A step of a message on its way: queued, sent, delivered, bounced."""

    label: str
    tone: str = ""  # ok, warn, bad or nothing
    icon: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened to a record.

    With a `body` it is a box (what someone wrote); without, a line. `who` did what `did` tells;
    `did` may be safe HTML with links. `inner`: only the team sees it.
    """

    at: datetime
    who: str = ""
    did: str = ""
    body: str = ""
    icon: str = ""
    inner: bool = False
    files: list = field(default_factory=list)
    mail: list = field(default_factory=list)  # of lists of `MailStep`, one for each message
    due: object = None
    pill: str = ""
    id: str = ""

    @property
    def is_box(self):
        return bool(self.body or self.files)

    @property
    def at_style(self):
        """How the instant is written behind a line: it goes on with a sentence that is not over."""
        return "moment_short" if str(self.did).endswith(".") else "moment_within"


def by_month(events) -> list:
    """[(«julio de 2026», events)], in the order in which they come."""
    months = []
    for event in events:
        name = formats.month(event.at)
        if not months or months[-1][0] != name:
            months.append((name, []))
        months[-1][1].append(event)
    return months
