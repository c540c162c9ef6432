"""The acts on a service order, each with its address: GET asks, POST does."""

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core import calendar
from koios.scheduling import clashes, forms
from koios.scheduling.found import found
from koios.scheduling.models import ServiceOrder
from koios.ui.acts import About, Act, Acts

S = ServiceOrder.Status


def _about(order):
    title = f"{order.title}, {order.customer}"
    return About(_g("Programaciones"), title, order.get_absolute_url(), order.number)


def _in(*states):
    return lambda order: order.status in states


def _told(verb):
    """Call a verb of the order with what the form told, by name."""
    return lambda order, by, told: getattr(order, verb)(by=by, **told)


def _against(order, told):
    names = ("on", "vehicle", "driver")
    return clashes.against(order, **{name: told[name] for name in names})


def first_of(order) -> tuple:
    """What stands as buttons: to register it comes first once its day has come."""
    if order.status == S.SCHEDULED and order.ends_on <= calendar.today():
        return ("rendering", "reschedule")
    return ("schedule", "reschedule", "rendering")


ACTS = Acts(
    "scheduling",
    found=found,
    of=_about,
    prefix="",
    key="number",
    acts=[
        Act(
            "schedule",
            _("Programar"),
            _("Programar"),
            _told("schedule"),
            forms.ScheduleForm,
            when=_in(S.REQUESTED),
            still=_in(*ServiceOrder.OPEN),  # two who schedule at once both have this form
            warn=_against,
            text=_("Con día, vehículo y conductor."),
            done=_("Quedó programada."),
            icon="calendar-plus",
        ),
        Act(
            "reschedule",
            _("Reprogramar"),
            _("Guardar"),
            _told("schedule"),
            forms.ScheduleForm,
            when=_in(S.SCHEDULED),
            warn=_against,
            text=_(
                "Cambia el día, la hora, el vehículo o el conductor. Lo anterior queda escrito."
            ),
            done=_("Quedó reprogramada."),
            icon="calendar-plus",
        ),
        Act(
            "rendering",
            _("Se prestó"),
            _("Registrar que se prestó"),
            _told("render"),
            forms.RenderedForm,
            when=_in(S.SCHEDULED),
            text=_("El servicio se dio. Desde aquí ya no cambia."),
            done=_("Quedó registrado que se prestó."),
            icon="check",
        ),
        Act(
            "notes",
            _("Escribir notas"),
            _("Guardar"),
            _told("annotate"),
            forms.NotesForm,
            when=_in(*ServiceOrder.OPEN),
            text=_("Lo que debe saber quien lo presta: portería, teléfonos, por dónde se entra."),
            done=_("Guardamos las notas."),
            icon="edit",
        ),
        Act(
            "unscheduling",
            _("Quitar la fecha"),
            _("Quitar la fecha"),
            _told("unschedule"),
            forms.ReasonForm,
            when=_in(S.SCHEDULED),
            text=_("Queda otra vez por programar. Ese día se liberan el vehículo y el conductor."),
            done=_("La orden quedó otra vez por programar."),
            icon="calendar-minus",
        ),
        Act(
            "cancellation",
            _("Cancelar la orden"),
            _("Cancelar la orden"),
            _told("cancel"),
            forms.ReasonForm,
            when=_in(*ServiceOrder.OPEN),
            text=_("No se va a prestar. Su consecutivo queda visible, con la razón."),
            done=_("La orden quedó cancelada."),
            icon="circle-x",
            danger=True,
        ),
    ],
)
