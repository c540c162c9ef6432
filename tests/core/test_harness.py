"""The tests' own ground: what the others rely on."""

from datetime import UTC, datetime

import pytest

from koios.core import clock
from koios.core.stamps import Stamp


def test_the_clock_stands_where_the_test_says(at):
    at("2026-07-22T10:18")

    assert clock.now() == datetime(2026, 7, 22, 15, 18, tzinfo=UTC)

    at("2026-12-31T23:59")

    assert clock.local(clock.now()).year == 2026


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_commits_is_gone_in_the_next(time):
    assert not Stamp.objects.filter(name="left behind").exists()

    Stamp.objects.create(name="left behind")
