"""Dates as people and their programs write them, in Spanish and in more than one order.

`2/1/2017` may be 2 January or 1 February, and `2017-6-1` may be 6 January: the column decides, by
those of its dates that can only be read one way, else by the order of the file. An hour without
offset is Bogotá's.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from koios.core.clock import ZONE
from koios.core.text import fold

ORDERS = ("dmy", "mdy", "ymd", "ydm")
YEARS = range(1900, 2101)
SERIALS = range(20_000, 80_000)  # 1954 to 2119, as spreadsheets count days
SERIAL_ZERO = date(1899, 12, 30)
CENTURY = 69  # 68 is 2068, 69 is 1969
OUTLIERS = 0.01  # of the dates in the other order are slips of the pen

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "ene enero jan january",
            "feb febrero february",
            "mar marzo march",
            "abr abril apr april",
            "may mayo",
            "jun junio june",
            "jul julio july",
            "ago agosto aug august",
            "sep sept set septiembre setiembre september",
            "oct octubre october",
            "nov noviembre november",
            "dic diciembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_NUMERIC = re.compile(r"(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_HOUR = re.compile(
    r"[\sT,]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(:(?P<second>\d\d)([.,](?P<fraction>\d+))?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?P<zone>z|[+-]\d\d(:?\d\d)?)?$",
    re.I,
)
_WORDS = re.compile(r"[a-z]+|\d+")
_FILLING = re.compile(
    r"del?|el|las?|al?|dia|r?o|st|nd|rd|th|"
    r"(lun|mar|mierc?|juev?|vier|sab|dom)(es|tes|oles|nes|ado|ingo)?|jue|vie|mie|"
    r"(mon|tue|wed|thu|fri|sat|sun)(s?|nes|rs|ur)?(day)?"
)


class NotADate(ValueError):
    """The text is no date, or one that does not exist."""


class Read(NamedTuple):
    """A date read: a day, or an instant when it came with an hour."""

    value: date | datetime
    doubtful: bool = False

    @property
    def day(self) -> date:
        if isinstance(self.value, datetime):
            return self.value.astimezone(ZONE).date()
        return self.value

    @property
    def instant(self) -> datetime:
        """Without an hour it is the beginning of the day."""
        if isinstance(self.value, datetime):
            return self.value
        return datetime.combine(self.value, time(), ZONE)


@dataclass(frozen=True)
class Order:
    """How the dates of a column are written, and how sure that is.

    Dates that end in the year and dates that begin with it have each their own order.
    """

    last: str = "dmy"
    first: str = "ymd"
    unsure: frozenset = frozenset()
    doubtful: int = field(default=0, compare=False)
    mixed: bool = field(default=False, compare=False)

    def read(self, value) -> Read:
        """The date; raises `NotADate` with the reason."""
        written = _take_apart(value)
        if not isinstance(written, _Numeric):
            return Read(written)
        order = self.last if written.group == "last" else self.first
        there, else_there = written.at(order), written.at(_swapped(order))
        if there and else_there and there != else_there:
            return Read(there, doubtful=written.group in self.unsure)
        if not (there or else_there):
            raise _no_such_day(value)
        return Read(there or else_there)

    def is_doubtful(self, value) -> bool:
        """Whether this one could be read in two orders, and nothing decides."""
        try:
            return self.read(value).doubtful
        except NotADate:
            return False


def read(value, order="dmy") -> Read:
    """A date alone, without the rest of its column."""
    return given(order).read(value)


def given(*orders) -> Order:
    """The order that a person states; one with the year first or last leaves the other as usual."""
    for order in orders:
        if order not in ORDERS:
            raise ValueError(f"{order!r} is no order of dates: {', '.join(ORDERS)}")
    last = [order for order in orders if order.endswith("y")] or ["dmy"]
    first = [order for order in orders if order.startswith("y")] or ["ymd"]
    return Order(last[0], first[0])


def infer(values: Iterable, *orders) -> Order:
    """The order of a column from all its values; `orders` are those that a person stated."""
    stated = given(*orders)
    written = list(_readable(values))
    last = _settle("last", written, stated.last, stated.last in orders)
    first = _settle("first", written, stated.first, stated.first in orders)
    return Order(
        last.order,
        first.order,
        frozenset(one.group for one in (last, first) if one.doubtful),
        doubtful=last.doubtful + first.doubtful,
        mixed=last.opposed or first.opposed,
    )


class _Settled(NamedTuple):
    group: str
    order: str
    opposed: bool  # dates of the column can only be read in the other order
    doubtful: int  # dates that can be read in both, and nothing decides


def _settle(group, written, order, stated):
    """The order of the dates with the year first, or last, of a column."""
    evidence = Counter(one.only_order() for one in written if _of_group(one, group))
    ambiguous = evidence.pop("", 0)
    evidence.pop(None, 0)
    sure = stated
    if not stated and evidence:
        order, sure = evidence.most_common(1)[0][0], True
    elif not stated and ambiguous:
        by_file = _by_order_of_the_file(written, group)
        # Without evidence a year in front is ISO; one behind may be anyone's.
        order, sure = by_file or order, bool(by_file) or group == "first"
    opposed = evidence.total() - evidence[order] > evidence.total() * OUTLIERS
    return _Settled(group, order, opposed, ambiguous if opposed or not sure else 0)


def _readable(values):
    for value in values:
        try:
            yield _take_apart(value)
        except NotADate:
            continue


def _of_group(one, group):
    return isinstance(one, _Numeric) and one.group == group


@dataclass(frozen=True, slots=True)
class _Numeric:
    """A date of three numbers: the year is known by its place, the other two are not."""

    group: str  # where the year stands: last or first
    year: int
    a: int
    b: int
    hour: tuple | None

    def at(self, order):
        month, day = (self.b, self.a) if order in ("dmy", "ydm") else (self.a, self.b)
        return _day(self.year, month, day, self.hour)

    def only_order(self):
        """The one order in which this is a date; "" if it is in both, None if in neither."""
        orders = ("dmy", "mdy") if self.group == "last" else ("ymd", "ydm")
        possible = [order for order in orders if self.at(order)]
        if len(possible) == 1:
            return possible[0]
        return None if not possible or self.a == self.b else ""


def _take_apart(value):
    """A day or instant when there is no doubt about it, else its three numbers."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=ZONE)
    if isinstance(value, date):
        return value
    text = " ".join(str(value).split())
    hour = None
    if found := _HOUR.search(text):
        hour, text = _hour(found, value), text[: found.start()]
    if match := _NUMERIC.fullmatch(text):
        return _numeric(match, hour, value)
    if match := _COMPACT.fullmatch(text):
        whole = _day(*map(int, match.groups()), hour)
    elif _SERIAL.fullmatch(text):
        whole = _serial(text)
    else:
        whole = _named(text, hour)
    if whole is None:
        raise _no_such_day(value)
    return whole


def _numeric(match, hour, value):
    one, _separator, two, three = match.groups()
    if len(one) > 2:
        year, a, b, group = one, two, three, "first"
    else:
        a, b, year, group = one, two, three, "last"
    if len(year) not in (2, 4) or len(b) > 2:
        raise _no_such_day(value)
    return _Numeric(group, _year(year), int(a), int(b), hour)


def _named(text, hour):
    """«3 de enero de 2017», «jul 5 2021», «lunes, 1º de mayo de 2019», «5-jul-21»."""
    words = [
        word
        for word in _WORDS.findall(fold(text))
        if not _FILLING.fullmatch(word) or word in _MONTHS
    ]
    months = [word for word in words if word in _MONTHS]
    numbers = [word for word in words if word.isdigit()]
    if len(words) != 3 or len(months) != 1 or len(numbers) != 2:
        return None
    day, year = reversed(numbers) if len(numbers[0]) == 4 else numbers
    if len(day) > 2 or len(year) not in (2, 4):
        return None
    return _day(_year(year), _MONTHS[months[0]], int(day), hour)


def _serial(text):
    days = float(text)
    if int(days) not in SERIALS:
        return None
    day = SERIAL_ZERO + timedelta(days=int(days))
    if days == int(days):
        return day
    seconds = round((days - int(days)) * 86_400)
    return datetime.combine(day, time(), ZONE) + timedelta(seconds=seconds)


def _hour(found, value):
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if found["half"]:
        if not 1 <= hour <= 12:
            raise _no_such_day(value)
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    zone = ZONE
    if found["zone"]:
        zone = datetime.fromisoformat(f"2000-01-01T00:00{_offset(found['zone'])}").tzinfo
    fraction = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    try:
        return time(hour, minute, second, fraction, zone)
    except ValueError as error:
        raise _no_such_day(value) from error


def _offset(told):
    if told in "zZ":
        return "+00:00"
    digits = told[1:].replace(":", "").ljust(4, "0")
    return f"{told[0]}{digits[:2]}:{digits[2:]}"


def _year(text):
    year = int(text)
    if len(text) == 2:
        year += 2000 if year < CENTURY else 1900
    return year


def _day(year, month, day, hour=None):
    """The day or instant, None if there is no such one."""
    if year not in YEARS:
        return None
    try:
        return datetime.combine(date(year, month, day), hour) if hour else date(year, month, day)
    except ValueError:
        return None


def _swapped(order):
    return {"dmy": "mdy", "mdy": "dmy", "ymd": "ydm", "ydm": "ymd"}[order]


def _by_order_of_the_file(written, group):
    """The order in which the file runs in time, up or down, when it clearly runs in one of them."""
    orders = ("dmy", "mdy") if group == "last" else ("ymd", "ydm")
    breaks = {order: _breaks(written, group, order) for order in orders}
    best, worst = sorted(orders, key=breaks.get)
    if breaks[best] == 0 and breaks[worst] and len(written) >= 8:
        return best
    # Three more breaks: fewer may be chance.
    if breaks[best] * 10 <= len(written) and breaks[worst] >= breaks[best] * 2 + 3:
        return best
    return None


def _breaks(written, group, order):
    """How often time runs backwards when the group is read in that order."""
    days = []
    for one in written:
        if isinstance(one, _Numeric):
            other = "dmy" if one.group == "last" else "ymd"
            one = one.at(order if one.group == group else other)
        if one is not None:
            days.append(Read(one).day)
    steps = [later - sooner for sooner, later in pairwise(days)]
    backwards = sum(step < timedelta(0) for step in steps)
    forwards = sum(step > timedelta(0) for step in steps)
    return min(backwards, forwards)


def _no_such_day(value):
    text = str(value).strip()[:60]
    return NotADate(_("«%(text)s» no es una fecha que exista.") % {"text": text})
