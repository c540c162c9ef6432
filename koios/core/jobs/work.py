"""Doing a job that was taken."""

import logging

from django.utils.translation import gettext as _

from koios.core import stamps
from koios.core.jobs.job import Job
from koios.core.jobs.tasks import ATTEMPTS, named

log = logging.getLogger("koios.jobs")


def run_due() -> int:
    """Do here and now all that is due by the program's clock, and what comes of it; how many.

    For tests and journeys; it fails and retries as the worker does, and raises nothing.
    """
    done = 0
    while job := Job.objects.take():
        do(job)
        done += 1
    return done


def do(job: Job) -> None:
    """Do a job that was taken. What goes wrong stays in its row."""
    attempts = ATTEMPTS
    stamps.forget()
    try:
        task = named(job.task)
        attempts = task.attempts
        if job.attempts > attempts:
            job.bury(_("El proceso murió %(times)s veces mientras lo hacía.") % {"times": attempts})
            return
        task(**job.kwargs)
    except Exception as error:
        log.exception("%s failed (%s of %s)", job, job.attempts, attempts)
        job.fail(error, at_most=attempts)
    else:
        job.finish()
