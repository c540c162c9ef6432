"""The embedded way: lanes that look for a ripe job, do it, and look again."""

import logging
import threading

from django.db import close_old_connections, connection, reset_queries

from koios.core.jobs.job import Job

log = logging.getLogger("koios.worker")

PAUSE = 0.25  # seconds between two looks, when there is nothing to do; a look is one indexed read


class Lanes:
    def __init__(self, lanes, stopping, hands):
        self.stopping = stopping
        self.hands = hands
        self.threads = [
            threading.Thread(target=self._lane, name=f"lane-{number}") for number in range(lanes)
        ]

    def run(self) -> None:
        for thread in self.threads:
            thread.start()
        self.stopping.wait()
        for thread in self.threads:
            thread.join()

    def _lane(self):
        while not self.stopping.is_set():
            try:
                close_old_connections()
                if job := Job.objects.take():
                    self.hands.do(job)
                else:
                    self.stopping.wait(PAUSE)
                reset_queries()
            except Exception:
                # The database is away or full. The job's lease will end and it is done again.
                log.exception("A lane of the worker stumbled")
                connection.close()
                self.stopping.wait(2)
        connection.close()
