"""Signing while things break: a worker is killed, many sign at once, an authority is silent."""

import os
import random
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.db import connections

from koios.core import checks, clock, jobs, signatures
from koios.core import settings as decided
from koios.core.jobs import Job
from koios.core.signatures import TimeStampFailed
from koios.signing import landing, sweeps
from koios.signing.models import Party, Revision, Status
from tests.core.worker_tasks import wait_until
from tests.signing.acting import CARLA, sign, signer_of, work

MANY = 8


def content_of(file):
    with file.open() as source:
        return source.read()


def people():
    return [Party(f"Firmante {n}", f"f{n}@koios.example", document="CC 1") for n in range(MANY)]


def is_whole(request):
    """Every signature is in the file, once, and each is good."""
    request.refresh_from_db()
    assert request.status == Status.SIGNED
    revisions = list(request.revisions.all())
    assert [one.number for one in revisions] == list(range(MANY + 1))
    reading = signatures.read(content_of(request.final))
    assert reading.is_intact and len(reading.findings) == MANY
    assert len({one.name for one in reading.findings}) == MANY
    assert list(landing.check_revisions()) == []


@pytest.fixture
def start_worker():
    workers = []

    def start():
        worker = subprocess.Popen(
            [sys.executable, "-m", "tests.signing.worker"],
            cwd=settings.PROJECT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "koios.settings"},
            stdin=subprocess.DEVNULL,
            stderr=(settings.HOME / "worker.log").open("a"),
        )
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_kill_9_in_the_middle_of_signing_leaves_nothing_half_signed(ask, start_worker):
    request = ask(*people())
    for n in range(MANY):
        sign(request, f"f{n}@koios.example")
    chance, killed = random.Random(527), 0

    while Revision.objects.filter(request=request).count() <= MANY:
        before = Revision.objects.filter(request=request).count()
        worker = start_worker()
        wait_until(
            lambda: Revision.objects.filter(request=request).count() > min(before, MANY),  # noqa: B023
            seconds=90,
        )
        time.sleep(chance.uniform(0, 0.2))  # into the next one
        worker.kill()
        worker.wait()
        killed += 1
        assert list(landing.check_revisions()) == []

    Job.objects.filter(status="running").update(free_at=clock.now())  # their leases have ended
    work()
    assert killed >= 2
    is_whole(request)
    assert not any(checks.checks["trail"]())


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_all_who_sign_at_the_same_instant_land_one_after_the_other(ask):
    request = ask(*people())
    ready = threading.Barrier(MANY)
    failures = []

    def act(n):
        try:
            signer = signer_of(request, f"f{n}@koios.example")
            ready.wait(30)
            sign(signer.request, signer.email)
            landing.land(request=request.pk)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(n,)) for n in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work()

    assert failures == []
    is_whole(request)


def test_without_its_time_stamp_a_signature_waits_and_is_not_lost(ask, ana):
    request = ask(CARLA)
    decided.put("signatures.time_stamp_url", "http://127.0.0.1:9/", by=ana)
    sign(request, CARLA.email)

    with pytest.raises(TimeStampFailed):
        landing.land(request=request.pk)
    assert request.revisions.count() == 1

    decided.put("signatures.time_stamp_url", "", by=ana)
    landing.land(request=request.pk)
    request.refresh_from_db()
    assert request.status == Status.SIGNED


def test_what_fails_while_it_is_kept_leaves_nothing(ask, monkeypatch):
    request = ask(CARLA)
    sign(request, CARLA.email)
    with monkeypatch.context() as broken:
        broken.setattr(type(request), "_complete", lambda *_more: 1 / 0)
        jobs.run_due()

    assert request.revisions.count() == 1
    landing.land(request=request.pk)
    request.refresh_from_db()
    assert request.status == Status.SIGNED


def test_what_a_dead_job_left_behind_goes_on_by_itself(ask, at):
    at("2026-07-02T10:00")
    request = ask(CARLA)
    sign(request, CARLA.email)
    Job.objects.exclude(status="done").update(status="dead", free_at=None, unique=None)
    assert sweeps.wake() == 0
    at("2026-07-02T10:11")

    assert sweeps.wake() == 1

    work()
    request.refresh_from_db()
    assert request.status == Status.SIGNED and request.evidence_file
    assert sweeps.wake() == 0
