"""What the lists tell the base of themselves: their place among the settings, their names."""

from functools import partial

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from koios.cases.lists_pages import words
from koios.cases.lists_pages.pages import LISTS
from koios.cases.models import AssignmentRule
from koios.office import phrases, places

places.OWN.append(LISTS.place)

for _one in LISTS.lists:
    _is_rule = _one.model is AssignmentRule
    phrases.subjects.add(
        _one.model._meta.label_lower,
        phrases.Subject(
            capfirst(_one.model._meta.verbose_name),
            "cases",
            name=_one.name,
            related=("customer", "owner", "area") if _is_rule else (),
            url=partial(LISTS.url_of, _one),
        ),
    )
phrases.subjects.add(
    "cases.term",
    phrases.Subject(
        _("Término"), "cases", name=words.term_in_words, url=lambda term: reverse("cases:terms")
    ),
)
phrases.tell("cases.term", put_in_force=_("puso otro término"), corrected=_("corrigió el término"))
phrases.tell("cases.cause", brought=_("trajo del pasado"))
phrases.tell("cases.process", brought=_("trajo del pasado"))
