"""The settings of the company: a page for each group."""

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from koios.accounts import set_up
from koios.core import files
from koios.core.outbox import is_configured
from koios.core.permissions import CONFIGURE, public, requires, signed_in
from koios.core.refusals import Forbidden
from koios.office import groups, logo, places


@signed_in
def settings(request):
    """The first page that this person finds."""
    found = groups.visible_to(request.user)
    if not found:
        raise Http404
    return redirect("office:settings_group", found[0].name)


@signed_in
def settings_group(request, name):
    group = _found(request.user, name)
    may_configure = request.user.may(group.module, CONFIGURE)
    if request.method == "POST" and not may_configure:
        raise Forbidden(_("Su papel en la empresa le permite ver los ajustes, pero no cambiarlos."))
    form = groups.GroupForm(group, request.POST or None)
    previewed = ""
    if request.method == "POST":
        valid = form.is_valid()
        if "preview" in request.POST:
            previewed = form.cleaned_data.get("company-brand", "")
        elif valid:
            _tell(request, form.save(by=request.user))
            return redirect("office:settings_group", group.name)
    return render(
        request,
        [f"office/settings/{group.name}.html", "office/settings/group.html"],
        {
            "group": group,
            "form": form,
            "lines": groups.lines(group, form),
            "may_configure": may_configure,
            "places": places.places_for(request.user, here=request.path),
            "previewed": previewed,
            **(EXTRAS[group.name](request) if group.name in EXTRAS else {}),
        },
    )


@requires("settings", CONFIGURE)
@require_POST
def logo_change(request):
    """Another logo, or none."""
    if "remove" in request.POST:
        logo.take_away(by=request.user)
        messages.success(request, _("Ya no hay logo: va la marca de Koios."))
    elif "logo" not in request.FILES:
        messages.error(request, _("Escoja primero el archivo del logo."))
    else:
        try:
            logo.replace(request.FILES["logo"], by=request.user)
            messages.success(request, _("El logo nuevo ya está en las páginas y en las cartas."))
        except files.FileRefused as refusal:
            messages.error(request, refusal.message)
    return redirect("office:settings_group", "company")


@public
@require_safe
def logo_picture(request):
    """The copy drawn anew; its address changes with the logo, so it may be kept long."""
    file = logo.current()
    if file is None:
        raise Http404
    response = files.serve_preview(request, file, side=files.SMALL, allowed=True)
    response["Cache-Control"] = "public, max-age=86400"
    return response


@requires("settings", CONFIGURE)
@require_POST
def mail_test(request):
    set_up.send_test(request.user)
    return redirect(reverse("office:settings_group", args=["mail"]) + "#prueba")


@requires("settings", CONFIGURE)
@require_safe
def mail_test_answer(request):
    """What became of the last test message; asked again by the page while it is on its way."""
    return render(request, "office/settings/_mail_test.html", _mail(request))


def _found(user, name):
    for group in groups.visible_to(user):
        if group.name == name:
            return group
    raise Http404


def _tell(request, changed):
    if changed:
        told = ngettext("Quedó guardado el cambio.", "Quedaron guardados %(n)s cambios.", changed)
        messages.success(request, told % {"n": changed})
    else:
        messages.info(request, _("No había nada que cambiar."))


def _company(request):
    return {"logo": logo.current()}


def _numbering(request):
    return {"examples": groups.next_numbers()}


def _mail(request):
    return {
        "is_from_environment": bool(django_settings.SMTP["host"]),
        "is_configured": is_configured(),
        "test": set_up.last_test(request.user),
    }


# What some pages tell besides their settings
EXTRAS = {"company": _company, "numbering": _numbering, "mail": _mail}
