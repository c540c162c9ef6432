"""The worker: the process that does the jobs and hands out the periodic lines."""

import logging
import os
import signal
import threading

from django.db import close_old_connections, connection

from koios.core import schedule
from koios.core.jobs import job as jobs
from koios.core.worker.hands import Hands

log = logging.getLogger("koios.worker")


def work_forever(lanes: int = 2) -> None:
    """Do jobs, so many at a time, until told to stop.

    At SIGTERM it takes nothing more, ends what it has in hand and goes.
    """
    os.nice(5)  # who waits for a page comes first
    stopping = threading.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_about: stopping.set())
    hands = Hands()
    threading.Thread(target=_keep, args=(stopping, hands), name="keeper", daemon=True).start()
    log.info("Worker %s ready, %s lanes", os.getpid(), lanes)
    if connection.vendor == "postgresql":
        from koios.core.worker.carrier import Carrier as Way
    else:
        from koios.core.worker.lanes import Lanes as Way
    Way(lanes, stopping, hands).run()
    log.info("Worker %s stopped", os.getpid())


def _keep(stopping, hands):
    """Each second: the periodic lines, and a sign of life of the jobs in hand.

    It goes on while the last jobs end: their leases are kept to the end.
    """
    schedule.load()
    pause = threading.Event()
    while True:
        try:
            close_old_connections()
            hands.beat()
            if not stopping.is_set():
                schedule.hand_out()
        except Exception:
            log.exception("The keeper of the worker stumbled")
            connection.close()
        pause.wait(min(1, jobs.LEASE.total_seconds() / 4))
