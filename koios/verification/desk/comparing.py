"""What changed from one version of a checklist to the next, item by item."""

from dataclasses import dataclass

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

NAMES = {
    "statement": _("qué se verifica"),
    "section": _("sección"),
    "kind": _("cómo se responde"),
    "weight": _("peso"),
    "evidence": _("qué se mira"),
    "needs_file": _("archivo"),
    "proves": _("qué demuestra"),
    "unit": _("unidad"),
    "better": _("cómo se cumple"),
    "target": _("meta"),
    "partly_from": _("en parte desde"),
    "options": _("opciones"),
}


@dataclass(frozen=True)
class Change:
    """An item that came, went or reads otherwise now."""

    code: str
    what: str
    statement: str


def changes(before, after) -> list:
    """Of two checklists, in the order of the later one; what went comes last."""
    was = {one.code: one for one in before.questions}
    now = {one.code: one for one in after.questions}
    told = []
    for code, one in now.items():
        if code not in was:
            told.append(Change(code, _g("Nuevo"), one.statement))
        elif names := _different(was[code], one):
            what = _g("Cambia: %(what)s") % {"what": ", ".join(names)}
            told.append(Change(code, what, one.statement))
    gone = [Change(code, _g("Ya no está"), one.statement) for code, one in was.items()]
    return told + [one for one in gone if one.code not in now]


def _different(one, other):
    return [str(label) for name, label in NAMES.items() if _told(one, name) != _told(other, name)]


def _told(question, name):
    return str(getattr(question, name))
