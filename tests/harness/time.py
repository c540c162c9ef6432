"""The frozen clock."""

from contextlib import ExitStack

import pytest

from koios.core import clock


@pytest.fixture
def at():
    """`at("2026-07-22T10:18")` holds the clock there, in Bogotá, until the next call or the end."""
    with ExitStack() as held:

        def freeze(instant):
            held.pop_all().close()
            held.enter_context(clock.frozen(instant))
            return clock.now()

        yield freeze
