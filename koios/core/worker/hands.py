"""What a worker has in hand."""

from koios.core import clock, memory
from koios.core.jobs import job as jobs
from koios.core.jobs.job import Job
from koios.core.jobs.work import do


class Hands:
    """The jobs that this process is doing; their leases are kept while it lives."""

    def __init__(self):
        self._tickets = set()

    def do(self, job: Job) -> None:
        self._tickets.add(job.ticket)
        try:
            do(job)
        finally:
            self._tickets.discard(job.ticket)
            memory.give_back()

    def beat(self) -> None:
        """Tell the other workers that whoever has these jobs is alive."""
        if held := list(self._tickets):
            Job.objects.filter(ticket__in=held, status=Job.Status.RUNNING).update(
                free_at=clock.now() + jobs.LEASE
            )
