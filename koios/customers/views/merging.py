"""Two records of one customer become one, on a page that shows both."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.permissions import APPROVE, requires
from koios.customers import activities, merging, places, searching
from koios.customers.models import Customer
from koios.customers.views.customers import found, standing
from koios.ui import formats

LABELS = {"document": gettext_lazy("documento")}
LIMIT = 20


@requires("customers", APPROVE)
def choice(request, pk):
    """Which other record is the same customer: those alike first, any other by search."""
    customer = standing(request, pk)
    asked = request.GET.get("q", "").strip()[:100]
    if asked:
        others = Customer.objects.visible_to(request.user).standing().exclude(pk=customer.pk)
        others = others.filter(searching.condition(asked)).order_by("sort_key")[:LIMIT]
    else:
        others = Customer.objects.similar_to(
            customer.legal_name, customer.trade_name, but=customer, limit=LIMIT
        )
    return render(
        request,
        "customers/merge_choice.html",
        {"customer": customer, "others": others, "asked": asked},
    )


@requires("customers", APPROVE)
def merge(request, pk, other_pk):
    kept, gone = standing(request, pk), found(request, other_pk)
    if gone.merged_into_id or kept.pk == gone.pk:
        raise Http404
    doubts = merging.differing(kept, gone)
    if request.method == "POST":
        take = {name for name in doubts if request.POST.get(name) == "gone"}
        kept.absorb(gone, by=request.user, reason=request.POST.get("reason", "")[:300], take=take)
        messages.success(request, _("Todo lo de %(name)s quedó aquí.") % {"name": gone})
        return redirect(kept)
    rows = [_row(name, kept, gone) for name in doubts]
    return render(request, "customers/merge.html", {"customer": kept, "gone": gone, "rows": rows})


def _row(name, kept, gone):
    label = LABELS.get(name) or Customer._meta.get_field(name).verbose_name
    return {"name": name, "label": label, "mine": _told(name, kept), "other": _told(name, gone)}


def _told(name, customer):
    value = getattr(customer, name)
    if name in {"kind", "vat"}:
        return getattr(customer, f"get_{name}_display")()
    if name == "activity":
        return str(activities.every().get(value, value))
    if name == "municipality":
        return places.named(value)
    if name in {"since", "self_withholder_on"}:
        return formats.day(value)
    return str(value)
