"""What who asks by the public page gets back: a receipt with its number, on a page and by mail."""

import re

from django.conf import settings
from django.urls import reverse

from koios.core import company, outbox, tokens
from koios.core import settings as decided
from koios.core.acts import act, lock
from koios.ui import formats


class Acknowledged:
    """A request whose receipt is opened by its key."""

    @property
    def token(self) -> str:
        return tokens.token_for("need", self.pk, self.token_version)

    @property
    def receipt_url(self):
        return reverse("public_needs:receipt", args=[self.number, self.token])

    @property
    def has_receipt(self) -> bool:
        return self.channel == self.Channel.WEB

    @act
    def revoke_receipt(self, *, by, reason):
        """The link went where it should not: it opens nothing any more."""
        version = lock(self, "token_version").token_version + 1
        self.amend(by=by, verb="receipt_revoked", reason=reason, token_version=version)

    def _acknowledge(self):
        """Mail the receipt; only in the act that takes the request, so it leaves once."""
        if not (self.has_receipt and self.contact_email):
            return
        with company.speaking():
            told = self._told()
            outbox.send(
                kind="need.receipt",
                to=[self.contact_email],
                subject=_filled(decided.get("quotes.need_subject"), told),
                text=_filled(decided.get("quotes.need_text"), told),
                about=self,
            )

    def _told(self) -> dict:
        card = company.card()
        return {
            "nombre": self.contact_name or self.company,
            "numero": self.number,
            "necesita": self.what,
            "dia": formats.day_full(self.next_step_on) if self.next_step_on else "",
            "enlace": settings.BASE_URL + self.receipt_url,
            "telefono": card["phone"],
            "empresa": card["legal_name"] or card["name"],
        }


def _filled(text, told):
    """The text with its fields in braces replaced; what is no field stays as it was typed."""
    return re.sub(r"\{(\w+)\}", lambda found: told.get(found[1], found[0]), text)
