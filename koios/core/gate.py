"""Who comes in by a public form how often. Nobody is refused: who looks like a flood only has to
confirm on a plain page, which keeps text and files.

A proof of work, which needs JavaScript, raises the allowance. Without it there are a field that no
person fills in, a signed time stamp and a stricter limit that all such visitors share.
"""

import json
from dataclasses import dataclass
from datetime import timedelta

import altcha
from django.conf import settings
from django.core import signing

from koios.core import clock, limits

HONEYPOT = "website"
SALT = "koios.gate"
FASTEST = 3  # seconds in which no person fills a form in
HOUR = timedelta(hours=1)
ALGORITHM, COST = "PBKDF2/SHA-256", 2000  # about half a second of a phone


@dataclass(frozen=True)
class Gate:
    """The gate of one form, which counts its own visitors."""

    name: str

    def fields(self) -> dict:
        """What the form carries besides what is asked: when it was opened, and the challenge."""
        return {"opened": self._signed("opened"), "challenge": json.dumps(_challenge())}

    def lets_in(self, request, basket) -> bool:
        """Whether the form goes in without a confirmation."""
        if self._says(request.POST.get("confirmed", ""), f"confirmed {basket}") is not None:
            return True
        who = limits.client_ip(request)
        if request.POST.get(HONEYPOT) or not self._took_its_time(request):
            limits.take(f"{self.name}.doubtful", "all", limit=60, per=HOUR)
            return False
        if _worked(request):
            return limits.take(f"{self.name}.proven", who, limit=60, per=HOUR).ok
        alone = limits.take(f"{self.name}.unproven", who, limit=10, per=HOUR).ok
        return limits.take(f"{self.name}.unproven", "all", limit=120, per=HOUR).ok and alone

    def confirmation(self, basket) -> str:
        """What the confirmation page carries, good for this form only."""
        return self._signed(f"confirmed {basket}")

    def _took_its_time(self, request):
        opened = self._says(request.POST.get("opened", ""), "opened")
        return limits.is_off() or (opened is not None and opened >= FASTEST)

    def _signed(self, word):
        return signing.dumps([word, clock.now().timestamp()], salt=self._salt)

    def _says(self, text, word):
        """How many seconds ago we signed that word; None if we did not, or a day ago."""
        try:
            told, at = signing.loads(text, salt=self._salt, max_age=86_400)
        except signing.BadSignature:
            return None
        return clock.now().timestamp() - at if told == word else None

    @property
    def _salt(self):
        return f"{SALT}.{self.name}"


def _challenge():
    return altcha.create_challenge(
        ALGORITHM,
        COST,
        expires_at=int(clock.now().timestamp()) + 4 * 3600,
        hmac_secret=settings.TOKEN_KEY,
    ).to_dict()


def _worked(request):
    """Whether the browser solved the challenge; each solution counts once, at whichever gate."""
    proof = request.POST.get("proof", "")
    if not proof or not altcha.verify_solution(proof, settings.TOKEN_KEY).verified:
        return False
    return limits.take("gate.proof", proof, limit=1, per=timedelta(hours=6)).ok
