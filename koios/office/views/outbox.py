"""The outbox: what was sent, what the mail servers answered, what can still be done about it."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from koios.core.outbox import is_configured
from koios.core.permissions import CONFIGURE, SEE, requires
from koios.office import listing, places, post


@requires("settings", SEE)
def outbox(request):
    found = listing.OutboxList(request)
    return render(
        request,
        "office/outbox.html",
        {
            "search": found,
            "letters": found.letters,
            "is_configured": is_configured(),
            "places": places.places_for(request.user, here=request.path),
        },
    )


@requires("settings", SEE)
@require_safe
def outbox_export(request, form):
    return listing.OUTBOX.respond(request, form)


@requires("settings", SEE)
def message(request, pk):
    found = get_object_or_404(post.visible_to(request.user), pk=pk)
    [letter] = post.letters([found], request.user)
    return render(
        request,
        "office/message.html",
        {
            "letter": letter,
            "may_configure": request.user.may("settings", CONFIGURE),
            "files": [
                {"name": file.name, "size": file.size, "url": _file_url(request.user, file)}
                for file in found.files
            ],
        },
    )


@requires("settings", CONFIGURE)
@require_POST
def message_again(request, pk):
    found = get_object_or_404(post.visible_to(request.user), pk=pk)
    found.send_again(by=request.user)
    messages.success(request, _("Va otra vez. Aquí verá lo que conteste el servidor."))
    return redirect("office:message", pk)


class CancelForm(forms.Form):
    reason = forms.CharField(
        max_length=300,
        label=gettext_lazy("Por qué no debe salir"),
        error_messages={"required": gettext_lazy("Diga por qué, para que quede en el registro.")},
    )


@requires("settings", CONFIGURE)
def message_cancel(request, pk):
    found = get_object_or_404(post.visible_to(request.user), pk=pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found.cancel(by=request.user, **form.cleaned_data)
        messages.success(request, _("El correo quedó anulado y no saldrá."))
        return redirect("office:message", pk)
    return render(
        request,
        "ui/confirm.html",
        {
            "form": form,
            "title": _("¿Anular este correo?"),
            "text": _("No saldrá. Queda aquí, con su motivo."),
            "url": request.path,
            "verb": _("Anular el correo"),
            "danger": True,
            "back_url": reverse("office:message", args=[pk]),
        },
    )


def _file_url(user, file):
    if not file.may_be_seen_by(user):
        return ""
    return reverse("office:file", args=[file.pk, file.name])
