"""Service orders on the days of a month or of a week."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import calendar
from koios.scheduling import clashes, showing
from koios.scheduling.models import ServiceOrder
from koios.scheduling.narrowing import NarrowForm
from koios.ui import formats
from koios.ui.lists import Filters, Tab, address

VIEWS = {"month": gettext_lazy("Mes"), "week": gettext_lazy("Semana")}
SHOWN = {"month": 4, "week": 60}  # orders of a day; the rest is a press away
WAITING = 6  # orders without a day that are shown beside
YEARS = range(2000, 2061)


@dataclass
class Day:
    """A day of the calendar with its orders."""

    day: date
    is_today: bool
    is_outside: bool  # of the month that is shown
    off: str = ""  # why it is no business day, other than the weekend
    orders: list = field(default_factory=list)
    count: int = 0

    @property
    def hidden(self):
        return self.count - len(self.orders)

    @property
    def name(self):
        """«lunes»: the head of its column."""
        return formats.weekday(self.day)

    @property
    def is_weekend(self):
        return self.day.weekday() > 4


class Agenda:
    """The month or the week that the address asks for, as one person may see it."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        self.today = calendar.today()
        self.filters = Filters(NarrowForm, request)
        asked = request.GET.get("view", "")
        self.view = asked if asked in VIEWS else "month"
        self.anchor = _day(request.GET.get("day", "")) or self.today

    @property
    def first(self):
        start = self.anchor.replace(day=1) if self.view == "month" else self.anchor
        return calendar.week_of(start)[0]

    @property
    def last(self):
        end = self.anchor
        if self.view == "month":
            end = end.replace(day=monthrange(end.year, end.month)[1])
        return calendar.week_of(end)[1]

    @property
    def title(self):
        if self.view == "month":
            told = formats.month(self.anchor)
        else:
            span = {"first": formats.day(self.first), "last": formats.day(self.last)}
            told = _("%(first)s a %(last)s") % span
        return told[:1].upper() + told[1:]

    @cached_property
    def days(self) -> list[Day]:
        counts = dict(
            self._orders.order_by("scheduled_on").values_list("scheduled_on").annotate(Count("pk"))
        )
        days = {}
        for number in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=number)
            days[day] = Day(
                day,
                is_today=day == self.today,
                is_outside=self.view == "month" and day.month != self.anchor.month,
                off=_why_off(day),
                count=counts.get(day, 0),
            )
        for order in self._shown:
            days[order.scheduled_on].orders.append(order)
        return list(days.values())

    @cached_property
    def waiting(self) -> list:
        """What was asked for and has no day yet, the most pressing first."""
        rows = self._visible.undated().select_related("customer")
        found = list(rows.order_by(F("asked_from").asc(nulls_last=True), "pk")[: WAITING + 1])
        for order in found:
            order.asked_told = showing.asked_for(order)
            order.is_asked_past = (order.asked_from or self.today) < self.today
        return found

    @property
    def waiting_shown(self):
        return self.waiting[:WAITING]

    @property
    def is_more_waiting(self):
        return len(self.waiting) > WAITING

    @property
    def is_empty(self):
        return not any(day.count for day in self.days)

    @property
    def tabs(self):
        return [
            Tab(label, address(self.request, view=name), None, name == self.view)
            for name, label in VIEWS.items()
        ]

    @property
    def previous_url(self):
        return self._url(self._moved(-1))

    @property
    def next_url(self):
        return self._url(self._moved(1))

    @property
    def today_url(self):
        return self._url(None)

    @property
    def _visible(self):
        orders = ServiceOrder.objects.visible_to(self.user)
        return NarrowForm.narrow(orders, self.filters.values)

    @property
    def _orders(self):
        return self._visible.on(self.first, self.last)

    @property
    def _shown(self):
        """The first orders of each day, and what of them is taken twice."""
        hours = [F("hour").asc(nulls_last=True), F("pk").asc()]
        place = Window(RowNumber(), partition_by=F("scheduled_on"), order_by=hours)
        rows = self._orders.annotate(place=place).filter(place__lte=SHOWN[self.view])
        shown = list(rows.select_related("customer").order_by("scheduled_on", "place"))
        doubled = clashes.doubled(shown)
        for order in shown:
            order.state = showing.state_of(order)
            order.late = order.is_unregistered(self.today)
            order.clash = clashes.told(doubled.get(order.pk, ()))
        return shown

    def _moved(self, way):
        if self.view == "week":
            return self.anchor + timedelta(days=7 * way)
        edge = self.anchor.replace(day=1) if way < 0 else self.anchor.replace(day=28)
        return (edge + timedelta(days=-1 if way < 0 else 4)).replace(day=1)

    def _url(self, day):
        if day and day.year not in YEARS:
            return ""
        return address(self.request, day=day and day.isoformat())


def _day(text):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _why_off(day):
    """The name of a holiday; a weekend says nothing, for services run on it."""
    current = calendar.current()
    if day not in current.off:
        return ""
    return current.off[day][0]
