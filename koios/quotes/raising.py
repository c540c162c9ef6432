"""A list that follows another: the same prices, raised by a percentage and rounded.

A short one is made while a person waits; of a long one the prices follow in a job, and until they
are all there it is not published.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import progress as progresses
from koios.core.acts import act, lock
from koios.core.jobs import task
from koios.core.progress import Progress
from koios.core.refusals import Refusal

ALREADY = gettext_lazy(
    "Ya hay una lista en preparación que se llama «%(name)s» y empieza ese día. Siga con esa, o "
    "use otro nombre."
)
AT_ONCE = 2_000  # prices that a person waits for
SOME = 500  # prices of one act of the job


def raised(price: Decimal, percent: Decimal, step: Decimal = Decimal(1)) -> Decimal:
    """A price with a percentage on it, to the nearest multiple of `step`, half up."""
    steps = (price * (100 + percent) / 100 / step).quantize(Decimal(1), ROUND_HALF_UP)
    return steps * step


class Raisable:
    """A list from which the next one is made."""

    @property
    def is_long(self) -> bool:
        return self.tariffs.count() > AT_ONCE

    @property
    def is_being_filled(self) -> bool:
        """Its prices have not all come over from the list before."""
        done = Progress.State.DONE
        return progresses.for_record(self).exclude(state=done).exists()

    @act
    def successor(self, *, by, percent=Decimal(0), step=Decimal(1), **told):
        """A new list in preparation with the prices of this one, raised by a percentage and
        rounded to a multiple of `step` pesos, half up."""
        following = self._begin_next(by=by, percent=percent, step=step, **told)
        following.take_prices(self.tariffs.all(), percent, step, by=by)
        return following

    @act
    def successor_in_time(self, *, by, percent=Decimal(0), step=Decimal(1), **told) -> Progress:
        """The same of a long list: it is there at once, and a job brings its prices."""
        following = self._begin_next(by=by, percent=percent, step=step, **told)
        title = _("Pasar los precios a «%(name)s»") % {"name": following.name}
        progress = Progress.begin(title, owner=by, about=following, total=self.tariffs.count())
        raise_prices.enqueue(
            source=self.pk,
            following=following.pk,
            percent=str(percent),
            step=str(step),
            by=by.pk,
            progress=progress.pk,
        )
        return progress

    @act
    def take_prices(self, tariffs, percent, step, *, by):
        """These prices of another list, raised."""
        lock(self)._refuse_published()
        self.tariffs.model.begin_all(
            [
                self._tariff(
                    tariff.service,
                    raised(tariff.price, percent, step),
                    vehicle_class=tariff.vehicle_class,
                    route=tariff.route,
                )
                for tariff in tariffs.select_related("service")
            ],
            by=by,
        )

    def lost_by(self, percent, step) -> int:
        """How many prices would be rounded down to nothing."""
        prices = self.tariffs.filter(price__gt=0).values_list("price", flat=True).distinct()
        return sum(not raised(price, percent, step) for price in prices)

    def lacking(self, source) -> list:
        """The keys of the prices of another list that this one has not."""
        names = ("service_id", "class_key", "route_key")
        known = set(self.tariffs.values_list(*names))
        rows = source.tariffs.order_by("pk").values_list("pk", *names)
        return [key for key, *told in rows if tuple(told) not in known]

    def _begin_next(self, *, by, name, valid_from, percent, step):
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
        return following.begin(by=by, facts={"from": self.pk, "percent": percent, "step": step})


@task(name="quotes.raise")
def raise_prices(source, following, percent, step, by, progress):
    """Bring the prices over, some at a time; who is killed in the middle goes on from there."""
    lists = apps.get_model("quotes", "TariffList").objects
    progress = Progress.objects.get(pk=progress)
    with progress.running(_("Pasando los precios")):
        source, following = lists.get(pk=source), lists.get(pk=following)
        by = get_user_model().objects.get(pk=by)
        wanted = following.lacking(source)
        done = progress.total - len(wanted)
        for first in range(0, len(wanted), SOME):
            keys = wanted[first : first + SOME]
            prices = source.tariffs.filter(pk__in=keys)
            following.take_prices(prices, Decimal(percent), Decimal(step), by=by)
            progress.reach(done + first + len(keys))
        progress.finish(_("Los precios están en"))
