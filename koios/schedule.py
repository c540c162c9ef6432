"""What Koios does by itself, and how often. A sweep may run twice and nothing happens twice."""

from koios.core import jobs, limits, notices, outbox
from koios.core.schedule import daily, every

every(minutes=1, name="outbox.wake", call=outbox.wake)
every(hours=1, name="limits.sweep", call=limits.sweep)
daily(at="03:10", name="jobs.sweep", call=jobs.sweep)
daily(at="03:15", name="notices.forget_old", call=notices.forget_old)
