"""The addresses of records, without asking Django's resolver for each: a list has fifty."""

import re
from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

PLAIN = re.compile(r"[A-Za-z0-9_-]+")  # what stands in an address as it is
MARK = "80112358"  # a key that any converter takes and no address contains


def to(url_name: str, key) -> str:
    """Where the record with this key is shown."""
    told = str(key)
    if not PLAIN.fullmatch(told):
        return reverse(url_name, args=[key])
    before, after = _around(url_name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    return f"{before}{told}{after}"


@lru_cache(maxsize=256)
def _around(url_name, urlconf, _prefix):
    before, _mark, after = reverse(url_name, urlconf, args=[MARK]).partition(MARK)
    return before, after
