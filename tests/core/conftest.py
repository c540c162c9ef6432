"""What the tests of the base share."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start_worker():
    """`start_worker("--lanes", "3")` begins one, in a process; they are killed at the end."""
    from tests.core import worker_tasks

    worker_tasks.LOG.unlink(missing_ok=True)
    workers = []

    def start(*arguments):
        with worker_tasks.LOG.with_name("worker.log").open("a") as log:
            worker = subprocess.Popen(
                [sys.executable, "-m", "koios", "worker", "--lease", "1", *arguments],
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stderr=log,
            )
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()
