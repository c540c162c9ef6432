"""Where the common pages show themselves in the frame."""

from django.utils.translation import gettext_lazy as _

from koios.office import counts, places
from koios.ui import shell

shell.rail.add(
    shell.RailItem(
        "my-day",
        _("Mi día"),
        "office:my_day",
        icon="list-check",
        order=0,
        count=counts.reader("queue"),
        queue=True,
    )
)
shell.rail.add(
    shell.RailItem(
        "trail",
        _("Registro de actos"),
        "office:trail",
        icon="history",
        module="trail",
        order=shell.COMPANY + 40,
        letter="r",
    )
)
shell.rail.add(
    shell.RailItem(
        "settings",
        _("Ajustes"),
        "office:settings",
        icon="settings",
        module="settings",
        order=shell.COMPANY + 90,
        holds=places.url_names,
    )
)
shell.top.add(
    shell.RailItem(
        "notices", _("Avisos"), "office:notices", icon="bell", count=counts.reader("notices")
    )
)
shell.doors.add("search", "office:search")
shell.doors.add("suggestions", "office:suggestions")
shell.doors.add("logo", "office:logo")
