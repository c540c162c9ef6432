"""Words of the templates of customers: `{% load customers %}`."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html

register = template.Library()


@register.filter
def breakable(email):
    """An address that a narrow column may break behind its @."""
    name, at, domain = str(email).partition("@")
    return format_html("{}{}<wbr>{}", name, at, domain) if at else email


@register.filter
def in_a_row(labels):
    """«Cotizaciones, contratos, PQRS»: a list of names as one phrase."""
    first, *others = map(str, labels)
    return ", ".join([first, *(one if one.isupper() else one.lower() for one in others)])


@register.simple_tag
def panel_body(panel):
    """A panel drawn by the template of its capability, with that capability's own words."""
    return render_to_string(panel.template, panel.context)
