"""How often somebody may knock at a door: counted in the database, so that all processes agree.

One row for each door, visitor and window of time. Who knocked is kept as a keyed hash: an address
or an e-mail is personal data, and to count them nobody needs to read them.
"""

import hashlib
import hmac
import ipaddress
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models

from koios.core import clock


@dataclass(frozen=True)
class Allowance:
    """What a door answered: whether it opens, how often it still will, when it counts anew."""

    ok: bool
    left: int
    retry_at: datetime


class Knock(models.Model):
    """How often one visitor came to one door within one window. Seconds since 1970, in UTC."""

    door = models.CharField(max_length=60)
    who = models.CharField(max_length=32)
    opened = models.PositiveBigIntegerField()
    closes = models.PositiveBigIntegerField(db_index=True)
    times = models.PositiveIntegerField()

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["door", "who", "opened"], name="knock_once_a_window")
        ]

    def __str__(self):
        return f"{self.door} {self.times}"


def take(door: str, who: str, *, limit: int, per: timedelta) -> Allowance:
    """Count a knock and say whether the door opens.

    Knocks that were refused count too. Call it outside the transaction of the act, or a knock
    that fails is not counted.
    """
    length = max(1, int(per.total_seconds()))
    now = int(clock.now().timestamp())
    opened = now - now % length
    times = 0 if is_off() else _count(door, _hidden(door, who), opened, opened + length)
    return Allowance(
        ok=times <= limit,
        left=max(0, limit - times),
        retry_at=datetime.fromtimestamp(opened + length, UTC),
    )


def sweep() -> int:
    """Forget the windows that have closed."""
    return Knock.objects.filter(closes__lte=int(clock.now().timestamp())).delete()[0]


def is_off() -> bool:
    """Lifted for a benchmark, and only in a home that will be thrown away."""
    if os.environ.get("KOIOS_LIMITS", "on") != "off":
        return False
    if not (settings.HOME / "THROWAWAY").exists():
        raise ImproperlyConfigured("KOIOS_LIMITS=off only works in a home marked as throw-away")
    return True


def client_ip(request) -> str:
    """The address of who asks, as far as it can be believed.

    X-Forwarded-For is written by anybody, so it is read from its end, where our own proxies
    (settings.TRUSTED_PROXIES) wrote, up to the first address that is not one of them.
    """
    seen = _address(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while seen and hops and _is_trusted(seen):
        hop = _address(_without_port(hops.pop()))
        if hop is None:
            break
        seen = hop
    return str(seen) if seen else ""


def _count(door, who, opened, closes):
    # One statement, so that two who knock at once are two. The SQL is the same in SQLite and
    # PostgreSQL; the ORM cannot say "one more than there was" in an upsert.
    table = Knock._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (door, who, opened, closes, times) VALUES (%s, %s, %s, %s, 1)"  # noqa: S608
            f" ON CONFLICT (door, who, opened) DO UPDATE SET times = {table}.times + 1"
            " RETURNING times",
            [door, who, opened, closes],
        )
        return cursor.fetchone()[0]


def _hidden(door, who):
    message = f"{door}\0{_neighbourhood(who)}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), message, hashlib.sha256).hex()[:32]


def _neighbourhood(who):
    """Who has an IPv6 address has 2⁶⁴ of them: they count as one."""
    address = _address(who)
    if address is not None and address.version == 6:
        return str(ipaddress.IPv6Network((int(address), 64), strict=False))
    return str(address or who.strip().casefold())


def _without_port(text):
    text = text.strip()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _address(text):
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(address):
    return any(address in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


@lru_cache(maxsize=8)
def _networks(proxies):
    try:
        return [ipaddress.ip_network(proxy, strict=False) for proxy in proxies]
    except ValueError as error:
        raise ImproperlyConfigured(f"KOIOS_TRUSTED_PROXIES: {error}") from error
