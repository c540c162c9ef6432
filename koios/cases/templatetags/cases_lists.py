"""How rules are told in templates: `{% load cases_lists %}`."""

from django import template

from koios.cases.lists_pages import words

register = template.Library()
register.filter("rule_in_words", words.rule_in_words)
