"""The search of everything: one index, filled by the acts that change what may be found.

    search.index("case", case.pk, title=case.subject, body=…)      # in the act's transaction
    Case.objects.filter(search.matching(q, "case"))                # a list that is searched
    search.find(q, user=request.user)                              # the box at the top of each page

What people write is never syntax. Who fills the index gives it only what whoever searches may
learn: a name in reserve is not among it. A hit is shown only to whom its capability shows it.
"""

from koios.core.search.entries import SearchEntry, index, many, remove
from koios.core.search.finding import Hit, find, matching
from koios.core.search.providers import Provider, providers
from koios.core.search.upkeep import check_search, rebuild

__all__ = [
    "Hit",
    "Provider",
    "SearchEntry",
    "check_search",
    "find",
    "index",
    "many",
    "matching",
    "providers",
    "rebuild",
    "remove",
]
