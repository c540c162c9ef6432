"""How people are told in templates: `{% load accounts %}`."""

from django import template
from django.utils.translation import gettext as _

from koios.accounts import matrix, roster
from koios.core.permissions import LEVEL_LABELS

register = template.Library()
register.filter("state_of", roster.state_of)


@register.filter
def reach(person):
    """Each module with how far this person reaches in it."""
    labels = {"": _("Nada")} | LEVEL_LABELS
    return [(module.label, labels[person.grants.get(module.name, "")]) for module in matrix.rows()]
