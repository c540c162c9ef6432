"""What speaks against a day, a vehicle or a driver for a service order.

These are warnings for whoever schedules, and they decide: two short services fit into one day, and
a customer may move theirs by telephone.
"""

import re
from datetime import date

from django.utils.translation import gettext as _

from koios.core import calendar
from koios.core.text import fold
from koios.ui import formats

_BETWEEN = re.compile(r"[,;/+&\n]|\s+[ye]\s+")


def names(text: str, *, plate=False) -> dict:
    """Those that a field names, by how they are compared: «SXT 902 y TRK562» are two vehicles."""
    pieces = (piece.strip() for piece in _BETWEEN.split(text))
    found = {_key(piece, plate): piece for piece in pieces}
    found.pop("", None)
    return found


def _key(piece, plate):
    return "".join(filter(str.isalnum, fold(piece))) if plate else fold(piece)


def against(order, *, on: date, vehicle: str, driver: str) -> list[str]:
    """What whoever schedules should know first, each in a sentence."""
    return [*_about_the_day(order, on), *_occupied(order, on, vehicle, driver)]


def to_record(order, *, on: date, vehicle: str, driver: str) -> list[str]:
    """The same for the trail, which does not say who drives."""
    nobody = _("El conductor")
    return [*_about_the_day(order, on), *_occupied(order, on, vehicle, driver, called=nobody)]


def standing(order) -> list[str]:
    """What speaks against an order as it is scheduled, while that can still be changed."""
    if order.status != order.Status.SCHEDULED or order.scheduled_on < calendar.today():
        return []
    told = {name: getattr(order, name) for name in ("vehicle", "driver")}
    return against(order, on=order.scheduled_on, **told)


def doubled(orders) -> dict:
    """{key of the order: what of it another order of the same day has too}, of orders that have
    a day: «vehicle», «driver»."""
    found, seen = {}, {}
    for order in orders:
        for field, plate in (("vehicle", True), ("driver", False)):
            for name in names(getattr(order, field), plate=plate):
                first = seen.setdefault((order.scheduled_on, field, name), order)
                if first is not order:
                    found.setdefault(first.pk, set()).add(field)
                    found.setdefault(order.pk, set()).add(field)
    return found


def told(doubled) -> str:
    """What of an order another one of the day has too, in words."""
    if {"vehicle", "driver"} <= set(doubled):
        return _("Vehículo y conductor repetidos ese día")
    if "vehicle" in doubled:
        return _("Vehículo repetido ese día")
    return _("Conductor repetido ese día") if doubled else ""


def _about_the_day(order, on):
    if on < calendar.today():
        yield _("El %(day)s ya pasó.") % {"day": formats.day_long(on)}
    if order.asked_from and on < order.asked_from:
        yield (
            _("El cliente la pidió desde el %(day)s.") % {"day": formats.day_long(order.asked_from)}
        )
    if order.asked_until and on > order.asked_until:
        yield (
            _("El cliente la pidió hasta el %(day)s.")
            % {"day": formats.day_long(order.asked_until)}
        )


def _occupied(order, on, vehicle, driver, called=""):
    vehicles, drivers = names(vehicle, plate=True), names(driver)
    beside = type(order).objects.on(on, on).exclude(pk=order.pk).order_by("hour", "pk")
    for other in beside:
        told = {"number": other.number, "title": other.title, "at": _at(other)}
        for told["what"] in _shared(names(other.vehicle, plate=True), vehicles):
            yield _("El vehículo %(what)s ya tiene ese día %(at)s%(number)s, %(title)s.") % told
        for told["what"] in _shared(names(other.driver), drivers):
            told["what"] = called or told["what"]
            yield _("%(what)s ya tiene ese día %(at)s%(number)s, %(title)s.") % told


def _shared(theirs, ours):
    """Those that both name, as the other order writes them."""
    return [name for key, name in theirs.items() if key in ours]


def _at(order):
    """«a las 5:00 a. m. »; nothing where no hour is known."""
    return _("a las %(hour)s ") % {"hour": formats.hour(order.hour)} if order.hour else ""
