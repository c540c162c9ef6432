"""How a next step looks in a list: what is to be done, and whether its day has come."""

from datetime import date

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.core import calendar
from koios.ui import formats
from koios.ui.due import Due
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


def due_of(since: date, on: date | None, today: date) -> Due | None:
    """How near the day of a step is, in business days since it was planned. A step is no term of
    the law: only one that was left behind is alarming."""
    if on is None:
        return None
    total = calendar.business_days_between(since, on) or 1
    if on < today:
        late = calendar.business_days_between(on, today) or 1
        words = ngettext("Atrasado %(n)s día", "Atrasado %(n)s días", late) % {"n": late}
        return Due("bad", total, total + late, label=words)
    left = calendar.business_days_between(today, on)
    if on == today:
        return Due("warn", total, total, label=_("Hoy"))
    if (on - today).days == 1:
        return Due("ok", max(total, left, 1), max(total - left, 0), label=_("Mañana"))
    return Due("ok", max(total, left, 1), max(total - left, 0), text=formats.day_short(on))
