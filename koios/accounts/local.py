"""Whether a visitor sits at this machine: the passwords of the demo are printed, so they hold
only here."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings

from koios.core import limits

FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


def is_this_machine(request) -> bool:
    """By the address it came from and by every name it used; a proxy before us is not here."""
    return (
        _is_loopback(limits.client_ip(request))
        and _is_local_name(request.get_host())
        and _is_local_name(urlsplit(settings.BASE_URL).netloc)
        and not any(name in request.headers for name in FORWARDED)
    )


def _is_local_name(host):
    name = urlsplit(f"//{host}").hostname or ""
    return name == "localhost" or _is_loopback(name)


def _is_loopback(text):
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False
