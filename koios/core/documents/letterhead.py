"""What the company's paper says of it, as its settings stand now."""

from koios.core import settings
from koios.core.files.records import File

_TOLD = ("name", "legal_name", "nit", "address", "city", "phone", "email", "hours", "website")


def letterhead() -> dict:
    """Frozen with each document: a letter of last year keeps the address of last year."""
    told = {key: settings.get(f"company.{key}") for key in _TOLD}
    return {**told, "brand": settings.get("company.brand"), "logo": _logo()}


def _logo():
    """The hash of the picture that the setting names by its file."""
    key = settings.get("company.logo")
    if not str(key).isdecimal():
        return ""
    file = File.objects.filter(pk=int(key)).first()
    return file.sha256 if file and file.is_picture else ""
