"""Where accounts shows itself in the frame."""

from django.utils.translation import gettext_lazy as _

from koios.ui import shell

shell.rail.add(
    shell.RailItem(
        "people",
        _("Personas"),
        "accounts:people",
        icon="users",
        module="users",
        order=shell.COMPANY + 20,
    )
)
shell.person_menu.add("profile", shell.Link(_("Su perfil"), "accounts:profile", "user"))
shell.person_menu.add("second-factor", shell.Link(_("Ingreso"), "accounts:sign_ins", "lock"))
shell.doors.add("sign-out", "accounts:sign_out")
