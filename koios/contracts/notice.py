"""Until when silence may be broken, and what it brings: dates of renewal."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from koios.core import calendar


class NoticeUnit(models.TextChoices):
    DAYS = "days", _("días calendario")
    BUSINESS = "business", _("días hábiles")
    MONTHS = "months", _("meses")


def last_day_for_notice(end_on: date, amount: int, unit: str) -> date:
    """The last business day on which a notice leaves the whole term before the end.

    With an amount of 30 days and an end on 31 December, 1 December; when that is no business day,
    the one before, for a notice that arrives late does not count.
    """
    if unit == NoticeUnit.BUSINESS:
        return calendar.business_day_before(end_on, amount)
    if unit == NoticeUnit.MONTHS:
        limit = calendar.months_on(end_on, -amount)
    else:
        limit = end_on - timedelta(days=amount)
    return calendar.business_day_before(limit)


def end_after_silence(end_on: date, months: int) -> date:
    """The last day of another term that begins the day after: of 28 Feb 2026 and 12 months,
    28 Feb 2027."""
    begins = end_on + timedelta(days=1)
    return calendar.months_on(begins, months) - timedelta(days=1)
