"""The whole way of a petition, as `koios demo-journey` tells it."""

import json
import os
import subprocess
import sys

import pytest

from koios.demo.stage import PROJECT

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.mark.usefixtures("browser", "_static")
def test_a_petition_comes_in_by_the_form_and_leaves_answered_and_on_record(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "koios", "demo-journey", "--json"],
        env=os.environ | {"KOIOS_HOME": str(tmp_path)},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["filed"]["number"] == "PQRS-2026-000001"
    assert told["imported"]["customers"]["created"] > 0
    assert told["imported"]["cases"]["created"] > 0
    assert told["reported"]["on_time_percent"] == 100.0
    assert set(told["reported"]["bytes"]) == {"json", "xlsx", "pdf"}
    assert told["checked"]
