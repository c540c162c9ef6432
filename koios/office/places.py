"""The pages of the settings: one for each group, and those with a page of their own."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koios.core.imports import importers
from koios.core.permissions import CONFIGURE, SEE
from koios.office import groups

OWN = [
    (_("Calendario"), "office:calendar", "settings", SEE),
    (_("Roles y permisos"), "accounts:roles", "users", SEE),
    (_("Áreas"), "accounts:areas", "users", SEE),
    (_("Correos enviados"), "office:outbox", "settings", SEE),
    (_("Trabajos"), "office:jobs", "settings", CONFIGURE),
]


def url_names() -> list:
    """The pages that are settings wherever their addresses lie."""
    return [*(url_name for _label, url_name, _module, _level in OWN), "office:imports"]


@dataclass(frozen=True)
class Place:
    label: str
    url: str
    is_current: bool


def places_for(user, *, here: str) -> list:
    """Where this person may go, in the order of the company's own affairs."""
    found = [
        (group.label, reverse("office:settings_group", args=[group.name]))
        for group in groups.visible_to(user)
    ]
    for label, url_name, module, level in OWN:
        if user.may(module, level):
            found.append((label, reverse(url_name)))
    if any(importer.may_be_run_by(user) for importer in importers):
        found.append((_("Importaciones"), reverse("office:imports")))
    return [Place(label, url, here == url) for label, url in found]
