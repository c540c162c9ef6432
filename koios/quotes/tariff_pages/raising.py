"""The list that follows another, looked at price by price before anything is saved.

The preview is a GET: it can be paged through and sent to a colleague. Only the button saves.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koios.core.permissions import EDIT, requires
from koios.core.refusals import Refusal
from koios.quotes.models import Tariff
from koios.quotes.raising import raised
from koios.quotes.tariff_pages import showing
from koios.quotes.tariff_pages.acts import found
from koios.quotes.tariff_pages.forms import RaiseForm
from koios.ui import formats
from koios.ui.paging import page


@requires("quotes", EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def successor(request, pk):
    here = found(request, pk)
    asked = request.POST if request.method == "POST" else request.GET
    form = RaiseForm(asked, tariffs=here) if "percent" in asked else RaiseForm.begun(here)
    told = {"form": form, "tariffs": here, "why": ""}
    if form.is_bound and form.is_valid():
        if request.method == "POST":
            make = here.successor_in_time if here.is_long else here.successor
            try:
                made = make(by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                told["why"] = refusal.message
            else:
                messages.success(request, _("La lista nueva quedó en preparación."))
                return redirect(made)
        told["preview"] = Preview(here, request, form)
    status = 409 if told["why"] else 422 if form.errors else 200
    return render(request, "quotes/tariffs/successor.html", told, status=status)


class Preview:
    """Old, new and difference of each price, and how many change."""

    def __init__(self, tariffs, request, form):
        self.tariffs, self.request = tariffs, request
        self.percent, self.step = form.cleaned_data["percent"], form.cleaned_data["step"]

    @cached_property
    def page(self):
        return page(
            Tariff.objects.filter(tariffs=self.tariffs).select_related("service"),
            self.request,
            ("service__code", "class_key", "route_key", "pk"),
            row=self._row,
        )

    @cached_property
    def sums(self) -> dict:
        up = down = same = 0
        for price in self.tariffs.tariffs.values_list("price", flat=True):
            new = raised(price, self.percent, self.step)
            up, down, same = up + (new > price), down + (new < price), same + (new == price)
        return {"all": up + down + same, "up": up, "down": down, "same": same}

    def _row(self, tariff):
        new = raised(tariff.price, self.percent, self.step)
        change = new - tariff.price
        share = change * 100 / tariff.price if tariff.price else None
        return {
            "service": tariff.service,
            "fit": showing.fit(tariff),
            "old": showing.pesos(tariff.price),
            "new": showing.pesos(new),
            "change": _signed(change),
            "share": "" if share is None else formats.percent(share, 1),
        }


def _signed(amount):
    if amount < 0:
        return f"−{showing.pesos(-amount)}"
    return f"+{showing.pesos(amount)}" if amount else "="
