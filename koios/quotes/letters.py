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


def approved(quote, acceptance, outcomes) -> str:
    """What those who were written to are told when it was taken: by whom, what, what comes now."""
    who = ", ".join(filter(None, [acceptance.name, acceptance.role]))
    taken = [line.description.splitlines()[0] for line in quote.optional_lines if line.chosen]
    rows = [
        _("Gracias. La cotización %(number)s quedó aprobada.") % {"number": quote.label},
        "",
        _("La aprobó: %(who)s") % {"who": who},
        _("Cuándo: %(moment)s") % {"moment": formats.moment(acceptance.at)},
        _("Total: %(total)s") % {"total": formats.pesos(quote.total)},
        _("Opciones que tomó: %(options)s") % {"options": "; ".join(taken)} if taken else None,
        _("Documento aprobado: va adjunto, con huella SHA-256 %(hash)s")
        % {"hash": acceptance.paper},
    ]
    for outcome in outcomes:
        rows += ["", ": ".join(filter(None, [outcome.label, outcome.number])), outcome.next]
    if acceptance.email:
        rows += ["", _("Si no fue una decisión de ustedes, respóndanos hoy mismo a este correo.")]
    return "\n".join(row for row in rows if row is not None)


def rejected(quote, comment) -> str:
    """What they are told when they did not take it."""
    rows = [
        _("Gracias por decirnos que por ahora no toma la cotización %(number)s.")
        % {"number": quote.label},
        _("Razón: %(reason)s") % {"reason": quote.reason} if quote.reason else "",
        comment,
        _("Si algo cambia, aquí estamos: podemos hacerle una versión nueva."),
    ]
    return "\n\n".join(filter(None, rows))


def code(quote, digits, *, name, total, minutes) -> str:
    """The mail with the code that proves that somebody reads this address."""
    told = {
        "digits": digits,
        "minutes": minutes,
        "name": name,
        "number": quote.label,
        "title": quote.title,
        "total": formats.pesos(total),
    }
    return (
        _(
            "Su código es %(digits)s. Sirve una sola vez, durante %(minutes)s minutos, para "
            "aprobar la cotización %(number)s, %(title)s, por %(total)s, a nombre de %(name)s."
        )
        % told
        + "\n\n"
        + _(
            "Escríbalo en la página donde lo pidió. Nadie de nuestra empresa se lo va a preguntar. "
            "Si usted no lo pidió, no lo comparta: sin él nadie puede aprobar."
        )
    )


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
