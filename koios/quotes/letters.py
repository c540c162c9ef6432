"""The words of a mail with a quote: the company's own, with fields in braces."""

import re
from urllib.parse import quote as quoted

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import company
from koios.core import settings as decided
from koios.ui import formats

FIELDS = {
    "nombre": gettext_lazy("a quién se escribe"),
    "numero": gettext_lazy("el número de la cotización"),
    "titulo": gettext_lazy("qué se ofrece"),
    "cliente": gettext_lazy("el cliente"),
    "total": gettext_lazy("el valor total"),
    "vence": gettext_lazy("el último día en que vale"),
    "enlace": gettext_lazy("la página para verla y responderla"),
    "vendedor": gettext_lazy("quien la envía"),
    "empresa": gettext_lazy("la razón social de la empresa"),
}
# Known only once it was sent: they stay in braces while somebody edits the text.
LATE = ("numero", "vence", "enlace")


def proposed(quote) -> tuple[str, str]:
    """Subject and text to begin a mail with: all fields filled in but the late ones."""
    told = {name: value for name, value in _told(quote).items() if name not in LATE}
    return (
        _replaced(decided.get("quotes.mail_subject"), told),
        _replaced(decided.get("quotes.mail_text"), told),
    )


def filled(text: str, quote) -> str:
    """The text with every field replaced; what is no field stays as it was typed."""
    return _replaced(text, _told(quote))


def with_link(text: str, quote) -> str:
    """The text, with the link at its end where it is not in it."""
    if link(quote) in text:
        return text
    line = _("Puede verla y responderla aquí: %(link)s") % {"link": link(quote)}
    return f"{text.rstrip()}\n\n{line}"


def link(quote) -> str:
    return settings.BASE_URL + quote.public_url


def whatsapp(quote, phone: str) -> str:
    """A link that opens WhatsApp with the text written; the number is optional there."""
    digits = "".join(filter(str.isdigit, phone))
    if len(digits) == 10 and digits.startswith("3"):
        digits = f"57{digits}"
    text = _("Le enviamos la cotización %(number)s, %(title)s: %(link)s") % {
        "number": quote.label,
        "title": quote.title,
        "link": link(quote),
    }
    return f"https://wa.me/{digits}?text={quoted(text)}"


def _told(quote) -> dict:
    card = company.card()
    contact = quote.contact
    return {
        "nombre": contact.name if contact else str(quote.customer),
        "numero": quote.label if quote.number else "",
        "titulo": quote.title,
        "cliente": str(quote.customer),
        "total": formats.pesos(quote.total),
        "vence": formats.day_full(quote.valid_until) if quote.valid_until else "",
        "enlace": link(quote),
        "vendedor": str(quote.owner or card["name"]),
        "empresa": card["legal_name"] or card["name"],
    }


def _replaced(text, told):
    return re.sub(r"\{(\w+)\}", lambda found: told.get(found[1], found[0]), text)
