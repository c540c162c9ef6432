"""The register of requirements: the list, a new one, one and what is corrected in it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koios.core.permissions import EDIT, SEE, requires
from koios.core.refusals import Refusal
from koios.customers.models import Customer
from koios.customers.requirement_pages import acts, showing
from koios.customers.requirement_pages.forms import RequirementForm
from koios.customers.requirement_pages.found import found
from koios.customers.requirement_pages.listing import REQUIREMENTS, RequirementList
from koios.customers.requirements import Requirement
from koios.ui import formats


@requires("customers", SEE)
@require_safe
def requirements(request):
    shown = {"list": RequirementList(request), "may_edit": request.user.may("customers", EDIT)}
    return render(request, "customers/requirements/requirements.html", shown)


@requires("customers", SEE)
@require_safe
def export(request, form):
    """The list as it is seen, to take away."""
    return REQUIREMENTS.respond(request, form)


@requires("customers", EDIT)
def new_requirement(request):
    """The customer may stand in the address: whoever comes from their page types less."""
    form = RequirementForm(request.POST or None, user=request.user, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        customer = form.cleaned_data["customer"]
        requirement = Requirement.raise_for(customer, by=request.user, **form.told())
        messages.success(request, _("El requisito quedó en el registro."))
        return redirect(requirement)
    return render(request, "customers/requirements/form.html", {"form": form})


@requires("customers", SEE)
@require_safe
def requirement(request, pk):
    here = found(request, pk)
    offered = acts.offered(here, request.user)
    first = [act for slug in acts.FIRST for act in offered if act.slug == slug]
    return render(
        request,
        "customers/requirements/requirement.html",
        {
            "requirement": here,
            "state": showing.state_of(here),
            "met": showing.met_of(here),
            "first": first,
            "more": [act for act in offered if act not in first],
            "may_edit": request.user.may("customers", EDIT),
            "facts": [
                (_("Clase"), here.get_kind_display()),
                (_("Responsable"), here.owner),
                (_("Acordado"), here.agreed_on and formats.day(here.agreed_on)),
                (_("Verificado"), here.verified_on and formats.day(here.verified_on)),
            ],
            "agreements": list(reversed(here.agreements.all())),
            "verifications": list(reversed(here.verifications.all())),
            "files": showing.files_of(here),
            "events": showing.story_of(here, request.user),
        },
    )


@requires("customers", EDIT)
def details(request, pk):
    here = found(request, pk)
    form = RequirementForm(request.POST or None, user=request.user, requirement=here)
    if request.method == "POST" and form.is_valid():
        try:
            here.correct(by=request.user, **form.told())
        except Refusal as refusal:  # somebody agreed on it meanwhile
            form.add_error(None, refusal.message)
        else:
            return redirect(here)
    told = {"form": form, "requirement": here}
    return render(request, "customers/requirements/form.html", told)


def _begun(request):
    key = request.GET.get("customer", "")
    if not key:
        return {}
    if not key.isdecimal():
        raise Http404
    visible = Customer.objects.visible_to(request.user)
    return {"customer": get_object_or_404(visible, pk=key).survivor()}
