"""The areas that answer for something; a receipt names one."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render

from koios.accounts.forms.people import AreaForm
from koios.accounts.people import Area
from koios.core.permissions import CONFIGURE, SEE, requires


@requires("users", SEE)
def areas(request):
    how_many = Count("people", filter=Q(people__is_active=True))
    found = Area.objects.select_related("head").annotate(how_many=how_many).order_by("name")
    return render(
        request,
        "accounts/areas.html",
        {"areas": found, "may_configure": request.user.may("users", CONFIGURE)},
    )


@requires("users", CONFIGURE)
def new_area(request):
    form = AreaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        Area(**form.cleaned_data).begin(by=request.user)
        return redirect("accounts:areas")
    return render(request, "accounts/area.html", {"form": form})


@requires("users", CONFIGURE)
def area(request, pk):
    found = get_object_or_404(Area, pk=pk)
    form = AreaForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        found.amend(by=request.user, **form.cleaned_data)
        return redirect("accounts:areas")
    return render(request, "accounts/area.html", {"form": form, "area": found})
