"""How records of the lists are told: a rule as a sentence, a template with its fields filled."""

from types import SimpleNamespace

from django.utils.translation import gettext as _

from koios.cases.models import Kind
from koios.cases.wording import filled_in
from koios.core import calendar
from koios.ui import formats


def rule_in_words(rule) -> str:
    """«Queja de Colegio La Arboleda que diga choque o herido: Andrea Ruiz»"""
    if not (rule.kind or rule.customer_id or rule.words.strip()):
        when = _("Todas")
    else:
        when = Kind(rule.kind).label if rule.kind else _("Cualquier tipo")
    if rule.customer_id:
        when = _("%(when)s de %(customer)s") % {"when": when, "customer": rule.customer}
    words = [word.strip() for word in rule.words.split(",") if word.strip()]
    if words:
        when = _("%(when)s que diga «%(words)s»") % {"when": when, "words": _("» o «").join(words)}
    return f"{when}: {who_attends(rule)}"


def who_attends(rule) -> str:
    who = " · ".join(str(one) for one in (rule.owner, rule.area) if one)
    if rule.owner and not rule.owner.is_active:
        return _("%(who)s (ya no trabaja aquí: queda en el área)") % {"who": who}
    return who


def term_in_words(term) -> str:
    """«Queja, desde el 1 ago 2026»"""
    return _("%(kind)s, desde el %(day)s") % {
        "kind": term.get_kind_display(),
        "day": formats.day(term.valid_from),
    }


def preview(template) -> str:
    """The text as it would begin for an invented case of its type."""
    today = calendar.today()
    kind = Kind(template.kind or Kind.COMPLAINT)
    case = SimpleNamespace(
        petitioner=SimpleNamespace(name="Sandra Milena Arango"),
        is_confidential=False,
        number=f"PQRS-{today.year}-000123",
        received_on=today,
        due_on=calendar.add_business_days(today, 15),
        subject=_("La ruta 7 no pasó a tiempo"),
        get_kind_display=lambda: str(kind.label),
        owner=SimpleNamespace(name="Andrea Ruiz"),
    )
    return filled_in(template, case)
