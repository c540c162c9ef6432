"""The acts on a finding: each a noun with its address, its form, and the verb that it calls."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from koios.actions import forms
from koios.actions.found import found
from koios.actions.models import Finding
from koios.core import files
from koios.core.permissions import APPROVE, EDIT, requires
from koios.core.refusals import Refusal

S = Finding.Status
OPEN = frozenset(Finding.OPEN)


@dataclass(frozen=True)
class Act:
    """Something that can be done with a finding."""

    slug: str
    title: str
    verb: str  # on the button
    form: type
    do: Callable  # (finding, by, told, basket)
    states: frozenset
    text: str
    done: str
    icon: str
    level: str = EDIT
    danger: bool = False

    def is_offered(self, finding, user):
        return finding.status in self.states and user.may("actions", self.level)


ACTS = [
    Act(
        "treatment",
        _("Empezar a tratarlo"),
        _("Empezar"),
        forms.TreatmentForm,
        lambda finding, by, told, basket: finding.treat(by=by, note=told["note"]),
        frozenset({S.OPEN}),
        _("Si no tiene responsable, queda a su cargo."),
        _("Quedó en tratamiento."),
        "player-play",
    ),
    Act(
        "closing",
        _("Cerrar"),
        _("Cerrar el hallazgo"),
        forms.ClosingForm,
        lambda finding, by, told, basket: finding.close(
            by=by, reason=told["reason"], basket=basket
        ),
        OPEN,
        _("Con lo que se hizo y la prueba de que funcionó: es lo que mira el auditor."),
        _("Quedó cerrado."),
        "lock",
    ),
    Act(
        "handover",
        _("Entregar a otra persona"),
        _("Entregar"),
        forms.HandoverForm,
        lambda finding, by, told, basket: finding.hand_to(
            told["person"], by=by, reason=told["reason"]
        ),
        OPEN,
        _("Quien lo recibe queda como responsable y se le avisa."),
        _("El hallazgo tiene nuevo responsable."),
        "user-plus",
    ),
    Act(
        "evidence",
        _("Agregar evidencia"),
        _("Agregar"),
        forms.EvidenceForm,
        lambda finding, by, told, basket: finding.prove(basket, by=by),
        frozenset(S),
        _("Fotos, registros, correos: lo que muestra el hecho o lo que se hizo."),
        _("La evidencia quedó guardada."),
        "paperclip",
    ),
    Act(
        "dismissal",
        _("Descartar"),
        _("Descartar"),
        forms.DismissalForm,
        lambda finding, by, told, basket: finding.dismiss(by=by, reason=told["reason"]),
        OPEN,
        _("No era un hallazgo. Su número y la razón quedan."),
        _("Quedó descartado."),
        "circle-x",
        level=APPROVE,
        danger=True,
    ),
]


def offered(finding, user) -> list:
    return [act for act in ACTS if act.is_offered(finding, user)]


def views():
    """An address and a view for each act."""
    return [(act.slug, _view(act)) for act in ACTS]


def _view(act):
    @requires("actions", act.level)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request, number):
        finding = found(request, number)
        form = act.form(request.POST if request.method == "POST" else None, finding=finding)
        basket, refused = files.basket_from(request.POST.get("basket")), []
        if act.form.takes_files:
            _staged, refused = files.stage_all(
                basket, request.FILES.getlist("files"), by=request.user
            )
        why = ""
        if request.method == "POST" and form.is_valid():
            try:
                _refuse_nothing(act, basket)
                act.do(finding, request.user, form.cleaned_data, basket)
            except Refusal as refusal:
                why = refusal.message
            else:
                for refusal in refused:
                    messages.warning(request, refusal.message)
                messages.success(request, act.done)
                return redirect(finding)
        told = {"finding": finding, "act": act, "form": form, "why": why, "refused": refused}
        told |= {"basket": basket, "uploads": files.uploads_in(basket)}
        status = 409 if why else 422 if form.errors else 200
        return render(request, "actions/act.html", told, status=status)

    view.__name__ = act.slug
    return view


def _refuse_nothing(act, basket):
    if act.form is forms.EvidenceForm and not files.uploads_in(basket):
        raise Refusal(_g("Escoja al menos un archivo."))
