"""Where accounts shows itself to the layers below: matrix, settings, frame, console."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koios.accounts import roles, set_up
from koios.accounts.roster import PEOPLE
from koios.core import exports, home, settings
from koios.core.permissions import CONFIGURE, EDIT, SEE, register_module
from koios.ui import shell

register_module("users", _("Personas y roles"), order=80, levels=(SEE, EDIT, CONFIGURE))
register_module("identities", _("Identidades en reserva"), order=81, levels=(SEE,))

settings.define_group("access", _("Ingreso"), order=80)
settings.define(
    "access.invitation_days",
    forms.IntegerField(min_value=1, max_value=60),
    default=7,
    group="access",
    label=_("Días que dura una invitación"),
)
settings.define(
    "access.password_link_hours",
    forms.IntegerField(min_value=1, max_value=72),
    default=2,
    group="access",
    label=_("Horas que dura un enlace para cambiar la contraseña"),
)

shell.rail.add(
    shell.RailItem(
        "people",
        _("Personas"),
        "accounts:people",
        icon="users",
        module="users",
        order=shell.COMPANY + 20,
        holds=lambda: ("accounts:roles", "accounts:areas"),
    )
)
shell.person_menu.add("profile", shell.Link(_("Su perfil"), "accounts:profile", "user"))
shell.person_menu.add("sign-ins", shell.Link(_("Su ingreso"), "accounts:sign_ins", "lock"))
shell.doors.add("sign-out", "accounts:sign_out")

exports.add(PEOPLE)

home.announcements.add("set-up", set_up.announce)
home.seeds.add("accounts.roles", roles.teach_roles)
