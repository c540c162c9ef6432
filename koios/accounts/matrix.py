"""The permission matrix: modules down, roles across, how far each reaches."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from koios.accounts.people import keep_an_administrator
from koios.accounts.roles import Role
from koios.core.acts import act
from koios.core.permissions import LEVEL_LABELS, modules


@dataclass(frozen=True)
class Cell:
    """How far a role reaches in a module, and how far it could."""

    role: Role
    name: str
    level: str
    label: str
    options: tuple


def rows():
    """The modules in their order."""
    return sorted(modules, key=lambda module: module.order)


def cells(module, roles):
    """One row: a cell for each role. Each level holds those before it."""
    labels = {"": _("Nada")} | LEVEL_LABELS
    options = tuple((level, labels[level]) for level in ("", *module.levels))
    return [
        Cell(role, f"{role.key}.{module.name}", level, labels[level], options)
        for role in roles
        for level in [role.reach(module.name)]
    ]


def read(posted):
    """{role key: {module: level}} of a posted matrix; what no module offers is left out."""
    grants = {}
    for name, level in posted.items():
        role, _dot, module = name.partition(".")
        if module in modules and level in ("", *modules[module].levels):
            grants.setdefault(role, {})[module] = level
    return grants


@act
def change(grants, *, by, reason=""):
    """Set how far each role reaches: {role key: {module: level}}.

    One entry on the trail for each role that changes; what is not named stays. Someone must still
    be able to configure people afterwards.
    """
    changed = []
    for role in Role.objects.select_for_update().order_by("pk"):
        told = grants.get(role.key, {})
        if any(role.reach(module) != level for module, level in told.items()):
            role.amend(by=by, verb="reach_changed", reason=reason, grants={**role.grants, **told})
            changed.append(role)
    keep_an_administrator()
    return changed
