"""The main ways through Koios, as `koios demo-journey` tells them."""

import json
import os
import subprocess
import sys

import pytest

from koios.demo.stage import PROJECT

pytestmark = [pytest.mark.browser, pytest.mark.live]


@pytest.fixture
def journey(tmp_path, browser, _static):
    def go(name):
        done = subprocess.run(
            [sys.executable, "-m", "koios", "demo-journey", name, "--json"],
            env=os.environ | {"KOIOS_HOME": str(tmp_path)},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return go


def test_a_petition_comes_in_by_the_form_and_leaves_answered_and_on_record(journey):
    told = journey("complaint")

    assert told["filed"]["number"] == "PQRS-2026-000001"
    assert told["imported"]["customers"]["created"] > 0
    assert told["imported"]["cases"]["created"] > 0
    assert told["reported"]["on_time_percent"] == 100.0
    assert set(told["reported"]["bytes"]) == {"json", "xlsx", "pdf"}
    assert told["checked"]


def test_a_quote_becomes_a_service_and_a_signed_contract_whose_year_is_verified(journey):
    told = journey("commercial")

    assert told["sent"]["number"] == "COT-2026-0001"
    assert told["scheduled"]
    assert told["verified"]["pdfsig"] >= 2  # both sides, and the company's seal
    assert told["followed"]["compliance_percent"] == 93.33  # one item of fifteen fails
    assert told["reported"]["conversion_percent"] == 100.0
    assert set(told["reported"]["bytes"]) == {"json", "xlsx", "pdf"}
    assert told["checked"]
