"""The outbox: what was sent, what the mail servers answered, what can still be done about it."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from koios.core.outbox import is_configured
from koios.core.permissions import CONFIGURE, SEE, requires
from koios.office import places, post
from koios.office.between import between
from koios.ui.lists import Filters, Tab, address
from koios.ui.paging import page
from koios.ui.widgets import DayInput


@requires("settings", SEE)
def outbox(request):
    found = Search(request)
    return render(
        request,
        "office/outbox.html",
        {
            "search": found,
            "letters": post.letters(found.page.rows, request.user),
            "is_configured": is_configured(),
            "places": places.places_for(request.user, here=request.path),
        },
    )


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


class OutboxForm(forms.Form):
    q = forms.CharField(required=False, max_length=100)
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Qué"))
    since = forms.DateField(required=False, widget=DayInput, label=gettext_lazy("Desde"))
    until = forms.DateField(required=False, widget=DayInput, label=gettext_lazy("Hasta"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not user.may("identities", SEE):
            del self.fields["q"]  # who may not read an address does not search by it either
        named = sorted(post.kinds.items(), key=lambda pair: str(pair[1]))
        self.fields["kind"].choices = [("", _("Todos")), *named]


COUNTED = {"leaving", "failed"}


class Search:
    """The messages that the address asks for, the latest first."""

    def __init__(self, request):
        self.request = request
        self.filters = Filters(
            OutboxForm, request, placeholder=_("Asunto o dirección"), user=request.user
        )
        asked = request.GET.get("state", "")
        self.queue = asked if asked in post.QUEUES else "all"

    @cached_property
    def page(self):
        found = self._narrowed
        if self.queue != "all":
            found = found.filter(status__in=post.QUEUES[self.queue][1])
        found = found.prefetch_related("attempts").defer("text", "html")
        return page(found, self.request, ("-created_at", "-pk"))

    @cached_property
    def tabs(self):
        """Those that somebody should look at, with their number."""
        return [
            Tab(
                label,
                address(self.request, state=key),
                self._narrowed.filter(status__in=statuses).count() if key in COUNTED else None,
                key == self.queue,
            )
            for key, (label, statuses) in post.QUEUES.items()
        ]

    @property
    def is_narrowed(self):
        return bool(self.filters.values)

    @cached_property
    def _narrowed(self):
        asked = self.filters.values
        found = post.visible_to(self.request.user)
        if "kind" in asked:
            found = found.filter(kind=asked["kind"])
        if "q" in asked:
            found = found.filter(Q(subject__icontains=asked["q"]) | Q(to__icontains=asked["q"]))
        return between(found, "created_at", since=asked.get("since"), until=asked.get("until"))


def _file_url(user, file):
    if not file.may_be_seen_by(user):
        return ""
    return reverse("office:file", args=[file.pk, file.name])
