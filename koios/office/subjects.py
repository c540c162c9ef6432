"""How the trail names the records of the base and of accounts."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koios.accounts.story import FIELDS as OF_ACCOUNTS
from koios.core import settings
from koios.office import groups, machine
from koios.office.phrases import Subject, subjects, tell
from koios.ui import formats


def _setting_name(row):
    definition = settings.definitions.get(row.pk)
    return str(definition.field.label) if definition else row.pk


def _setting_url(row):
    definition = settings.definitions.get(row.pk)
    if definition is None or definition.group not in settings.groups:
        return ""
    if definition.group == "calendar":
        return reverse("office:calendar")
    return reverse("office:settings_group", args=[definition.group])


def _setting_value(row, name, value):
    definition = settings.definitions.get(row.pk)
    return groups.told(definition, value) if name == "value" and definition else None


subjects.add(
    "core.setting",
    Subject(
        _("Ajuste"),
        "settings",
        name=_setting_name,
        url=_setting_url,
        value=_setting_value,
        fields={"value": _("valor")},
        untold=("version", "changed_at", "changed_by_id"),
    ),
)
subjects.add(
    "core.nonworkingday",
    Subject(
        _("Calendario"),
        "settings",
        name=lambda row: f"{formats.day(row.day)}, {row.name}",
        url=lambda row: f"{reverse('office:calendar')}?year={row.day.year}",
        fields={
            "day": _("día"),
            "name": _("nombre"),
            "kind": _("de quién"),
            "withdrawn": _("se cuenta"),
        },
    ),
)
subjects.add(
    "core.job", Subject(_("Trabajo"), "settings", name=lambda job: machine.name_of(job.task))
)
subjects.add(
    "core.importrun",
    Subject(_("Importación"), "settings", fields={"cleared_at": _("archivo eliminado")}),
)
tell("core.importrun", cleared=_("eliminó el archivo y las filas que no entraron"))
subjects.add(
    "core.message",
    Subject(
        _("Correo"),
        "settings",
        name=lambda message: message.subject,
        url=lambda message: reverse("office:message", args=[message.pk]),
        fields={"accepted_at": _("entregado"), "bounced_at": _("devuelto")},
        untold=("message_id", "fingerprint"),
        is_personal=True,
    ),
)
# People who work here are named to whoever reads the trail: it is about what they did.
subjects.add("accounts.user", Subject(_("Persona"), "users", fields=OF_ACCOUNTS, is_personal=False))
subjects.add("accounts.role", Subject(_("Rol"), "users", fields=OF_ACCOUNTS))
subjects.add("accounts.area", Subject(_("Área"), "users", fields=OF_ACCOUNTS))
