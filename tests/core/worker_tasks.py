"""What the workers of the tests do, in processes of their own."""

import os
import time
from pathlib import Path

from django.db import transaction
from django.db.models import F

from koios.core.jobs import Job, task
from koios.core.stamps import Stamp

TOTAL = "total of the tests"


LOG = Path(os.environ["KOIOS_HOME"]) / "runs"


def told() -> list[str]:
    """What the tasks have written, in the order in which they did."""
    return LOG.read_text().split() if LOG.exists() else []


def tell(word):
    with LOG.open("a") as log:
        log.write(f"{word}\n")


def wait_until(true, seconds=30):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"not in {seconds} s: {list(Job.objects.values())[:3]}"
        time.sleep(0.05)


@task(attempts=100)
def add_one(number):
    """Adds one to a total; it claims its own row first, so that a second run adds nothing."""
    tell(number)
    time.sleep(0.01)
    with transaction.atomic():
        _row, new = Stamp.objects.get_or_create(name=f"effect {number}")
        if new:
            Stamp.objects.filter(name=TOTAL).update(version=F("version") + 1)
    time.sleep(0.01)


@task
def take_long(number):
    tell("begun")
    time.sleep(1.5)
    Stamp.objects.create(name=f"effect {number}")


@task
def stumble():
    raise ValueError("no puedo")
