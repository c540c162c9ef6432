"""What the lists tell the base of themselves: their place among the settings, their names."""

from functools import partial

from django.utils.text import capfirst

from koios.office import phrases, places
from koios.quotes.lists_pages.pages import LISTS

places.OWN.append(LISTS.place)

for _one in LISTS.lists:
    phrases.subjects.add(
        _one.model._meta.label_lower,
        phrases.Subject(
            capfirst(_one.model._meta.verbose_name), "quotes", url=partial(LISTS.url_of, _one)
        ),
    )
