"""The embedded way, on SQLite: lanes that look for a ripe job, do it, and look again."""

import logging
import threading

from django.db import close_old_connections, connection, reset_queries

from koios.core.jobs.job import Job

log = logging.getLogger("koios.worker")

PAUSE = 0.25  # seconds between two looks for a job whose time has come; a look is one indexed read
GLANCE = 0.025  # seconds between two glances at whether anybody has written; they cost little


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
                seen = writings()
                if job := Job.objects.take():
                    self.hands.do(job)
                else:
                    rest(self.stopping, seen)
                reset_queries()
            except Exception:
                # The database is away or full. The job's lease will end and it is done again.
                log.exception("A lane of the worker stumbled")
                connection.close()
                self.stopping.wait(2)
        connection.close()


def rest(stopping, seen, most=PAUSE) -> None:
    """Until somebody has written since `seen`, but not longer: so a paper that a person waits for
    is begun at once, and a job that was put off does not wait for a writing."""
    for _n in range(round(most / GLANCE)):
        if stopping.wait(GLANCE) or writings() != seen:
            return


def writings() -> int:
    """A number of SQLite's that another connection changes by writing."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return cursor.fetchone()[0]
