"""How a next step looks in a list: what is to be done, and whether its day has come."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.ui import formats
from koios.ui.rows import faint, sub


def draw(step, on, today):
    """«Atrasado 2 días», «Hoy» or the day, over what is to be done."""
    if not step and not on:
        return faint(_("Sin próximo paso"))
    if on is None:
        return step
    late = (today - on).days
    if late > 0:
        words = ngettext("Atrasado %(n)s día", "Atrasado %(n)s días", late) % {"n": late}
        day = format_html('<span class="pill pill-bad">{}</span>', words)
    elif late == 0:
        day = format_html('<span class="pill pill-warn">{}</span>', _("Hoy"))
    else:
        day = formats.when(on, "day_short")
    return format_html("{}{}", day, sub(step))
