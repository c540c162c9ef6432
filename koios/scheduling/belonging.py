"""Service orders as others show them: on the rail, on a person's day, on their own calendar."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from koios.core import calendar
from koios.office.agenda import Entry
from koios.office.queue import MOST, Job
from koios.quotes import next_steps
from koios.scheduling.models import ServiceOrder
from koios.ui import formats
from koios.ui.due import Due
from koios.ui.figures import Figure

WEEKS = 8  # of the figure


def waiting(user):
    """Those that a customer took and that have no day yet."""
    return ServiceOrder.objects.visible_to(user).undated()


def entries(user, first, last):
    """What is rendered between two days, for a person's own calendar. Who to ask for at the door
    stands on the page and not here: a calendar travels."""
    orders = ServiceOrder.objects.visible_to(user).on(first, last).select_related("customer")
    for order in orders.order_by("scheduled_on", "pk"):
        yield Entry(
            uid=order.number,
            title=f"{order.title}, {order.customer}",
            day=order.scheduled_on,
            hour=order.hour,
            url=order.get_absolute_url(),
            text="\n".join(filter(None, [order.number, order.vehicle, order.driver])),
        )


# A person's day


def my_orders(user):
    """For who schedules: what waits for a day, and what is of today or was before."""
    orders = ServiceOrder.objects.visible_to(user)
    today = calendar.today()
    due = Q(status=ServiceOrder.Status.SCHEDULED, scheduled_on__lte=today)
    over = Q(asked_until=None) | Q(asked_until__lte=today)  # a long one is not told every day
    return orders.filter(Q(status=ServiceOrder.Status.REQUESTED) | due & over)


def jobs(user, today):
    orders = my_orders(user).select_related("customer").order_by("asked_from", "pk")
    orders = yield orders[:MOST]
    return [
        _to_register(order, today) if order.scheduled_on else _to_schedule(order, today)
        for order in orders
    ]


def _to_schedule(order, today):
    return _job(order, _("Programarla"), _asked(order, today), order.asked_from)


def _to_register(order, today):
    step = _("Registrar que se prestó") if order.ends_on <= today else _("Se está prestando")
    due = next_steps.due_of(order.scheduled_on, order.ends_on, today)
    return _job(order, step, due, order.ends_on)


def _asked(order, today):
    """How near the day is for which the customer asked: that one does not wait."""
    if order.asked_from is None:
        return None
    total = calendar.business_days_between(calendar.day_of(order.opened_at), order.asked_from) or 1
    if order.asked_from < today:
        return Due("bad", total, total + 1, label=_("Ya pasó la fecha pedida"))
    left = calendar.business_days_between(today, order.asked_from)
    return Due.of(total=max(total, left), gone=max(total, left) - left, short=True)


def _job(order, step, due, on):
    return Job(
        kind=_("Programación"),
        number=order.number,
        title=order.title,
        url=order.get_absolute_url(),
        next_step=step,
        who=str(order.customer),
        due=due,
        due_on=on,
    )


def week_figure(user, today):
    """The services of this week, beside those of the weeks before."""
    monday, sunday = calendar.week_of(today)
    first = monday - timedelta(weeks=WEEKS - 1)
    orders = ServiceOrder.objects.visible_to(user).on(first, sunday)
    days = orders.order_by("scheduled_on").values_list("scheduled_on").annotate(Count("pk"))
    yield days
    trend = [0] * WEEKS
    for day, number in days:
        trend[(day - first).days // 7] += number
    if not any(trend):
        return None
    return Figure(
        name=_("Servicios de esta semana"),
        value=formats.number(trend[-1]),
        note=_("%(n)s la semana pasada") % {"n": formats.number(trend[-2])},
        url=f"{reverse('scheduling:calendar')}?view=week",
        trend=tuple(trend),
    )
