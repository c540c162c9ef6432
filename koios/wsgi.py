"""The WSGI entrance that the web server loads, and all that its processes only read.

The supervisor loads it before it divides, so what is read here lies in memory once
(docs/performance.md). Nothing here may ask the database or begin a thread.
"""

import gc
import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from koios.core.seats import Seats

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koios.settings")

SEATS = 3  # in each process

application = Seats(get_wsgi_application(), SEATS)


def read_ahead():
    """What each process would read by itself with its first pages."""
    from django.conf import settings
    from django.template.loader import get_template
    from django.urls import get_resolver

    from koios.core import calendar

    get_resolver().reverse_dict  # noqa: B018 -- reads the views of all capabilities
    for path in sorted(Path(settings.PROJECT, "koios").glob("*/templates/**/*.*")):
        get_template(str(path).partition("/templates/")[2])
    calendar.official_holidays(calendar.UNSEEDED)


read_ahead()

# What was loaded stays for good: the collector need not look at it again, nor so often. A report
# of a year takes a quarter less time (docs/performance.md).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
