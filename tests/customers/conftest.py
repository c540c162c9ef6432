"""Who may not see customers; the customers themselves are of the cast (tests/harness)."""

import pytest


@pytest.fixture
def stranger(db):
    """Signs in, and no role lets them see a customer."""
    from koios.accounts.models import User

    return User.objects.create_person("extra@koios.example", "Elena Extra")
