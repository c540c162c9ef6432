"""The contract that an address names."""

from django.shortcuts import get_object_or_404

from koios.contracts.models import Amendment, Contract

RELATED = ("customer", "owner", "quote", "renews", "renewal_quote__following")


def found(request, ref):
    """The contract with this number, or the draft with this key, if this person may see it."""
    visible = Contract.objects.visible_to(request.user).select_related(*RELATED)
    numbered = visible.filter(number=ref).first()
    return numbered or get_object_or_404(visible, key=ref, number=None)


def amendment_found(request, pk):
    """The amendment with this key, if this person may see its contract."""
    visible = Contract.objects.visible_to(request.user)
    related = ("contract__customer", "contract__owner")
    amendments = Amendment.objects.filter(contract__in=visible).select_related(*related)
    return get_object_or_404(amendments, pk=pk)
