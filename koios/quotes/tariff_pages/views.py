"""The pages of lists of tariffs: what is in force, one list, its prices, the list that follows."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koios.core import calendar
from koios.core.permissions import EDIT, SEE, requires
from koios.core.refusals import Refusal
from koios.quotes.models import Service, Tariff, TariffList
from koios.quotes.tariff_pages import showing
from koios.quotes.tariff_pages.acts import ACTS, FIRST, found
from koios.quotes.tariff_pages.forms import LookForm, PriceForm, TariffListForm
from koios.quotes.tariff_pages.listing import EXPORT, Lists, Prices
from koios.quotes.tariffs import Prices as PricesOfADay

GETTING = ["GET", "HEAD", "POST"]


@requires("quotes", SEE)
@require_safe
def tariff_lists(request):
    told = {"list": Lists(request), "may_edit": request.user.may("quotes", EDIT)}
    return render(request, "quotes/tariffs/lists.html", told)


@requires("quotes", EDIT)
@require_http_methods(GETTING)
def new_tariff_list(request):
    form = TariffListForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        tariffs = TariffList(**form.cleaned_data).begin(by=request.user)
        messages.success(request, _("La lista quedó en preparación. Agregue sus precios."))
        return redirect(tariffs)
    return render(request, "quotes/tariffs/list_form.html", {"form": form}, status=_status(form))


@requires("quotes", SEE)
@require_safe
def tariff_list(request, pk):
    here = found(request, pk)
    may_edit = request.user.may("quotes", EDIT)
    first, more = ACTS.offered(here, request.user, first=FIRST.get(here.status, ()))
    told = {
        "tariffs": here,
        "state": showing.state_of(here, calendar.today()),
        "validity": showing.validity(here),
        "prices": Prices(here, request, may_edit=may_edit),
        "may_add": may_edit and here.is_draft,
        "may_follow": may_edit and here.status == TariffList.Status.PUBLISHED,
        "may_edit": may_edit,
        "events": showing.story_of(here, request.user),
        "first": first,
        "more": more,
    }
    return render(request, "quotes/tariffs/list.html", told)


@requires("quotes", SEE)
@require_safe
def export(request, pk, form):
    """The prices as they are seen; the sheet comes back in as it left."""
    query = request.GET.copy()
    query["list"] = found(request, pk).pk
    request.GET = query
    return EXPORT.respond(request, form)


@requires("quotes", EDIT)
@require_http_methods(GETTING)
def details(request, pk):
    here = found(request, pk)
    form = TariffListForm(request.POST or None, user=request.user, tariffs=here)
    told = {"form": form, "tariffs": here, "why": _why_closed(here)}
    if request.method == "POST" and form.is_valid():
        here.correct(by=request.user, **form.cleaned_data)
        messages.success(request, _("Quedó guardado."))
        return redirect(here)
    return render(request, "quotes/tariffs/list_form.html", told, status=_status(form))


@requires("quotes", EDIT)
@require_http_methods(GETTING)
def new_tariff(request, pk):
    """A price more; «guardar y agregar otro» stays here."""
    here = found(request, pk)
    form = PriceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        here.price(
            told["service"],
            told["price"],
            by=request.user,
            vehicle_class=told["vehicle_class"],
            route=told["route"],
        )
        messages.success(
            request, _("%(service)s quedó con su precio.") % {"service": told["service"]}
        )
        return (
            redirect("quotes:new_tariff", here.pk) if "another" in request.POST else redirect(here)
        )
    told = {"form": form, "tariffs": here, "services": _offered(), "why": _why_closed(here)}
    return render(request, "quotes/tariffs/price_form.html", told, status=_status(form))


@requires("quotes", EDIT)
@require_http_methods(GETTING)
def tariff(request, pk):
    """Another price, class or route on a list in preparation."""
    here, tariffs = _price(request, pk)
    form = PriceForm(request.POST or None, tariff=here)
    why = _why_closed(tariffs)
    if request.method == "POST" and form.is_valid():
        try:
            tariffs.change(here, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            why = refusal.message
        else:
            messages.success(request, _("Quedó guardado."))
            return redirect(tariffs)
    told = {"form": form, "tariffs": tariffs, "tariff": here, "why": why}
    status = 409 if request.method == "POST" and why else _status(form)
    return render(request, "quotes/tariffs/price_form.html", told, status=status)


@requires("quotes", EDIT)
@require_POST
def tariff_removal(request, pk):
    here, tariffs = _price(request, pk)
    tariffs.drop(here, by=request.user)
    messages.success(request, _("El precio salió de la lista."))
    return redirect(tariffs)


@requires("quotes", SEE)
@require_safe
def price(request):
    """Which price holds on a day, and where it comes from."""
    asked = "service" in request.GET
    form = LookForm(request.GET if asked else None, user=request.user)
    told = {"form": form, "asked": asked and form.is_valid(), "services": _offered()}
    if told["asked"]:
        told |= _answered(form.cleaned_data)
    return render(request, "quotes/tariffs/price.html", told, status=_status(form))


def _answered(asked):
    """The price that holds, and those that would without it."""
    prices = PricesOfADay([asked["service"]], on=asked["on"], customer=asked["customer"])
    found = prices.fitting(asked["service"], asked["vehicle_class"], asked["route"])
    for one in found:
        one.amount, one.fit = showing.pesos(one.price), showing.fit(one)
    best, others = (found[0], found[1:]) if found else (None, [])
    return {"on": asked["on"], "service": asked["service"], "best": best, "others": others}


def _offered():
    return Service.objects.offered().order_by("code")[:500]


def _price(request, pk):
    related = Tariff.objects.select_related("service", "tariffs__customer")
    here = get_object_or_404(related, pk=pk)
    return here, here.tariffs


def _why_closed(tariffs):
    if tariffs.is_draft:
        return ""
    return _("Esta lista ya no está en preparación: sus precios no se cambian.")


def _status(form):
    return 422 if form.errors else 200
