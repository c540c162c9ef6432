"""The verification, the campaign or the checklist that an address names."""

from django.shortcuts import get_object_or_404

from koios.contracts.models import Contract
from koios.verification.models import Campaign, Checklist, ContractVerification

RELATED = (
    *("contract__customer", "contract__owner", "owner", "checklist", "campaign", "finished_by"),
    "document__file__blob",
)


def found(request, number):
    """The verification with this number, if this person may see its contract."""
    visible = ContractVerification.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related(*RELATED), number=number)


def contract_found(request, number):
    """The contract that would be verified; a draft has nothing to verify."""
    visible = Contract.objects.visible_to(request.user).select_related("customer", "owner")
    return get_object_or_404(visible, number=number)


def campaign_found(request, for_year):
    return get_object_or_404(Campaign.objects.select_related("verifier"), for_year=for_year)


def checklist_found(request, pk):
    return get_object_or_404(Checklist, pk=pk)
