"""Numbers as people in Colombia write them."""

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _


def read(told, *, thousands):
    """«$ 1.234.567,50», «1,234,567.50», «16500000.0». The last sign of two is the decimal one.

    One sign alone before exactly three digits parts thousands, where those are likelier.
    """
    digits = re.sub(r"(?i)^\(?\s*(COP|USD|\$)?\s*\$?|\s|%$|'", "", told)
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
    elif comma < 0 and point < 0:
        decimal = "."
    else:
        sign = "," if comma >= 0 else "."
        parts = digits.split(sign)
        grouped = len(parts[0].lstrip("-")) <= 3 and all(len(part) == 3 for part in parts[1:])
        is_group = len(parts) > 2 or (thousands and grouped)
        decimal = {",": ".", ".": ","}[sign] if is_group else sign
    plain = digits.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or abs(value) >= Decimal(10) ** 18:
        raise ValueError(_("no es un número"))
    return value
