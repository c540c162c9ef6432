"""Doing a job that was taken."""

import logging
from contextvars import ContextVar

from django.utils.translation import gettext as _

from koios.core import stamps
from koios.core.jobs.job import Job
from koios.core.jobs.tasks import ATTEMPTS, named

_in_hand: ContextVar[Job | None] = ContextVar("job", default=None)

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


def conclude() -> None:
    """End the job that is being done here, in the transaction that is open.

    For a task whose last act and its own end are better one: then a worker that dies leaves both
    or none. A task called without a job has none to end.
    """
    if job := _in_hand.get():
        job.finish()


def do(job: Job) -> None:
    """Do a job that was taken. What goes wrong stays in its row."""
    attempts = ATTEMPTS
    stamps.forget()
    token = _in_hand.set(job)
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
        if job.status == Job.Status.RUNNING:
            job.finish()
    finally:
        _in_hand.reset(token)
