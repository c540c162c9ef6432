"""The acts on a service order: each a noun with its address, form, and the verb it calls."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from koios.core.permissions import EDIT, requires
from koios.core.refusals import Refusal
from koios.scheduling import clashes, forms
from koios.scheduling.found import found
from koios.scheduling.models import ServiceOrder
from koios.scheduling.orders import StaleOrder

S = ServiceOrder.Status
OPEN = frozenset(ServiceOrder.OPEN)


@dataclass(frozen=True)
class Act:
    """Something that can be done with a service order."""

    slug: str
    title: str
    verb: str  # on the button
    form: type
    do: Callable  # (order, by, told)
    states: frozenset
    text: str
    done: str
    icon: str
    warn: Callable | None = None  # (order, told) -> sentences to read first
    danger: bool = False

    def is_offered(self, order, user):
        return order.status in self.states and user.may("scheduling", EDIT)


def _schedule(order, by, told):
    return order.schedule(by=by, **told)


def _against(order, told):
    names = ("on", "vehicle", "driver")
    return clashes.against(order, **{name: told[name] for name in names})


SCHEDULE = {"form": forms.ScheduleForm, "do": _schedule, "icon": "calendar-plus", "warn": _against}
ACTS = [
    Act(
        "schedule",
        _("Programar"),
        _("Programar"),
        states=frozenset({S.REQUESTED}),
        text=_("Con día, vehículo y conductor."),
        done=_("Quedó programada."),
        **SCHEDULE,
    ),
    Act(
        "reschedule",
        _("Reprogramar"),
        _("Guardar"),
        states=frozenset({S.SCHEDULED}),
        text=_("Cambia el día, la hora, el vehículo o el conductor. Lo anterior queda escrito."),
        done=_("Quedó reprogramada."),
        **SCHEDULE,
    ),
    Act(
        "rendering",
        _("Se prestó"),
        _("Registrar que se prestó"),
        forms.RenderedForm,
        lambda order, by, told: order.render(by=by, **told),
        frozenset({S.SCHEDULED}),
        _("El servicio se dio. Desde aquí ya no cambia."),
        _("Quedó registrado que se prestó."),
        "check",
    ),
    Act(
        "notes",
        _("Escribir notas"),
        _("Guardar"),
        forms.NotesForm,
        lambda order, by, told: order.annotate(told["notes"], by=by, seen=told["seen"]),
        OPEN,
        _("Lo que debe saber quien lo presta: portería, teléfonos, por dónde se entra."),
        _("Guardamos las notas."),
        "edit",
    ),
    Act(
        "unscheduling",
        _("Quitar la fecha"),
        _("Quitar la fecha"),
        forms.ReasonForm,
        lambda order, by, told: order.unschedule(by=by, **told),
        frozenset({S.SCHEDULED}),
        _("Vuelve a quedar por programar. El vehículo y el conductor quedan libres ese día."),
        _("La orden quedó otra vez por programar."),
        "calendar-minus",
    ),
    Act(
        "cancellation",
        _("Cancelar la orden"),
        _("Cancelar la orden"),
        forms.ReasonForm,
        lambda order, by, told: order.cancel(by=by, **told),
        OPEN,
        _("No se va a prestar. Su consecutivo queda visible, con la razón."),
        _("La orden quedó cancelada."),
        "circle-x",
        danger=True,
    ),
]


def offered(order, user) -> list:
    return [act for act in ACTS if act.is_offered(order, user)]


def views():
    """An address and a view for each act."""
    return [(act.slug, _view(act)) for act in ACTS]


def _view(act):
    @requires("scheduling", EDIT)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request, number):
        order = found(request, number)
        told = request.POST if request.method == "POST" else None
        form = act.form(told, order=order, initial=request.GET.dict())
        why, warned = "", []
        if request.method == "POST" and form.is_valid():
            warned = act.warn(order, form.cleaned_data) if act.warn else []
            if not warned or request.POST.get("read") == _digest(warned):
                try:
                    act.do(order, request.user, form.cleaned_data)
                except StaleOrder as stale:
                    why = stale.message
                    form.look_again(stale.theirs)
                except Refusal as refusal:
                    why = refusal.message
                else:
                    messages.success(request, act.done)
                    return redirect(order)
        context = {"order": order, "act": act, "form": form, "why": why}
        context |= {"warned": warned, "read": _digest(warned)}
        status = 409 if why else 422 if form.errors or warned else 200
        return render(request, "scheduling/act.html", context, status=status)

    view.__name__ = act.slug
    return view


def _digest(warned):
    """Which warnings were read: others ask again."""
    return hashlib.sha256("\n".join(warned).encode()).hexdigest()[:16]
