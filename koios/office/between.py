"""Lists narrowed by days: from the first moment of one to the last of another, in Bogotá."""

from datetime import date, datetime, time, timedelta

from koios.core import clock

LAST = date(9998, 12, 31)  # the day after it can still be told in UTC


def between(rows, name: str, *, since: date | None, until: date | None):
    """The rows whose instant `name` lies on those days; an end that is missing is open."""
    if since:
        rows = rows.filter(**{f"{name}__gte": _midnight(since)})
    if until:
        rows = rows.filter(**{f"{name}__lt": _midnight(min(until, LAST) + timedelta(days=1))})
    return rows


def _midnight(day):
    return datetime.combine(day, time.min, clock.ZONE)
