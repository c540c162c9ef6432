"""My day."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from koios.core import calendar
from koios.core.permissions import signed_in
from koios.office import counts, queue
from koios.ui.lists import Tab


@signed_in
def my_day(request):
    day = queue.Day(
        request.user,
        calendar.today(),
        key=request.GET.get("source", ""),
        opened=request.GET.get("open", ""),
    )
    return render(
        request,
        "office/my_day.html",
        {
            "day": day,
            "tabs": _tabs(day),
            "figures": queue.how_it_goes(request.user, day.today),
            "starts": queue.starts_for(request.user),
        },
    )


def _tabs(day):
    """All of it, and each source from which something waits; one alone needs none."""
    numbers = counts.of(day.user)
    sources = [
        source
        for source in day.sources
        if numbers.get(f"queue.{source.key}") or source is day.chosen
    ]
    if len(sources) < 2:
        return []
    whole = Tab(_("Todo"), "?", numbers.get("queue"), day.chosen is None)
    return [
        whole,
        *(
            Tab(
                source.label,
                f"?source={source.key}",
                numbers.get(f"queue.{source.key}"),
                source is day.chosen,
            )
            for source in sources
        ),
    ]
