"""The acts on a case that ask for a few words before they happen.

Each is a noun with its address, a form, the verb that it calls on the case, and the level of the
person who may do it. GET asks, POST does; a refusal of the verb is shown over what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from koios.cases import states
from koios.cases.desk import forms
from koios.cases.desk.finding import found, is_seen
from koios.cases.models import Status
from koios.core.permissions import APPROVE, EDIT, requires
from koios.core.refusals import Refusal

S = Status


@dataclass(frozen=True)
class Act:
    """Something that can be done with a case from its page."""

    slug: str
    title: str
    verb: str  # on the button
    form: type
    do: Callable  # (case, by, told)
    states: frozenset  # in which it is offered
    text: str = ""
    done: str = ""
    level: str = EDIT
    danger: bool = False
    icon: str = ""
    why_not: Callable | None = None  # (case) -> the reason why it is off, or nothing

    def is_offered(self, case, user):
        return case.status in self.states and user.may("cases", self.level)


BEFORE = frozenset(states.BEFORE_ANSWER)
LIVE = frozenset(states.OPEN)
ANY = frozenset(S)
WAITABLE = frozenset({S.IN_TRIAGE, S.ASSIGNED, S.IN_PROGRESS})


def _told(verb, *names):
    """Call a verb of the case with what the form told, by name."""
    return lambda case, by, told: getattr(case, verb)(by=by, **{name: told[name] for name in names})


ACTS = [
    Act(
        "assignment",
        _("Asignar"),
        _("Asignar"),
        forms.AssignmentForm,
        lambda case, by, told: case.assign(
            told["person"], by=by, area=told["area"], reason=told["reason"]
        ),
        LIVE,
        _("Quien la recibe queda como responsable y se le avisa."),
        _("La PQRS tiene nuevo responsable."),
        icon="user-plus",
    ),
    Act(
        "kind",
        _("Corregir el tipo"),
        _("Corregir el tipo"),
        forms.KindForm,
        _told("change_kind", "kind", "reason", "due_on"),
        frozenset(states.BEFORE_ANSWER | {S.REOPENED}),
        _(
            "El término se cuenta otra vez desde el mismo recibo, y se le informa a la persona. "
            "Ella no pierde tiempo."
        ),
        _("El tipo quedó corregido y se le informó a la persona."),
        icon="tag",
    ),
    Act(
        "priority",
        _("Cambiar la prioridad"),
        _("Guardar"),
        forms.PriorityForm,
        _told("prioritise", "severity", "urgency", "reason"),
        LIVE,
        icon="flame",
    ),
    Act(
        "details",
        _("Corregir asunto, cliente o análisis"),
        _("Guardar"),
        forms.DetailsForm,
        lambda case, by, told: case.describe(by=by, **told),
        ANY,
        icon="edit",
    ),
    Act(
        "petitioner",
        _("Corregir los datos de contacto"),
        _("Guardar"),
        forms.PetitionerForm,
        lambda case, by, told: case.correct_petitioner(by=by, reason=told.pop("reason"), **told),
        ANY - {S.NOT_A_CASE},
        _("Por ejemplo, una dirección a la que no llegó la respuesta."),
        icon="at",
        why_not=lambda case: "" if case.petitioner_id else _("Es anónima: no hay datos."),
    ),
    Act(
        "receipt",
        _("Enviar de nuevo el recibo"),
        _("Enviar el recibo"),
        forms.NothingForm,
        lambda case, by, told: case.send_receipt_again(by=by),
        ANY - {S.NOT_A_CASE},
        _(
            "Va al correo que está ahora en el caso, con la clave. Compruebe antes por el "
            "documento que habla con quien la presentó."
        ),
        _("El recibo sale enseguida."),
        icon="mail-forward",
    ),
    Act(
        "asks",
        _("Precisar lo que pidió"),
        _("Guardar"),
        forms.AsksForm,
        lambda case, by, told: case.word_asks(told["asks"], by=by),
        LIVE,
        _("Un punto por renglón. La respuesta debe atender cada uno."),
        icon="list-check",
    ),
    Act(
        "information",
        _("Pedir un dato"),
        _("Pedir el dato y detener el término"),
        forms.InformationForm,
        lambda case, by, told: case.require_information(told["item"], by=by),
        WAITABLE,
        _(
            "El término se detiene hasta que la persona lo envíe. No se puede pedir lo que la "
            "empresa ya tiene o no necesita (Ley 1437 de 2011, art. 17)."
        ),
        _("Se pidió el dato. El término quedó detenido."),
        icon="player-pause",
    ),
    Act(
        "resumption",
        _("Reanudar el término"),
        _("Reanudar"),
        forms.OptionalReasonForm,
        _told("resume", "reason"),
        frozenset({S.AWAITING_PETITIONER}),
        _("Llegó lo que faltaba. Desde mañana sigue corriendo con los días que quedaban."),
        _("El término volvió a correr."),
        icon="player-play",
    ),
    Act(
        "more-time",
        _("Dar más tiempo para completar"),
        _("Dar más tiempo"),
        forms.NothingForm,
        lambda case, by, told: case.give_more_time(by=by),
        frozenset({S.AWAITING_PETITIONER}),
        _("Un plazo igual, una sola vez, si la persona lo pidió antes del vencimiento."),
        icon="hourglass",
    ),
    Act(
        "extension",
        _("Prorrogar"),
        _("Prorrogar y avisar"),
        forms.ExtensionForm,
        _told("extend", "extra_days", "reason"),
        LIVE,
        _("Es excepcional, se concede una vez y se avisa con razones antes del vencimiento."),
        _("Se concedió la prórroga y se le avisó a la persona."),
        icon="calendar-plus",
        why_not=lambda case: case.why_not_extend(),
    ),
    Act(
        "transfer",
        _("Trasladar por competencia"),
        _("Trasladar"),
        forms.TransferForm,
        _told("transfer", "destination", "destination_email", "reason"),
        BEFORE,
        _("Se le informa a la persona y se envía la solicitud a quien debe responder."),
        _("Se trasladó y se le informó a la persona."),
        level=APPROVE,
        icon="arrow-forward-up",
    ),
    Act(
        "duplicate",
        _("Unir con otra PQRS"),
        _("Unir"),
        forms.DuplicateForm,
        lambda case, by, told: case.mark_duplicate(told["number"], by=by),
        BEFORE,
        _("Esta termina como duplicada y sigue la otra, con su propia fecha."),
        icon="git-merge",
    ),
    Act(
        "link",
        _("Enlazar con otra PQRS"),
        _("Enlazar"),
        forms.LinkForm,
        lambda case, by, told: case.link_to(told["number"], by=by),
        ANY,
        _("Las dos siguen su curso y se ven desde ambas."),
        icon="link",
    ),
    Act(
        "about",
        _("Es sobre una persona del equipo"),
        _("Reservar de esa persona"),
        forms.AboutForm,
        _told("is_about", "person", "reason"),
        LIVE,
        _("Esa persona deja de verla. Si la tenía a cargo, pasa al jefe del área."),
        icon="user-off",
    ),
    Act(
        "withdrawal",
        _("Registrar que desiste"),
        _("Registrar"),
        forms.ReasonForm,
        _told("withdraw", "reason"),
        BEFORE,
        _("La persona lo pidió. Puede presentarla de nuevo cuando quiera."),
        danger=True,
        icon="door-exit",
    ),
    Act(
        "rejection",
        _("Rechazar con razones"),
        _("Rechazar"),
        forms.ReasonForm,
        _told("reject", "reason"),
        BEFORE,
        _("Solo si es irrespetuosa o no se aclaró cuando se pidió (Ley 1437 de 2011, art. 19)."),
        danger=True,
        level=APPROVE,
        icon="circle-x",
    ),
    Act(
        "dismissal",
        _("No es una PQRS"),
        _("Marcar"),
        forms.ReasonForm,
        _told("dismiss", "reason"),
        frozenset(states.BEFORE_WORK),
        _("Publicidad, prueba o correo no deseado. Su número sigue visible."),
        danger=True,
        icon="trash",
    ),
    Act(
        "closing",
        _("Cerrar"),
        _("Cerrar"),
        forms.ClosingForm,
        _told("close", "cause", "process", "outcome"),
        frozenset({S.ANSWERED}),
        _("Con su análisis. Si procede, queda un hallazgo para que no vuelva a pasar."),
        _("La PQRS quedó cerrada."),
        icon="lock",
    ),
    Act(
        "reopening",
        _("Reabrir"),
        _("Reabrir"),
        forms.ReasonForm,
        _told("reopen", "reason"),
        frozenset({S.ANSWERED, S.CLOSED}),
        _("La persona dijo que la respuesta no resolvió. Empieza un término nuevo."),
        icon="rotate",
        why_not=lambda case: case.why_not_reopen(),
    ),
]


def offered(case, user) -> list:
    """The acts that this person may do now, with why one is off."""
    return [
        (act, act.why_not(case) if act.why_not else "")
        for act in ACTS
        if act.is_offered(case, user)
    ]


def views():
    """An address and a view for each act."""
    return [(act.slug, _view(act)) for act in ACTS]


def _view(act):
    @requires("cases", act.level)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request, number):
        case = found(request, number)
        told = request.POST if request.method == "POST" else None
        form = act.form(told, case=case, user=request.user)
        refused = act.why_not(case) if act.why_not else ""
        if request.method == "POST" and form.is_valid():
            try:
                act.do(case, request.user, dict(form.cleaned_data))
            except Refusal as refusal:
                refused = refusal.message
            else:
                messages.success(request, act.done or _("Quedó guardado."))
                return redirect(case if is_seen(request, number) else "cases:cases")
        context = {"case": case, "act": act, "form": form, "refused": refused}
        status = 409 if request.method == "POST" and refused else 422 if form.errors else 200
        return render(request, "cases/desk/act.html", context, status=status)

    view.__name__ = act.slug.replace("-", "_")
    return view
