"""How imports are told in templates: `{% load office %}`."""

from django import template

from koios.office import runs

register = template.Library()
register.filter("import_state", runs.state_of)
register.filter("import_counts", runs.counts_of)
register.filter("import_told", runs.told_of)
register.filter("import_names", runs.columns_in_use)
register.filter("cells_of", runs.cells_of)
register.filter("verdict_label", runs.verdict_label)


@register.filter
def parts(text):
    """«Archivo|Columnas» as a list."""
    return text.split("|")


@register.filter
def inside(label):
    """A label inside a sentence: «clientes», but «PQRS»."""
    label = str(label)
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
