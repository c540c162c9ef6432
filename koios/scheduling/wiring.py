"""What scheduling tells those below of itself: module, number, search, phrases."""

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from koios.core import numbering, search
from koios.core.permissions import EDIT, register_module
from koios.customers import merging
from koios.customers.record import StorySource, customer_panels, story_sources, thread_steps
from koios.office import agenda, counts, phrases, queue
from koios.quotes import outcomes, thread
from koios.scheduling import belonging, of_customer, searching
from koios.scheduling.models import ServiceOrder
from koios.ui import shell

register_module("scheduling", _("Programaciones"), order=20)

shell.rail.add(
    shell.RailItem(
        "orders",
        _("Programaciones"),
        "scheduling:orders",
        icon="bus",
        module="scheduling",
        stage=True,
        order=140,
        count=counts.reader("orders"),
        letter="o",
    )
)
counts.counters.add("orders", counts.Counter(belonging.waiting, module="scheduling"))
agenda.sources.add("orders", agenda.Source(_("Programaciones"), "scheduling", belonging.entries))
queue.sources.add(
    "orders",
    queue.Source(
        "orders",
        _("Programaciones"),
        "bus",
        belonging.jobs,
        belonging.my_orders,
        "scheduling",
        level=EDIT,
    ),
)
queue.figures.add("orders", queue.Measure("orders", belonging.week_figure, "scheduling"))
thread_steps.add("orders", of_customer.step_of)
customer_panels.add("orders", of_customer.panel_of)
story_sources.add("orders", StorySource(_("Servicios"), of_customer.events_of))
thread.later.add("order", of_customer.on_thread)
numbering.register(
    "service_order",
    label=_("Órdenes de servicio"),
    default_format="SRV-{year}-{number:05d}",
    model="scheduling.serviceorder",
)
merging.mergers.add("scheduling.serviceorder", merging.move_each(ServiceOrder))
search.providers.add(
    searching.KIND,
    search.Provider(
        kind=searching.KIND,
        label=_("Órdenes de servicio"),
        module="scheduling",
        visible=lambda user, ids: ServiceOrder.objects.visible_to(user).filter(pk__in=ids),
        records=lambda: ServiceOrder.objects.select_related("customer", "quote"),
        index=searching.index,
        title=lambda order: f"{order.number} {order.title}",
        note=lambda order: order.get_status_display(),
        icon="bus",
    ),
)


def _came_of(quote):
    """The service order that an approved quote opened."""
    order = ServiceOrder.objects.filter(quote=quote).first()
    if order is None:
        return None
    return outcomes.Outcome(
        label=_g("Orden de servicio"),
        number=order.number,
        next=_g("Con este número nos comunicamos para acordar fecha, vehículo y conductor."),
    )


outcomes.register("scheduling.order", _came_of)

phrases.subjects.add(
    "scheduling.serviceorder",
    phrases.Subject(_("Orden de servicio"), "scheduling", outsider=_("El cliente")),
)
phrases.tell(
    "scheduling.serviceorder",
    opened=_("la abrió"),
    scheduled=_("la programó"),
    rescheduled=_("cambió la programación"),
    unscheduled=_("le quitó la fecha"),
    rendered=_("registró que se prestó"),
    cancelled=_("la canceló"),
    annotated=_("cambió las notas"),
    moved=_("pasó a otro cliente"),
)
phrases.subjects.add(
    "scheduling.calendarlink", phrases.Subject(_("Calendario personal"), "scheduling")
)
phrases.tell(
    "scheduling.calendarlink",
    opened=_("abrió su dirección"),
    renewed=_("cambió su dirección"),
    closed=_("cerró su dirección"),
)
