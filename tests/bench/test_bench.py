"""The benchmark runs and says its figures; how quick they are is no matter of a test."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from koios.demo.stage import PROJECT


@pytest.mark.live
@pytest.mark.usefixtures("_static")
def test_a_small_one_measures_everything_and_leaves_a_whole_home(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "koios", "bench", "--small", "--json"],
        env=os.environ | {"KOIOS_HOME": str(tmp_path)},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["database"].lower().startswith(connection.vendor)
    assert len(told["operations"]) == 23
    assert all(line["at_1"]["p50_ms"] > 0 for line in told["operations"])
    aims = {line["name"]: line["aim_ms"] for line in told["operations"]}
    assert aims["aprobar una cotización con código"] == 60
    assert aims["firmar, y que esté en el archivo"] == 100
    assert told["receipts_per_second"] > 0
    assert told["memory_mib"]["together"] > 0
    assert told["check_seconds"] > 0  # which found nothing, or the benchmark would have stopped
