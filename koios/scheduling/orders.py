"""The service order: what was sold and is to be rendered, under a consecutive of its own.

It opens when a quote is approved and begins the control of scheduling (procedure, stage 5).
"""

import hashlib
from datetime import date, time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koios.accounts.models import User
from koios.core import calendar, clock, notices, numbering
from koios.core.acts import act, lock
from koios.core.permissions import EDIT, SEE
from koios.core.refusals import Refusal
from koios.core.states import Stateful
from koios.customers.models import Contact, Customer
from koios.quotes.models import Quote, Unit
from koios.scheduling import clashes, searching
from koios.scheduling.outline import Outline
from koios.ui import formats


class ServiceOrderQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.may("scheduling", SEE) else self.none()

    def open(self):
        return self.filter(status__in=ServiceOrder.OPEN)

    def undated(self):
        """Those that a customer asked for and that wait for a day, a vehicle and a driver."""
        return self.filter(status=ServiceOrder.Status.REQUESTED)

    def on(self, first: date, last: date):
        """Those that have a day between two days; one that was cancelled occupies nobody."""
        dated = self.filter(scheduled_on__range=(first, last))
        return dated.exclude(status=ServiceOrder.Status.CANCELLED)

    def queue(self, name, today: date):
        """The orders of a tab of the list."""
        status = ServiceOrder.Status
        if name == "waiting":
            return self.undated()
        if name == "today":
            return self.on(today, today)
        if name == "week":
            return self.on(*calendar.week_of(today))
        if name in (status.SCHEDULED, status.RENDERED, status.CANCELLED):
            return self.filter(status=name)
        return self


class StaleOrder(Refusal):
    """Somebody else wrote on the order first; `theirs` is what stands."""

    def __init__(self, theirs):
        super().__init__(
            _g(
                "Otra persona cambió esta orden mientras usted la tenía abierta. Ahora está así: "
                "%(standing)s. Lo que escribió sigue aquí: guarde de nuevo si corresponde."
            )
            % {"standing": theirs.standing}
        )
        self.theirs = theirs


class ServiceOrder(Outline, Stateful):
    """A service that a customer took, from its request to when it was rendered."""

    class Status(models.TextChoices):
        REQUESTED = "requested", pgettext_lazy("orden de servicio", "Solicitada")
        SCHEDULED = "scheduled", pgettext_lazy("orden de servicio", "Programada")
        RENDERED = "rendered", pgettext_lazy("orden de servicio", "Prestada")
        CANCELLED = "cancelled", pgettext_lazy("orden de servicio", "Cancelada")

    MOVES = {
        Status.REQUESTED: {Status.SCHEDULED, Status.CANCELLED},
        Status.SCHEDULED: {Status.REQUESTED, Status.RENDERED, Status.CANCELLED},
    }
    OPEN = (Status.REQUESTED, Status.SCHEDULED)
    LEGAL_FIELDS = (
        *("number", "status", "quote_id", "customer_id", "title", "total"),
        *("scheduled_on", "rendered_on", "vehicle", "driver"),
    )
    PERSONAL_FIELDS = ("driver",)

    number = models.CharField(_("consecutivo"), max_length=60, unique=True)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    status = models.CharField(_("estado"), max_length=9, choices=Status, default=Status.REQUESTED)
    quote = models.OneToOneField(
        Quote, models.PROTECT, related_name="service_order", verbose_name=_("cotización")
    )
    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="service_orders", verbose_name=_("cliente")
    )
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("servicio"), max_length=200)
    total = models.DecimalField(_("valor"), max_digits=16, decimal_places=0)
    asked_from = models.DateField(_("pedida desde"), null=True, blank=True)
    asked_until = models.DateField(_("pedida hasta"), null=True, blank=True)
    scheduled_on = models.DateField(_("programada para"), null=True, blank=True)
    hour = models.TimeField(_("hora"), null=True, blank=True)
    vehicle = models.CharField(_("vehículo"), max_length=120, blank=True)
    driver = models.CharField(_("conductor"), max_length=150, blank=True)
    notes = models.TextField(_("notas"), max_length=5000, blank=True)
    rendered_on = models.DateField(_("prestada el"), null=True, blank=True)
    opened_at = models.DateTimeField()

    objects = ServiceOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("orden de servicio")
        verbose_name_plural = _("órdenes de servicio")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence"], name="order_number_once"),
            models.CheckConstraint(
                condition=~Q(status="scheduled")
                | (Q(scheduled_on__isnull=False) & ~Q(vehicle="") & ~Q(driver="")),
                name="order_scheduled_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status="rendered") | Q(rendered_on__isnull=False),
                name="order_rendered_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "scheduled_on", "id"], name="order_by_status"),
            models.Index(fields=["status", "-opened_at", "-id"], name="order_by_status_opening"),
            models.Index(fields=["scheduled_on", "id"], name="order_by_day"),
            models.Index(fields=["asked_from", "id"], name="order_by_asked"),
            models.Index(fields=["-opened_at", "-id"], name="order_by_opening"),
            models.Index(fields=["customer", "-opened_at", "-id"], name="order_by_customer"),
        ]

    def __str__(self):
        return self.number

    @property
    def mark(self) -> str:
        """What somebody who looks at it has seen: it changes with whatever may be scheduled."""
        told = (self.status, self.scheduled_on, self.hour, self.vehicle, self.driver, self.notes)
        return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()[:16]

    @property
    def standing(self) -> str:
        """Where it stands, in one line: «programada, 26 nov 2026, SXT 902, Wilson Duque»."""
        day = self.scheduled_on and formats.day(self.scheduled_on)
        told = [self.get_status_display().lower(), day, self.vehicle, self.driver]
        return ", ".join(filter(None, told))

    @classmethod
    @act
    def open_from(cls, quote, *, by):
        """What an approved quote sold, with the next consecutive; who schedules is told."""
        number = numbering.take("service_order", on=calendar.today())
        order = cls(
            number=number.text,
            year=number.year,
            sequence=number.sequence,
            quote=quote,
            customer=quote.customer,
            contact=quote.contact,
            title=quote.title,
            total=quote.total,
            asked_from=quote.service_from,
            asked_until=quote.service_until,
            opened_at=clock.now(),
        )
        order.begin(by=by, verb="opened")
        ServiceOrderLine.objects.bulk_create(
            ServiceOrderLine.of(order, position, line)
            for position, line in enumerate(
                (line for line in quote.all_lines if line.counts), start=1
            )
        )
        searching.index(order)
        for person in User.objects.who_may("scheduling", EDIT):
            notices.tell(
                person,
                lambda: (
                    _g("Orden %(number)s por programar: %(title)s, %(customer)s")
                    % {"number": order.number, "title": order.title, "customer": order.customer}
                ),
                url=order.get_absolute_url(),
                key=f"order.opened.{order.pk}",
            )
        return order

    @act
    def schedule(
        self, *, by, on: date, vehicle, driver, hour: time | None = None, notes=None, seen=None
    ):
        """It has a day, a vehicle and a driver; done again, they change. What speaks against it
        is told before (`clashes`), stands on the trail, and forbids nothing.

        `seen` is the `mark` of what the person had before them: if somebody changed the order
        since, `StaleOrder` is raised. So with the other verbs.
        """
        changes = {"scheduled_on": on, "hour": hour, "vehicle": vehicle, "driver": driver}
        if notes is not None:
            changes["notes"] = notes
        if self._stands(changes):  # the form was sent twice
            return self
        held = self._held(seen)
        warned = clashes.to_record(held, on=on, vehicle=vehicle, driver=driver)
        told = {"by": by, "facts": {"warned": warned} if warned else None, **changes}
        if held.status == self.Status.SCHEDULED:
            self.amend(verb="rescheduled", **told)
        else:
            self.move_to(self.Status.SCHEDULED, verb="scheduled", **told)
        searching.index(self)
        return self

    @act
    def unschedule(self, *, by, reason, seen=None):
        """It waits for another date; vehicle and driver are free again."""
        self._held(seen)
        self.move_to(
            self.Status.REQUESTED,
            by=by,
            verb="unscheduled",
            reason=reason,
            scheduled_on=None,
            hour=None,
            vehicle="",
            driver="",
        )
        searching.index(self)
        return self

    @act
    def render(self, *, by, on: date, note="", seen=None):
        """The service was given."""
        self._held(seen)
        if on > calendar.today():
            raise Refusal(_g("Un servicio se presta hoy o antes, no en el futuro."))
        return self.move_to(
            self.Status.RENDERED, by=by, verb="rendered", reason=note, rendered_on=on
        )

    @act
    def cancel(self, *, by, reason, seen=None):
        """It will not be given; its consecutive stays, with why."""
        self._held(seen)
        return self.move_to(self.Status.CANCELLED, by=by, verb="cancelled", reason=reason)

    @act
    def annotate(self, notes, *, by, seen=None):
        """What whoever renders it should know: doors, telephones, how to get in."""
        self._held(seen)
        return self.amend(by=by, verb="annotated", notes=notes)

    def _stands(self, changes):
        """Whether it is scheduled just so already."""
        held = lock(self)
        same = all(getattr(held, name) == value for name, value in changes.items())
        return same and held.status == self.Status.SCHEDULED

    def _held(self, seen):
        held = lock(self)
        if seen is not None and held.mark != seen:
            raise StaleOrder(held)
        return held


class ServiceOrderLine(models.Model):
    """One thing that was sold, as the customer took it."""

    order = models.ForeignKey(ServiceOrder, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20, blank=True)
    description = models.TextField()
    unit = models.CharField(max_length=10, choices=Unit)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    vehicle_class = models.CharField(max_length=60, blank=True)
    route = models.CharField(max_length=120, blank=True)
    net = models.DecimalField(max_digits=16, decimal_places=0)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.description[:60]

    @property
    def how_much(self) -> str:
        return Unit(self.unit).counted(self.quantity)

    @classmethod
    def of(cls, order, position, line):
        """A line of the quote, as it is handed over."""
        told = {
            name: getattr(line, name)
            for name in (
                *("code", "description", "unit", "quantity"),
                *("vehicle_class", "route", "net"),
            )
        }
        return cls(order=order, position=position, **told)
