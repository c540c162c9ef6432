"""The worker, as a process: it may be killed at any moment, and nothing is lost or doubled."""

import random
import signal
import threading
import time

import pytest
from django.db import connection

from koios.core.jobs import Job
from koios.core.stamps import Stamp
from tests.core import worker_tasks
from tests.core.worker_tasks import told, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


def over():
    return not Job.objects.exclude(status="done").exclude(task="koios.line").exists()


def test_it_does_what_waits(start_worker):
    Stamp.objects.create(name=worker_tasks.TOTAL)
    start_worker()

    for number in range(20):
        worker_tasks.add_one.enqueue(number=number)

    wait_until(over)
    assert Stamp.objects.get(name=worker_tasks.TOTAL).version == 20


def test_kill_9_at_any_moment_loses_nothing_and_doubles_nothing(start_worker):
    Stamp.objects.create(name=worker_tasks.TOTAL)
    for number in range(200):
        worker_tasks.add_one.enqueue(number=number)
    chance = random.Random(318)

    killed = 0
    while not over():
        worker = start_worker("--lanes", "3")
        before = len(told())
        wait_until(lambda: over() or len(told()) > before + 5)  # noqa: B023
        time.sleep(chance.uniform(0, 0.3))
        worker.kill()
        worker.wait()
        killed += 1
        assert killed < 100

    runs = [int(line) for line in told()]
    assert killed > 3
    assert set(runs) == set(range(200))
    assert len(runs) > 200, "no job was killed in the middle"
    assert Stamp.objects.get(name=worker_tasks.TOTAL).version == 200
    assert Job.objects.filter(status="done").exclude(task="koios.line").count() == 200


def test_a_live_worker_keeps_a_job_longer_than_a_lease(start_worker):
    worker_tasks.take_long.enqueue(number=1)
    start_worker("--lease", "0.8")
    start_worker("--lease", "0.8")

    wait_until(over)

    assert told() == ["begun"]


def test_told_to_stop_it_ends_what_it_has_in_hand(start_worker):
    worker_tasks.take_long.enqueue(number=1)
    worker = start_worker("--lanes", "1")
    wait_until(told)
    worker_tasks.take_long.enqueue(number=2)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(10) == 0
    assert Stamp.objects.filter(name="effect 1").exists()
    assert not Stamp.objects.filter(name="effect 2").exists()


def test_an_error_does_not_stop_it(start_worker):
    Stamp.objects.create(name=worker_tasks.TOTAL)
    worker = start_worker("--lanes", "1")
    worker_tasks.stumble.enqueue()
    worker_tasks.add_one.enqueue(number=1)

    wait_until(lambda: Stamp.objects.filter(name="effect 1").exists())

    assert worker.poll() is None
    assert Job.objects.get(task__endswith="stumble").status == "waiting"


def test_it_survives_the_loss_of_its_connections(start_worker):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connection to lose")
    Stamp.objects.create(name=worker_tasks.TOTAL)
    worker_tasks.add_one.enqueue(number=1)
    worker = start_worker()
    wait_until(over)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    worker_tasks.add_one.enqueue(number=2)

    wait_until(over)
    assert worker.poll() is None


def test_two_workers_hand_out_each_line_once(start_worker):
    start_worker()
    start_worker()

    wait_until(lambda: Job.objects.filter(task="koios.line", status="done").count() >= 3)
    time.sleep(1)

    jobs = list(Job.objects.filter(task="koios.line").values_list("kwargs", "asked_at"))
    in_a_minute = {(kwargs["line"], at.replace(second=0, microsecond=0)) for kwargs, at in jobs}
    assert len(jobs) == len(in_a_minute)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="procrastinate tells its own workers")
def test_a_lane_at_rest_looks_as_soon_as_somebody_writes():
    from koios.core.worker import lanes

    rested = threading.Event()
    begun = threading.Event()

    def lane():
        seen = lanes.writings()
        begun.set()
        lanes.rest(threading.Event(), seen, most=60)
        rested.set()
        connection.close()

    threading.Thread(target=lane, daemon=True).start()
    begun.wait()
    assert not rested.wait(0.2)
    Stamp.objects.create(name="written")

    assert rested.wait(20)
