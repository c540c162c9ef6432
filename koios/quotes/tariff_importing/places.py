"""Which list a row means: the one that was chosen for the file, or the one that the row names."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from koios.core.refusals import Refusal
from koios.core.text import fold
from koios.customers import identity, names
from koios.customers.models import Customer
from koios.quotes.models import TariffList

S = TariffList.Status
ORDER = (S.DRAFT, S.PUBLISHED, S.WITHDRAWN)


@dataclass(frozen=True)
class Place:
    """A list by its name, its customer and its first day; `standing` where it is already."""

    name: str
    customer: Customer | None
    valid_from: date | None
    valid_until: date | None
    standing: TariffList | None

    @property
    def key(self):
        """The same before and after it is made."""
        return fold(self.name), self.customer and self.customer.pk, self.valid_from

    def made(self, *, by) -> TariffList:
        """The list, begun if it is not there."""
        if self.standing:
            return self.standing
        return TariffList(
            name=self.name,
            customer=self.customer,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        ).begin(by=by)


class Places:
    """Finds them; `chosen` is a list, or the name, customer and day of one."""

    def __init__(self, *, chosen=None, name="", customer="", valid_from=None):
        self.chosen, self.name, self.customer = chosen, name, customer
        self.valid_from = valid_from

    def of(self, values) -> Place | None:
        """None for a row that names no list; a `Refusal` says what is missing."""
        if self.chosen:
            return _standing(self.chosen)
        name = self.name or values["list"]
        if not name:
            return None
        customer = _customer(self.customer or values["customer"] or "")
        since = self.valid_from or values["valid_from"]
        standing = _found(name, customer, since)
        if standing:
            return _standing(standing)
        if since is None:
            raise Refusal(
                _("la lista «%(name)s» es nueva: diga desde cuándo rige") % {"name": name}
            )
        until = values["valid_until"]
        if until and until < since:
            raise Refusal(_("la lista terminaría antes de empezar"))
        return Place(names.tidy(name), customer, since, until, None)


def _standing(tariffs):
    told = (tariffs.name, tariffs.customer, tariffs.valid_from, tariffs.valid_until)
    return Place(*told, standing=tariffs)


def _found(name, customer, since):
    """The list with this name, of this customer or of everybody; the latest, unless a day is told.

    One in preparation before one that was published, and that before one withdrawn.
    """
    rows = TariffList.objects.filter(customer=customer).select_related("customer")
    if since:
        rows = rows.filter(valid_from=since)
    named = [one for one in rows if fold(one.name) == fold(name)]
    return min(named, key=lambda one: ORDER.index(one.status), default=None)


def _customer(told):
    if not told:
        return None
    try:
        found = Customer.objects.carrying(identity.read(told))
    except identity.BadDocument:
        key = names.key(told)
        rows = list(Customer.objects.standing().filter(name_key=key)[:2])
        rows = rows or list(Customer.objects.standing().filter(trade_key=key)[:2])
        found = rows[0] if len(rows) == 1 else None
    if found is None:
        raise Refusal(_("no hay un cliente con ese NIT o nombre: %(told)s") % {"told": told})
    return found
