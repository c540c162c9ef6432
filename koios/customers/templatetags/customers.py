"""Words of the templates of customers: `{% load customers %}`."""

from django import template
from django.template.loader import render_to_string

register = template.Library()


@register.filter
def in_a_row(labels):
    """«Cotizaciones, contratos, PQRS»: a list of names as one phrase."""
    first, *others = map(str, labels)
    return ", ".join([first, *(one if one.isupper() else one.lower() for one in others)])


@register.simple_tag
def panel_body(panel):
    """A panel drawn by the template of its capability, with that capability's own words."""
    return render_to_string(panel.template, panel.context)
