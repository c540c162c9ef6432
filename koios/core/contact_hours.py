"""When a customer may be written to about business that they did not ask about that day.

Monday to Friday 7:00 to 19:00, Saturdays 8:00 to 15:00, never on Sundays and holidays (Ley 2300 de
2023, art. 3). Answers, receipts and what somebody asked for leave at once.
"""

from datetime import datetime, time, timedelta

from koios.core import calendar, clock

WEEK = (time(7), time(19))
SATURDAY = (time(8), time(15))


def next_open(instant: datetime) -> datetime:
    """The instant itself where it is within the hours, else the next at which they begin."""
    here = clock.local(instant)
    day = here.date()
    while True:
        hours = _hours(day)
        if hours:
            begins, ends = (here.replace(**_at(day, hour)) for hour in hours)
            if here < ends:
                return max(here, begins)
        day += timedelta(days=1)


def _hours(day):
    if day.weekday() == 6 or day in calendar.current().off:
        return None
    return SATURDAY if day.weekday() == 5 else WEEK


def _at(day, hour):
    return {
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "hour": hour.hour,
        "minute": 0,
        "second": 0,
        "microsecond": 0,
    }
