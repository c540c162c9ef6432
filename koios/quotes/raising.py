"""A list that follows another: the same prices, raised by a percentage and rounded."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.acts import act
from koios.core.refusals import Refusal

ALREADY = gettext_lazy(
    "Ya hay una lista en preparación que se llama «%(name)s» y empieza ese día. Siga con esa, o "
    "use otro nombre."
)


def raised(price: Decimal, percent: Decimal, step: Decimal = Decimal(1)) -> Decimal:
    """A price with a percentage on it, to the nearest multiple of `step`, half up."""
    steps = (price * (100 + percent) / 100 / step).quantize(Decimal(1), ROUND_HALF_UP)
    return steps * step


class Raisable:
    """A list from which the next one is made."""

    @act
    def successor(self, *, by, name, valid_from, percent=Decimal(0), step=Decimal(1)):
        """A new list in preparation with the prices of this one, raised by a percentage and
        rounded to a multiple of `step` pesos, half up."""
        if valid_from <= self.valid_from:
            raise Refusal(_("La lista nueva empieza después de la que reemplaza."))
        lists = type(self).objects
        if lists.prepared(name, self.customer, valid_from).exists():
            raise Refusal(ALREADY % {"name": name})
        if self.lost_by(percent, step):
            raise Refusal(
                _("Con ese redondeo hay precios que quedarían en cero. Use un múltiplo menor.")
            )
        following = type(self)(name=name, customer=self.customer, valid_from=valid_from)
        following.begin(by=by, facts={"from": self.pk, "percent": percent, "step": step})
        self.tariffs.model.begin_all(
            [
                following._tariff(
                    tariff.service,
                    raised(tariff.price, percent, step),
                    vehicle_class=tariff.vehicle_class,
                    route=tariff.route,
                )
                for tariff in self.tariffs.select_related("service")
            ],
            by=by,
        )
        return following

    def lost_by(self, percent, step) -> int:
        """How many prices would be rounded down to nothing."""
        prices = self.tariffs.filter(price__gt=0).values_list("price", flat=True).distinct()
        return sum(not raised(price, percent, step) for price in prices)
