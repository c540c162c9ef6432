"""Texts with fields: a template of answers takes the data of a case."""

import re

from django.utils.translation import gettext as _

from koios.core import company
from koios.ui import formats

_FIELD = re.compile(r"\{(\w+)\}")


def filled_in(template, case) -> str:
    """The text of a template for a case; a field that it does not know stays as it is."""
    if template is None:
        return ""
    told = fields_of(case)
    return _FIELD.sub(lambda match: str(told.get(match[1], match[0])), template.text)


def fields_of(case) -> dict:
    """The fields that a template may use (`AnswerTemplate.FIELDS`)."""
    card = company.card()
    is_named = case.petitioner and not case.is_confidential
    return {
        # A name in reserve stands in no text that others read
        "nombre": case.petitioner.name if is_named else _("peticionario(a)"),
        "radicado": case.number,
        "recibido": formats.day(case.received_on),
        "asunto": case.subject,
        "tipo": case.get_kind_display().lower(),
        "vence": formats.day(case.due_on) if case.due_on else "",
        "firma": case.owner.name if case.owner else "",
        "empresa": card["legal_name"] or card["name"],
    }
