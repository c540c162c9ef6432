"""The people of the company: who they are, how they come in, how they go."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koios.accounts import second_factor, story
from koios.accounts.forms.people import (
    DeactivationForm,
    DetailsForm,
    NewcomerForm,
    ReasonForm,
    RolesForm,
)
from koios.accounts.links import AccessLink
from koios.accounts.people import User
from koios.accounts.roster import PEOPLE, Roster
from koios.core.acts import act
from koios.core.permissions import CONFIGURE, EDIT, SEE, requires
from koios.core.together import along, answers, hear


@requires("users", SEE)
def people(request):
    return render(
        request,
        "accounts/people.html",
        {"roster": Roster(request), "may_configure": request.user.may("users", CONFIGURE)},
    )


@requires("users", SEE)
@require_safe
def export(request, form):
    """The list as it is seen, to take away."""
    return PEOPLE.respond(request, form)


@requires("users", CONFIGURE)
def newcomer(request):
    form = NewcomerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = _invite(form.cleaned_data, by=request.user)
        messages.success(request, _("La invitación va en camino a %(email)s.") % vars(person))
        return redirect(person)
    return render(request, "accounts/newcomer.html", {"form": form})


@act
def _invite(told, *, by):
    person = User.objects.create_person(by=by, **told)
    AccessLink.invite(person, by=by)
    return person


@requires("users", SEE)
def person(request, pk):
    found = get_object_or_404(User.objects.select_related("area"), pk=pk)
    invitations, sign_ins = found.links.invitations()[:1], found.sign_ins.open()
    events, _known = hear(
        story.of_person(found), answers(invitations, sign_ins, *along(found, "roles"))
    )
    return render(
        request,
        "accounts/person.html",
        {
            "person": found,
            "invitation": next(iter(invitations), None),
            "sign_ins": sign_ins,
            "has_second_factor": second_factor.is_on(found),
            "story": events,
            "may_edit": request.user.may("users", EDIT),
            "may_configure": request.user.may("users", CONFIGURE),
        },
    )


@requires("users", EDIT)
def details(request, pk):
    found = get_object_or_404(User, pk=pk)
    form = DetailsForm(
        request.POST or None,
        instance=found,
        with_email=request.user.may("users", CONFIGURE),
    )
    if request.method == "POST" and form.is_valid():
        found.change(by=request.user, **form.cleaned_data)
        return redirect(found)
    return render(request, "accounts/details.html", {"form": form, "person": found})


@requires("users", CONFIGURE)
def person_roles(request, pk):
    found = get_object_or_404(User, pk=pk)
    form = RolesForm(request.POST or None, initial={"roles": found.roles.all()})
    if request.method == "POST" and form.is_valid():
        found.set_roles(form.cleaned_data["roles"], by=request.user)
        return redirect(found)
    return render(request, "accounts/person_roles.html", {"form": form, "person": found})


@requires("users", EDIT)
@require_POST
def resending(request, pk):
    found = get_object_or_404(User, pk=pk)
    AccessLink.invite(found, by=request.user)
    messages.success(request, _("Enviamos otra invitación; la anterior ya no sirve."))
    return redirect(found)


@requires("users", EDIT)
@require_POST
def revocation(request, pk):
    found = get_object_or_404(User, pk=pk)
    found.links.open().revoke(by=request.user)
    messages.success(request, _("La invitación ya no sirve."))
    return redirect(found)


@requires("users", CONFIGURE)
def deactivation(request, pk):
    found = get_object_or_404(User.objects.active(), pk=pk)
    work = found.open_work()
    form = DeactivationForm(request.POST or None, person=found, work=work)
    if request.method == "POST" and form.is_valid():
        found.deactivate(by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s ya no puede entrar.") % vars(found))
        return redirect(found)
    return render(
        request, "accounts/deactivation.html", {"form": form, "person": found, "work": work}
    )


@requires("users", CONFIGURE)
@require_POST
def reactivation(request, pk):
    found = get_object_or_404(User, pk=pk)
    found.reactivate(by=request.user)
    messages.success(request, _("%(name)s puede entrar otra vez.") % vars(found))
    return redirect(found)


@requires("users", CONFIGURE)
def second_factor_reset(request, pk):
    found = get_object_or_404(User, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        second_factor.turn_off(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Se quitó el segundo factor y se cerraron sus sesiones."))
        return redirect(found)
    return render(request, "accounts/second_factor_reset.html", {"form": form, "person": found})


@requires("users", CONFIGURE)
@require_POST
def sessions_end(request, pk):
    found = get_object_or_404(User, pk=pk)
    found.sign_ins.open().end(by=request.user, why="revoked")
    messages.success(request, _("Se cerraron las sesiones de %(name)s.") % vars(found))
    return redirect(found)
