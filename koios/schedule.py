"""What Koios does by itself, and how often. A sweep may run twice and nothing happens twice."""

from koios.core import calendar, checks, files, jobs, limits, notices, outbox, progress
from koios.core.schedule import daily, every

every(minutes=1, name="outbox.wake", call=outbox.wake)
every(minutes=10, name="files.rescan", call=files.rescan)
every(hours=1, name="limits.sweep", call=limits.sweep)

# At night, when nobody waits
daily(at="00:05", name="trail.head", call=lambda: checks.write_head(calendar.today()))
daily(at="03:10", name="jobs.sweep", call=jobs.sweep)
daily(at="03:15", name="notices.forget_old", call=notices.forget_old)
daily(at="03:20", name="files.sweep", call=files.sweep)
daily(at="03:25", name="progress.sweep", call=progress.sweep)
