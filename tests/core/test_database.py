"""How the connections to the database are set."""

import pytest
from django.db import connection


def test_postgresql_compiles_no_question(db):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL would")

    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")

        assert cursor.fetchone() == ("off",)
