"""The permission matrix and the roles that are its columns."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koios.accounts import matrix as permissions
from koios.accounts import story
from koios.accounts.forms.people import RoleForm
from koios.accounts.roles import Role
from koios.core.permissions import CONFIGURE, SEE, requires
from koios.core.together import hear


@requires("users", SEE)
def matrix(request):
    if request.method == "POST":
        return _change(request)
    roles = Role.objects.annotate(how_many=Count("people")).order_by("name")
    return render(
        request,
        "accounts/matrix.html",
        {
            "roles": roles,
            "rows": [(module, permissions.cells(module, roles)) for module in permissions.rows()],
            "may_configure": request.user.may("users", CONFIGURE),
            "story": hear(story.of_roles(limit=20))[0],
        },
    )


@requires("users", CONFIGURE)
def _change(request):
    changed = permissions.change(permissions.read(request.POST), by=request.user)
    if changed:
        names = ", ".join(role.name for role in changed)
        messages.success(
            request, _("Quedó guardado lo que cambió en %(names)s.") % {"names": names}
        )
    else:
        messages.info(request, _("No había nada que cambiar."))
    return redirect("accounts:roles")


@requires("users", CONFIGURE)
def new_role(request):
    """A role from nothing, or as a copy of another (`?like=key`)."""
    like = Role.objects.filter(key=request.GET.get("like", "")).first()
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        Role(**form.cleaned_data).add(by=request.user, like=like)
        messages.success(request, _("El rol está en la matriz. Decida hasta dónde llega."))
        return redirect("accounts:roles")
    return render(request, "accounts/role.html", {"form": form, "like": like})


@requires("users", CONFIGURE)
def role(request, key):
    found = get_object_or_404(Role, key=key)
    form = RoleForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        found.change(by=request.user, **form.cleaned_data)
        return redirect("accounts:roles")
    return render(
        request,
        "accounts/role.html",
        {
            "form": form,
            "role": found,
            "people": found.people.active(),
            "story": hear(story.of(found))[0],
        },
    )


@requires("users", CONFIGURE)
@require_POST
def removal(request, key):
    found = get_object_or_404(Role, key=key)
    found.drop(by=request.user)
    messages.success(request, _("El rol %(name)s ya no existe.") % {"name": found.name})
    return redirect("accounts:roles")
