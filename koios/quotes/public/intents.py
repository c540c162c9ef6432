"""What a person is about to approve, from the first step to the code: kept word for word.

It waits in the session of their browser, so it survives an error, the back button and another tab.
Each intent has a code of its own: the code that was asked for one total opens no other.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from koios.core import audit, clock, company, outbox, tokens
from koios.core.acts import act
from koios.core.codes import LIFE, OneTimeCode
from koios.quotes import letters

MOST = 5  # intents that a browser keeps of one quote
QUOTES = 20  # quotes of which a browser keeps anything
PAUSE = timedelta(minutes=1)  # between two mails with the same code


@dataclass(frozen=True)
class Intent:
    """A name, an address, the options that were ticked, and the words that were agreed to."""

    chosen: tuple
    name: str
    document: str
    role: str
    address: str
    consent: str
    total: str

    @property
    def key(self) -> str:
        """The same intent has the same key, however often its form is sent."""
        told = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:20]

    @property
    def purpose(self) -> str:
        return f"quote.accept.{self.key}"

    def masked(self, quote) -> str:
        return masked(self.address, quote.addresses)

    def send_code(self, quote) -> bool:
        """Mail a code, unless the last one left a moment ago."""
        standing = OneTimeCode.standing(self.purpose, about=quote, address=self.address)
        if standing and standing.issued_at > clock.now() - PAUSE:
            return False
        self._mail_code(quote)
        return True

    def carry_out(self, quote, digits, *, agent):
        """Spend the code, and take the quote as it was told then."""
        code = OneTimeCode.use(self.purpose, about=quote, address=self.address, digits=digits)
        return quote.accept(
            name=self.name,
            document=self.document,
            role=self.role,
            code=code,
            consent=self.consent,
            agent=agent,
            chosen=self.chosen,
        )

    @act
    def _mail_code(self, quote):
        digits = OneTimeCode.issue(self.purpose, about=quote, address=self.address)
        with company.speaking():
            outbox.send(
                kind="quote.code",
                to=[self.address],
                subject=_("Código para aprobar la cotización %(number)s") % {"number": quote.label},
                text=letters.code(
                    quote,
                    digits,
                    name=self.name,
                    total=Decimal(self.total),
                    minutes=LIFE.seconds // 60,
                ),
                about=quote,
            )
        audit.record(quote, "code_sent", by=audit.PUBLIC, facts={"to": self.masked(quote)})


class Desk:
    """What this browser has of a quote: the options ticked, what was typed, the intents."""

    def __init__(self, session, quote):
        self._session, self._key = session, quote.key
        self._kept = session.get("quotes", {}).get(quote.key, {})

    @property
    def chosen(self) -> set:
        return set(self._kept.get("chosen", ()))

    @property
    def typed(self) -> dict:
        return self._kept.get("typed", {})

    def intent(self, key) -> Intent | None:
        told = self._kept.get("intents", {}).get(key)
        return Intent(**{**told, "chosen": tuple(told["chosen"])}) if told else None

    def keep(self, *, chosen, typed=None):
        told = {"chosen": sorted(chosen)} | ({"typed": typed} if typed else {})
        self._save({**self._kept, **told})

    def add(self, intent):
        intents = {**self._kept.get("intents", {}), intent.key: asdict(intent)}
        self._save({**self._kept, "intents": dict(list(intents.items())[-MOST:])})

    def clear(self):
        self._save(None)

    def _save(self, kept):
        quotes = {**self._session.get("quotes", {})}
        quotes.pop(self._key, None)
        if kept is not None:
            quotes[self._key] = kept
        self._kept = kept or {}
        self._session["quotes"] = dict(list(quotes.items())[-QUOTES:])


def doors_of(quote) -> dict:
    """The addresses that may receive a code, each under a key that does not give it away."""
    return {tokens.token_for("quote.address", f"{quote.pk} {one}"): one for one in quote.addresses}


def masked(address, among=()) -> str:
    """«c•••a@laarboleda.example»: enough to know one's own, too little to learn another's. Where
    two would read the same, letters more are shown, and never more than half of the name."""
    others = [one for one in among if one != address]
    most = max(1, len(address.rpartition("@")[0]) // 2)
    for shown in range(1, most + 1):
        told = _with_dots(address, shown)
        if told not in [_with_dots(one, shown) for one in others]:
            break
    return told


def _with_dots(address, shown):
    name, _at, domain = address.rpartition("@")
    if len(name) < 4:
        return f"•••@{domain}"
    return f"{name[:shown]}{'•' * (len(name) - shown - 1)}{name[-1]}@{domain}"
