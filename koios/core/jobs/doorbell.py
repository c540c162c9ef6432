"""On PostgreSQL procrastinate brings each job to a worker the moment its act is committed.

It only rings the bell: what is to be done, how often it was tried and why it failed stand in the
job's own row. A bell that rings twice finds the row taken.
"""

from django.db import connection

from koios.core import clock

BELL = "koios.job"


def ring(job) -> None:
    """Have the job brought when it is free; part of the caller's transaction."""
    if connection.vendor != "postgresql" or job.free_at is None:
        return
    from procrastinate.contrib.django import app

    # Procrastinate reads the database's clock and we read ours, which a journey may move.
    wait = (job.free_at - clock.now()).total_seconds()
    later = {"schedule_in": {"seconds": wait}} if wait > 0 else {}
    app.configure_task(BELL, **later).defer(job=job.pk)
