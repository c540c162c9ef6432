"""Tariffs: what a service costs from a day on, for everybody or for one customer.

A list that is in force is never rewritten: new prices are a new list from a new day, and the one
before ends the day before. So the price of any day of the past is found as it was.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import addresses
from koios.core.acts import act
from koios.core.refusals import Refusal
from koios.core.states import Recorded, Stateful
from koios.core.text import fold
from koios.customers import names
from koios.customers.models import Customer
from koios.quotes.raising import Raisable
from koios.quotes.services import Service
from koios.ui import formats


class TariffListQuerySet(models.QuerySet):
    def in_force(self, on: date):
        current = self.filter(status=TariffList.Status.PUBLISHED, valid_from__lte=on)
        return current.filter(Q(valid_until=None) | Q(valid_until__gte=on))

    def prepared(self, name, customer, valid_from):
        """Those in preparation that a form sent twice would make again."""
        same = self.filter(status=TariffList.Status.DRAFT, customer=customer, valid_from=valid_from)
        return same.filter(name=name)

    def beside(self, tariffs):
        """The published ones of the same customer, or of everybody: no day may have two prices."""
        same = self.filter(customer=tariffs.customer, status=TariffList.Status.PUBLISHED)
        return same.exclude(pk=tariffs.pk)


class TariffList(Raisable, Stateful):
    """Prices that hold from a day on, for everybody or for one customer."""

    class Status(models.TextChoices):
        DRAFT = "draft", gettext_lazy("En preparación")
        PUBLISHED = "published", gettext_lazy("Publicada")
        WITHDRAWN = "withdrawn", gettext_lazy("Retirada")

    MOVES = {
        Status.DRAFT: {Status.PUBLISHED, Status.WITHDRAWN},
        Status.PUBLISHED: {Status.WITHDRAWN},
    }
    LEGAL_FIELDS = ("name", "customer_id", "status", "valid_from", "valid_until")

    name = models.CharField(gettext_lazy("nombre"), max_length=120)
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tariff_lists",
        verbose_name=gettext_lazy("cliente"),
        help_text=gettext_lazy("Vacío: para todos."),
    )
    status = models.CharField(
        gettext_lazy("estado"), max_length=9, choices=Status, default=Status.DRAFT
    )
    valid_from = models.DateField(gettext_lazy("rige desde"))
    valid_until = models.DateField(
        gettext_lazy("rige hasta"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Vacío: hasta que haya otra."),
    )

    objects = TariffListQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        verbose_name = gettext_lazy("lista de tarifas")
        verbose_name_plural = gettext_lazy("listas de tarifas")
        indexes = [models.Index(fields=["customer", "status", "valid_from"], name="tariffs_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="tariffs_end_after_begin",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    def get_absolute_url(self):
        return addresses.to("quotes:tariff_list", self.pk)

    @act
    def correct(self, *, by, **fields):
        """Its name, for whom it is and when, while nobody has seen it."""
        self._refuse_published()
        return self.amend(by=by, verb="corrected", **fields)

    @act
    def price(self, service, amount, *, by, vehicle_class="", route=""):
        """Set what a service costs on this list, for a class of vehicle and a route or for any."""
        self._refuse_published()
        told = {"vehicle_class": names.tidy(vehicle_class), "route": names.tidy(route)}
        known = self.priced(service, **told)
        if known:
            known.amend(by=by, price=amount, **told)
            return known
        return self._tariff(service, amount, **told).begin(by=by)

    @act
    def change(self, tariff, *, by, price, vehicle_class="", route=""):
        """Another price, or for another class or route, on a list that nobody has seen yet."""
        self._refuse_published()
        told = {"vehicle_class": names.tidy(vehicle_class), "route": names.tidy(route)}
        same = self.priced(tariff.service, **told)
        if same and same != tariff:
            raise Refusal(
                _("La lista ya tiene un precio de %(service)s para esa clase y esa ruta.")
                % {"service": tariff.service}
            )
        keys = {"class_key": fold(told["vehicle_class"]), "route_key": fold(told["route"])}
        return tariff.amend(by=by, price=price, **told, **keys)

    def priced(self, service, *, vehicle_class="", route=""):
        """What it says of a service for exactly that class and route; None if nothing."""
        keys = {"class_key": fold(vehicle_class), "route_key": fold(route)}
        return self.tariffs.filter(service=service, **keys).first()

    def _tariff(self, service, amount, *, vehicle_class, route):
        return Tariff(
            tariffs=self,
            service=service,
            vehicle_class=vehicle_class,
            class_key=fold(vehicle_class),
            route=route,
            route_key=fold(route),
            price=amount,
        )

    @act
    def drop(self, tariff, *, by):
        """Take a price off a list that nobody has seen yet."""
        self._refuse_published()
        tariff.remove(by=by, changes={"price": (tariff.price, None)})

    @act
    def publish(self, *, by):
        """From its first day on these are the prices; the list before ends the day before, and
        this one where a later one begins."""
        if self.is_being_filled:
            raise Refusal(_("Todavía se están pasando los precios. Publíquela cuando terminen."))
        if not self.tariffs.exists():
            raise Refusal(_("La lista no tiene precios todavía. Agregue al menos uno."))
        beside = TariffList.objects.beside(self)
        if same := beside.filter(valid_from=self.valid_from).first():
            raise Refusal(
                _("La lista «%(name)s» rige desde el mismo día. Retírela o cambie la fecha.")
                % {"name": same}
            )
        for earlier in beside.in_force(self.valid_from):
            earlier.amend(by=by, verb="ended", valid_until=self.valid_from - timedelta(days=1))
        return self.move_to(
            self.Status.PUBLISHED, by=by, verb="published", valid_until=self._last_day(beside)
        )

    @act
    def withdraw(self, *, by, reason):
        """It holds no more, from now on and for every date. Quotes that took its prices keep
        them."""
        return self.move_to(self.Status.WITHDRAWN, by=by, verb="withdrawn", reason=reason)

    def _last_day(self, beside):
        """The day before the next list begins, where that comes before its own end."""
        later = beside.filter(valid_from__gt=self.valid_from).order_by("valid_from").first()
        ends = [self.valid_until] if self.valid_until else []
        return min([*ends, later.valid_from - timedelta(days=1)]) if later else self.valid_until

    def _refuse_published(self):
        if not self.is_draft:
            raise Refusal(
                _(
                    "Esta lista ya está %(state)s y no se reescribe: prepare una nueva con otra "
                    "fecha, y esta termina el día anterior."
                )
                % {"state": self.get_status_display().lower()}
            )


class Tariff(Recorded):
    """What a service costs on a list. Without class or route it holds for any."""

    LEGAL_FIELDS = ("tariffs_id", "service_id", "vehicle_class", "route", "price")

    tariffs = models.ForeignKey(TariffList, models.CASCADE, related_name="tariffs")
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="tariffs", verbose_name=gettext_lazy("servicio")
    )
    vehicle_class = models.CharField(gettext_lazy("clase de vehículo"), max_length=60, blank=True)
    route = models.CharField(gettext_lazy("ruta"), max_length=120, blank=True)
    price = models.DecimalField(gettext_lazy("precio"), max_digits=14, decimal_places=2)

    # Worked out from the others, to be found however they are written
    class_key = models.CharField(max_length=60, blank=True, editable=False)
    route_key = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        ordering = ["service__code", "class_key", "route_key"]
        verbose_name = gettext_lazy("tarifa")
        verbose_name_plural = gettext_lazy("tarifas")
        constraints = [
            models.UniqueConstraint(
                fields=["tariffs", "service", "class_key", "route_key"], name="tariff_once"
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="tariff_not_negative"),
        ]

    def __str__(self):
        return f"{self.service_id} {self.price}"

    @property
    def source(self) -> str:
        """Where a price came from, in a sentence: it stays on the line that took it."""
        tariffs = self.tariffs
        told = _("%(name)s, desde el %(day)s") % {
            "name": tariffs.name,
            "day": formats.day(tariffs.valid_from),
        }
        return ", ".join(filter(None, [told, self.vehicle_class, self.route]))


@dataclass(frozen=True)
class Price:
    """A price that was found: in pesos, with the tariff that says it and where it came from."""

    amount: Decimal
    tariff: Tariff
    source: str


def price_of(service, *, on: date, customer=None, vehicle_class="", route="") -> Price | None:
    """What a service costs on a day; None when no list says it.

    The customer's own list before the general one; on a list, the tariff that fits route and class
    before the route alone, the class alone, and the one for any. A tariff for another route or
    class never answers.
    """
    return Prices([service], on=on, customer=customer).of(service, vehicle_class, route)


class Prices:
    """What some services cost on a day, for a customer or for everybody: asked for at once."""

    def __init__(self, services, *, on: date, customer=None):
        self._tariffs = {}
        found = Tariff.objects.filter(
            tariffs__in=TariffList.objects.in_force(on), service__in=list(services)
        )
        for_whom = Q(tariffs__customer=None) | Q(tariffs__customer=customer)
        for tariff in found.filter(for_whom).select_related("tariffs"):
            self._tariffs.setdefault(tariff.service_id, []).append(tariff)

    def of(self, service, vehicle_class="", route="") -> Price | None:
        best = next(iter(self.fitting(service, vehicle_class, route)), None)
        return Price(best.price, best, best.source) if best else None

    def fitting(self, service, vehicle_class="", route="") -> list:
        """The tariffs that fit, the one that answers first."""
        classes, routes = {"", fold(vehicle_class)}, {"", fold(route)}
        fitting = (
            tariff
            for tariff in self._tariffs.get(service.pk, ())
            if tariff.class_key in classes and tariff.route_key in routes
        )
        return sorted(fitting, key=_rank, reverse=True)


def _rank(tariff):
    tariffs = tariff.tariffs
    return (
        tariffs.customer_id is not None,
        tariff.route_key != "",
        tariff.class_key != "",
        tariffs.valid_from,
        tariffs.pk,
    )
