"""The acts on a paper in signing: each a noun with its address, form, and the verb it calls."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from koios.core.permissions import signed_in
from koios.core.refusals import Refusal
from koios.signing.desk import forms
from koios.signing.desk.found import request_of, signer_of
from koios.signing.models import SigningRequest
from koios.signing.states import TO_SIGN, Kind, Step


@dataclass(frozen=True)
class Act:
    """Something that can be done with a request or with one of its signers."""

    slug: str
    title: str
    verb: str  # on the button
    form: type
    find: Callable  # (user, key) -> request or signer
    do: Callable  # (record, by, told)
    is_open: Callable  # (record) -> whether it is offered
    text: str
    done: str
    icon: str
    danger: bool = False


ACTS = [
    Act(
        "cancellation",
        _("Anular la firma"),
        _("Anular la firma"),
        forms.ReasonForm,
        request_of,
        lambda request, by, told: request.cancel(by=by, **told),
        lambda request: request.is_open,
        _("Los enlaces dejan de servir y se les avisa a quienes fueron invitados."),
        _("La firma quedó anulada."),
        "circle-x",
        danger=True,
    ),
    Act(
        "invitation",
        _("Enviar otra vez el enlace"),
        _("Enviar el enlace"),
        forms.NothingForm,
        signer_of,
        lambda signer, by, told: signer.send_link_again(by=by),
        lambda signer: signer.status == Step.INVITED,
        _("Va el mismo enlace, al mismo correo."),
        _("El enlace va en camino."),
        "send",
    ),
    Act(
        "replacement",
        _("Cambiar a la persona"),
        _("Cambiar a la persona"),
        forms.ReplacementForm,
        signer_of,
        lambda signer, by, told: signer.replace(by=by, **told),
        lambda signer: signer.kind != Kind.COPY and signer.status in TO_SIGN,
        _("Otra persona firma en su lugar. El enlace de la anterior deja de servir."),
        _("Quedó cambiada la persona."),
        "switch-horizontal",
    ),
]


def offered(record, find) -> list:
    """The acts that can be done now with a request or a signer."""
    return [act for act in ACTS if act.find is find and act.is_open(record)]


def views():
    for act in ACTS:
        yield act.slug, act.find is request_of, _view(act)


def _view(act):
    @signed_in
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request, key):
        record = act.find(request.user, key)
        signing = record if isinstance(record, SigningRequest) else record.request
        form = act.form(request.POST if request.method == "POST" else None)
        refused = ""
        if request.method == "POST" and form.is_valid():
            try:
                act.do(record, request.user, form.cleaned_data)
                messages.success(request, act.done)
                return redirect(signing.subject.url(signing.about))
            except Refusal as refusal:
                refused = refusal.message
        told = {
            "act": act,
            "record": record,
            "signing": signing,
            "back_url": signing.subject.url(signing.about),
            "form": form,
            "refused": refused,
        }
        status = 409 if refused else 422 if request.method == "POST" else 200
        return render(request, "signing/desk/act.html", told, status=status)

    return view
