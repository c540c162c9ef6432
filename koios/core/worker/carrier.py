"""The way on PostgreSQL: procrastinate brings each job the moment it is committed.

A bell of a worker that died is rung again when its heartbeat has been still for a lease.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections
from procrastinate import RetryStrategy
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django import app as django_app

from koios.core import clock
from koios.core.jobs import doorbell
from koios.core.jobs import job as jobs
from koios.core.jobs.job import Job

log = logging.getLogger("koios.worker")

PAUSE = 0.5  # seconds between two looks for what was put off; what is due now is told at once


class Carrier:
    def __init__(self, lanes, stopping, hands):
        self.lanes = lanes
        self.stopping = stopping
        self.hands = hands

    def run(self) -> None:
        _ring_what_waits()
        asyncio.run(self._run())

    def answer(self, job: int) -> None:
        """Somebody rang for this job."""
        close_old_connections()
        if taken := Job.objects.take(pk=job):
            self.hands.do(taken)
            return
        if put_off := Job.objects.filter(pk=job, free_at__isnull=False).first():
            doorbell.ring(put_off)  # somebody else has it, as long as their lease lasts

    async def _run(self):
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(self.lanes))
        while not self.stopping.is_set():
            try:
                await self._listen()
            except Exception:
                log.exception("The worker lost its database")
                await asyncio.sleep(2)

    async def _listen(self):
        lease = jobs.LEASE.total_seconds()
        # An app of its own: the one that rings must go on using the transaction of the act.
        app = DjangoApp(connector=django_app.connector.get_worker_connector())
        app.task(name=doorbell.BELL, retry=RetryStrategy(wait=int(lease)))(self.answer)
        async with app.open_async():
            working = asyncio.create_task(
                app.run_worker_async(
                    concurrency=self.lanes,
                    fetch_job_polling_interval=PAUSE,
                    update_heartbeat_interval=lease / 4,
                    stalled_worker_timeout=lease,
                    delete_jobs="always",
                    install_signal_handlers=False,
                )
            )
            rescuing = asyncio.create_task(_rescue(app, lease))
            while not self.stopping.is_set() and not working.done() and not rescuing.done():
                await asyncio.sleep(PAUSE / 2)
            rescuing.cancel()
            working.cancel()  # it ends what it has in hand first
            for error in await asyncio.gather(working, rescuing, return_exceptions=True):
                if isinstance(error, Exception):
                    raise error


async def _rescue(app, lease):
    while True:
        for bell in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=lease):
            await app.job_manager.retry_job(bell)
        await asyncio.sleep(lease / 4)


def _ring_what_waits():
    """Jobs whose bell was lost: those of a database that was copied from SQLite, or restored."""
    for job in Job.objects.filter(free_at__lte=clock.now() - jobs.LEASE):
        doorbell.ring(job)
