"""The acts on a requirement: each a noun with its address, its form, and the verb that it calls."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from koios.core import files
from koios.core.permissions import EDIT, requires
from koios.core.refusals import Refusal
from koios.customers.requirement_pages import forms
from koios.customers.requirement_pages.found import found
from koios.customers.requirements import Requirement

S = Requirement.Status


@dataclass(frozen=True)
class Act:
    """Something that can be done with a requirement."""

    slug: str
    title: str
    verb: str  # on the button
    form: type
    do: Callable  # (requirement, by, told, basket)
    states: frozenset
    text: str
    done: str
    icon: str
    danger: bool = False

    def is_offered(self, requirement, user):
        return requirement.status in self.states and user.may("customers", EDIT)


ACTS = [
    Act(
        "study",
        _("Estudiar si podemos"),
        _("Pasar a estudio"),
        forms.StudyForm,
        lambda one, by, told, basket: one.study(by=by, **told),
        frozenset(S) - {S.STUDIED},
        _("Antes de comprometerse se revisa si podemos cumplirlo (ISO 9001, 8.2.3)."),
        _("Quedó en estudio."),
        "search",
    ),
    Act(
        "agreement",
        _("Registrar el acuerdo"),
        _("Registrar"),
        forms.AgreementForm,
        lambda one, by, told, basket: one.agree(by=by, **told),
        frozenset(Requirement.OPEN),
        _("Con quién, cuándo y en qué palabras: es lo que después se verifica."),
        _("Quedó acordado."),
        "circle-check",
    ),
    Act(
        "change",
        _("Acordar un cambio"),
        _("Registrar el cambio"),
        forms.AgreementForm,
        lambda one, by, told, basket: one.agree(by=by, **told),
        frozenset({S.AGREED}),
        _("Lo de antes se conserva; lo nuevo queda con su fecha y quien lo aceptó."),
        _("El cambio quedó registrado."),
        "edit",
    ),
    Act(
        "verification",
        _("Verificar"),
        _("Guardar la verificación"),
        forms.VerificationForm,
        lambda one, by, told, basket: one.verify(by=by, basket=basket, **told),
        frozenset({S.AGREED}),
        _("Alguien mira si se cumple y deja lo que vio."),
        _("La verificación quedó guardada."),
        "list-check",
    ),
    Act(
        "refusal",
        _("No se acuerda"),
        _("Dejar sin acuerdo"),
        forms.ReasonForm,
        lambda one, by, told, basket: one.decline(by=by, **told),
        frozenset(Requirement.OPEN),
        _("No podemos, o el cliente desistió. La razón queda."),
        _("Quedó como no acordado."),
        "circle-x",
        danger=True,
    ),
    Act(
        "handover",
        _("Entregar a otra persona"),
        _("Entregar"),
        forms.HandoverForm,
        lambda one, by, told, basket: one.hand_to(told["person"], by=by, reason=told["reason"]),
        frozenset(S) - {S.RETIRED},
        _("Quien lo recibe queda como responsable y se le avisa."),
        _("El requisito tiene nuevo responsable."),
        "user-plus",
    ),
    Act(
        "retirement",
        _("Ya no aplica"),
        _("Retirar"),
        forms.ReasonForm,
        lambda one, by, told, basket: one.retire(by=by, **told),
        frozenset(S) - {S.RETIRED},
        _("Sale de lo que se verifica. Lo que se acordó se conserva."),
        _("Quedó retirado."),
        "archive",
        danger=True,
    ),
]
FIRST = ("agreement", "verification", "study")


def offered(requirement, user) -> list:
    return [act for act in ACTS if act.is_offered(requirement, user)]


def views():
    """An address and a view for each act."""
    return [(act.slug, _view(act)) for act in ACTS]


def _view(act):
    @requires("customers", EDIT)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request, pk):
        requirement = found(request, pk)
        form = act.form(request.POST if request.method == "POST" else None, requirement=requirement)
        basket, refused = files.basket_from(request.POST.get("basket")), []
        if act.form.takes_files:
            _staged, refused = files.stage_all(
                basket, request.FILES.getlist("files"), by=request.user
            )
        why = ""
        if request.method == "POST" and form.is_valid():
            try:
                act.do(requirement, request.user, form.cleaned_data, basket)
            except Refusal as refusal:
                why = refusal.message
            else:
                for refusal in refused:
                    messages.warning(request, refusal.message)
                messages.success(request, act.done)
                return redirect(requirement)
        told = {"requirement": requirement, "act": act, "form": form, "why": why}
        told |= {"refused": refused, "basket": basket, "uploads": files.uploads_in(basket)}
        status = 409 if why else 422 if form.errors else 200
        return render(request, "customers/requirements/act.html", told, status=status)

    view.__name__ = act.slug
    return view
