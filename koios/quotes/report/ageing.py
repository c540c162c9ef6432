"""How long the open quotes have waited for their answer."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

LAST_DAYS = (7, 15, 30, 60, None)  # of each age; the last one has no end


@dataclass(frozen=True)
class Age:
    """The open quotes that were sent so many days ago."""

    first: int
    last: int | None
    n: int
    value: int
    as_of: date

    @property
    def key(self) -> str:
        return f"{self.first}+" if self.last is None else f"{self.first}-{self.last}"

    @property
    def name(self) -> str:
        if self.last is None:
            return _("Más de %(n)s días") % {"n": self.first - 1}
        return _("%(first)s a %(last)s días") % {"first": self.first, "last": self.last}

    @property
    def sent_from(self) -> date | None:
        return None if self.last is None else self.as_of - timedelta(days=self.last)

    @property
    def sent_to(self) -> date:
        return self.as_of - timedelta(days=self.first)


def of(quotes: list, as_of: date) -> list:
    """The ages of open quotes, the youngest first."""
    ages, first = [], 0
    for last in LAST_DAYS:
        some = [
            quote.value
            for quote in quotes
            if first <= (as_of - quote.sent_on).days <= (10**6 if last is None else last)
        ]
        ages.append(Age(first, last, len(some), sum(some), as_of))
        first = None if last is None else last + 1
    return ages
