"""Addresses of mail, as people type them."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from koios.core.refusals import Refusal


class BadAddress(Refusal):
    """What was typed is no address of mail."""


def clean_address(text: str) -> str:
    """The address, fit for an envelope: no name around it, its domain in ASCII."""
    address = str(text).strip()
    if not address:
        raise BadAddress(_("Falta la dirección de correo."))
    if "@" not in address:
        raise BadAddress(_("En «%(text)s» falta la arroba (@).") % {"text": address})
    if any(mark.isspace() or mark in ",;<>" for mark in address):
        raise BadAddress(_("«%(text)s»: escriba una sola dirección.") % {"text": _shown(address)})
    name, _at, domain = address.rpartition("@")
    try:
        address = f"{name}@{domain.encode('idna').decode()}"
        validate_email(address)
    except (UnicodeError, ValidationError):
        raise BadAddress(
            _("«%(text)s» no es una dirección de correo. Revísela.") % {"text": _shown(text)}
        ) from None
    return address


def clean_addresses(texts) -> list[str]:
    """Each address once, in the order in which they came."""
    if isinstance(texts, str):
        raise TypeError("a list of addresses, not one text")
    seen = {}
    for text in texts:
        address = clean_address(text)
        seen.setdefault(address.casefold(), address)
    return list(seen.values())


def _shown(text):
    return " ".join(str(text).split())[:80]
