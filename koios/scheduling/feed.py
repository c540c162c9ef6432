"""A person's own calendar program reads what they may see, under a secret address of theirs.

The key is worked out and not stored (`core.tokens`): whoever has the database does not have the
address. A new address, or none, makes the one before worthless.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from koios.accounts.models import User
from koios.core import tokens
from koios.core.acts import act, lock
from koios.core.states import Recorded

PURPOSE = "calendar"


class CalendarLink(Recorded):
    """The address of one person's calendar: open, or closed."""

    LEGAL_FIELDS = ("person_id", "version", "is_open")

    person = models.OneToOneField(User, models.CASCADE, related_name="calendar_link")
    version = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(default=True)

    def __str__(self):
        return str(self.person)

    @classmethod
    @act
    def renew(cls, person, *, by):
        """An address that nobody knows yet; the one before shows nothing any more."""
        known = cls.objects.filter(person=person).first()
        if known is None:
            return cls(person=person).begin(by=by, verb="opened")
        held = lock(known)
        held.amend(by=by, verb="renewed", version=held.version + 1, is_open=True)
        return held

    @act
    def close(self, *, by):
        """No address any more."""
        held = lock(self)
        held.amend(by=by, verb="closed", version=held.version + 1, is_open=False)
        return held

    @classmethod
    def opened_by(cls, key):
        """The link that an address names, while it is open and its person works here."""
        pk, _dash, secret = key.partition("-")
        link = cls._of(pk)
        # Compared even where there is nobody, so that time tells nothing.
        known = (link.person_id, link.version) if link else (0, 1)
        fits = tokens.matches(secret, PURPOSE, *known)
        return link if link and fits and link.is_open and link.person.is_active else None

    @classmethod
    def _of(cls, pk):
        if not (pk.isascii() and pk.isdecimal() and len(pk) < 12):
            return None
        return cls.objects.filter(person=int(pk)).select_related("person").first()

    @property
    def address(self) -> str:
        """As a calendar program takes it."""
        token = tokens.token_for(PURPOSE, self.person_id, self.version)
        key = f"{self.person_id}-{token}"
        return settings.BASE_URL + reverse("calendar_feed:feed", args=[key])

    @property
    def name(self) -> str:
        """What the calendar is called in the program that reads it."""
        return _("Koios, %(person)s") % {"person": self.person}
