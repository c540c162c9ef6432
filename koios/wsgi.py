"""The WSGI entrance that the web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koios.settings")

application = get_wsgi_application()

# What was loaded stays for good: the collector need not look at it again, nor so often. A report
# of a year takes a quarter less time (docs/performance.md).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
