"""What comes of the contracts, month by month: ends, last days for notices, policies."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from koios.contracts import alerts
from koios.contracts.models import Contract
from koios.core import calendar
from koios.core.permissions import SEE, requires
from koios.core.together import hear
from koios.ui import formats

MONTHS = 6  # on a page
KINDS = {
    "end": (_("Termina"), "calendar-off", "bad"),
    "notice": (_("Último día para avisar"), "bell", "warn"),
    "policy": (_("Vence póliza"), "shield-check", "warn"),
}


@dataclass(frozen=True)
class Line:
    """A date, as the page tells it."""

    coming: alerts.Coming
    today: date

    @property
    def day(self):
        return self.coming.day

    @property
    def label(self):
        label = str(KINDS[self.coming.kind][0])
        return f"{label}: {self.coming.policy}" if self.coming.policy else label

    @property
    def icon(self):
        return KINDS[self.coming.kind][1]

    @property
    def is_past(self):
        return self.day < self.today


@requires("contracts", SEE)
@require_safe
def agenda(request):
    """Half a year from a month on; what is overdue stands before it."""
    today = calendar.today()
    first = _month(request.GET.get("month", ""), today.replace(day=1))
    last = calendar.months_on(first, MONTHS) - timedelta(days=1)
    visible = Contract.objects.visible_to(request.user).in_force()
    (near,) = hear(alerts.coming(first, last, contracts=visible))
    lines = [Line(one, today) for one in near]
    months = []
    for line in lines:
        name = formats.month(line.day)
        if not months or months[-1][0] != name:
            months.append((name, []))
        months[-1][1].append(line)
    shown = {
        "months": months,
        "first": first,
        "last": last,
        "earlier": f"?month={calendar.months_on(first, -MONTHS):%Y-%m}",
        "later": f"?month={calendar.months_on(first, MONTHS):%Y-%m}",
        "may_subscribe": request.user.may("scheduling", SEE),
        "is_now": first == today.replace(day=1),
    }
    return render(request, "contracts/agenda.html", shown)


def _month(told, usual):
    try:
        asked = date.fromisoformat(f"{told}-01")
    except ValueError:
        return usual
    fits = date(calendar.FIRST.year + 1, 1, 1) <= asked <= date(calendar.LAST.year - 1, 1, 1)
    return asked if fits else usual
