"""Dates, amounts and sizes as people in Colombia write them; English where that is asked for.

What belongs together is joined by a no-break space: «24 jul», «4:52 p. m.», «$ 1.234.567», «95 %».
"""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils import dateformat
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from koios.core import clock

NBSP = "\u00a0"


def today() -> date:
    return clock.local(clock.now()).date()


def as_day(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def day(value: date | datetime) -> str:
    """2 jul 2026"""
    return _formatted(as_day(value), pgettext("date format", "j M Y"))


def day_short(value: date | datetime) -> str:
    """2 jul; with the year when it is another one"""
    return _day_short(as_day(value), today().year, get_language())


def day_long(value: date | datetime) -> str:
    """lunes 27 de julio; with the year when it is another one"""
    value = as_day(value)
    if value.year != today().year:
        return day_full(value)
    return _spaced(value, pgettext("date format", r"l j \d\e F"))


def day_full(value: date | datetime) -> str:
    """lunes 27 de julio de 2026"""
    return _spaced(as_day(value), pgettext("date format", r"l j \d\e F \d\e Y"))


def weekday(value: date | datetime) -> str:
    """lunes"""
    return _cased(dateformat.format(as_day(value), "l"))


def month_name(value: date | datetime) -> str:
    """julio"""
    return _cased(dateformat.format(as_day(value), "F"))


def month(value: date | datetime) -> str:
    """julio de 2026"""
    return _formatted(as_day(value), pgettext("date format", r"F \d\e Y"))


def hour(value: datetime | time) -> str:
    """4:52 p. m."""
    value = value if isinstance(value, time) else clock.local(value)
    half = _("a. m.") if value.hour < 12 else _("p. m.")
    return f"{value.hour % 12 or 12}:{value:%M} {half}".replace(" ", NBSP)


def moment(value: datetime) -> str:
    """2 jul 2026, 4:52 p. m."""
    return f"{day(value)}, {hour(value)}"


def moment_short(value: datetime) -> str:
    """Hoy, 4:52 p. m.; else 2 jul, 4:52 p. m."""
    where = _("Hoy") if as_day(value) == today() else day_short(value)
    return f"{where}, {hour(value)}"


def moment_within(value: datetime) -> str:
    """The same inside a sentence: hoy, 4:52 p. m."""
    where = _("hoy") if as_day(value) == today() else day_short(value)
    return f"{where}, {hour(value)}"


def when(value: date | datetime | None, style: str = "moment_short") -> str:
    """An instant or a day as `<time>`, told by one of the functions above."""
    if not value:
        return ""
    told = globals()[style](value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), told)


def number(value, decimals: int = 0) -> str:
    """1.234.567 or 96,4; half up"""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    told = f"{abs(exact):,.{decimals}f}"
    if not _english():
        told = told.translate(str.maketrans(",.", ".,"))
    return f"−{told}" if exact < 0 else told


def percent(value, decimals: int = 1) -> str:
    """96,4 %"""
    return f"{number(value, decimals)}{NBSP}%"


def pesos(value) -> str:
    """$ 1.234.567; whole pesos"""
    told = number(value)
    sign, told = ("−", told[1:]) if told.startswith("−") else ("", told)
    return f"{sign}${NBSP}{told}"


def size(value: int) -> str:
    """640 kB, 1,2 MB"""
    if value < 1000:
        return f"{value}{NBSP}B"
    if value < 1_000_000:
        return f"{number(Decimal(value) / 1000)}{NBSP}kB"
    if value < 1_000_000_000:
        return f"{number(Decimal(value) / 1_000_000, 1)}{NBSP}MB"
    return f"{number(Decimal(value) / 1_000_000_000, 1)}{NBSP}GB"


def initials(name: str) -> str:
    """AR for Andrea Ruiz, SA for Sandra Milena Arango: the name and the (first) surname."""
    words = [word for word in name.split() if word[:1].isalpha()]
    surname = 2 if len(words) > 2 else 1
    return "".join(word[0] for word in (*words[:1], *words[surname : surname + 1])).upper() or "?"


@lru_cache(maxsize=2048)
def _day_short(value, this_year, _language):
    if value.year != this_year:
        return day(value)
    return _formatted(value, pgettext("date format", "j M"))


def _formatted(value, pattern):
    return _told(value, pattern, get_language()).replace(" ", NBSP)


def _spaced(value, pattern):
    """A long date may break, though not between the number and its month."""
    return _DAY_AND_MONTH.sub(rf"\1{NBSP}\2{NBSP}", _told(value, pattern, get_language()))


_DAY_AND_MONTH = re.compile(r"(\d+) (de) ")


@lru_cache(maxsize=2048)
def _told(value, pattern, language):
    return _cased(dateformat.format(value, pattern))


def _cased(text):
    """Spanish writes months and weekdays in small letters."""
    return text if _english() else text.lower()


def _english():
    return (get_language() or "").startswith("en")
